// The dialog of one command: what it does, the reason, one confirmation, and the gate's answer.
import { html, nothing } from '../lit.js';
import { announce } from '../announce.js';
import { newKey, post } from '../api.js';
import { percent } from '../format.js';
import { commandsOff, hasRole } from '../state.js';
import { commandName, outcome } from '../words.js';
import { closeDialog, openDialog, refreshDialog } from './dialog.js';
import { mark } from './marks.js';
import { problemNote } from './problem.js';

/** What each does, said before it is done. */
const EFFECTS = {
  abort: (rollout) => `All traffic goes back to ${rollout.baseline} at once, and the rollout of ${rollout.canary} ends.`,
  pause: () => 'Nothing advances until it is resumed. It is judged and rolled back as ever.',
  resume: () => 'The gate goes on by itself; a weight set by hand is handed back to it.',
  advance: (rollout) => `It goes on to the next stage whatever undecided lines say${nextWeight(rollout)}.`,
  'step-back': () => 'It goes back to the stage before.',
  'set-weight': () => 'The gate leaves the weight as set until it is resumed.',
  approve: (rollout, { role }) => `You say yes as ${role}.`,
  reject: (rollout, { role }) => `You say no as ${role}: the stage fails, or what the policy has for a no is done.`,
  tick: (rollout, { checklist, item }) => `You say that ${item} of ${checklist} is done.`,
  acknowledge: (rollout, { decisionId }) => `You take care of ${decisionId ?? 'all that is open'}: nobody else is told any more.`,
};

function nextWeight({ plan = [], stage }) {
  const next = plan[stage + 1];
  return next ? `: ${percent(next.weight)} of traffic` : '';
}

/** Why this person cannot give the command on this rollout now; undefined when it can be given. */
export function commandOff(rollout, kind) {
  const off = commandsOff();
  if (off) return off;
  const found = rollout.commands?.find((command) => command.kind === kind);
  if (!found) return 'it does not fit this rollout';
  if (!hasRole(found.role)) return `you do not have the role ${found.role}`;
  return found.possible ? undefined : found.why ?? 'it does not fit the phase';
}

/** Asks, sends, and shows what the gate says. `fields` are what the command says beside its kind and reason. */
export function askCommand(rollout, kind, fields = {}) {
  const dialog = new CommandDialog(rollout, kind, fields);
  openDialog(() => dialog.template());
}

class CommandDialog {
  constructor(rollout, kind, { evidenceNeeded, ...fields }) {
    Object.assign(this, { rollout, kind, fields, evidenceNeeded, key: newKey(), sending: false });
    this.needsReason = rollout.commands?.find((command) => command.kind === kind)?.needsReason ?? true;
  }

  template() {
    const { rollout, kind, answer } = this;
    return html`<h2 id="dialog-title">${commandName(kind)}: ${rollout.service} ${rollout.canary}</h2>
      <p>${EFFECTS[kind]?.(rollout, this.fields)}</p>
      ${rollout.mode === 'enforce' ? nothing : html`<p class="note calm">This rollout is in mode ${rollout.mode}: nothing is carried out.</p>`}
      ${answer ? this.answered() : this.form()}`;
  }

  form() {
    const off = commandOff(this.rollout, this.kind);
    return html`<form @submit=${(event) => this.submit(event)} @input=${() => { this.key = newKey(); }}>
      ${this.kind === 'set-weight' ? html`<label class="field"><span>Weight in percent</span>
        <input name="weight" type="number" min="0.1" max="100" step="any" required value=${this.rollout.weight || nothing}></label>` : nothing}
      ${this.kind === 'tick' ? html`<label class="field"><span>Evidence: a link or a note${this.evidenceNeeded ? '' : ', if you have one'}</span>
        <input name="evidence" ?required=${this.evidenceNeeded} maxlength="2000" autocomplete="off"></label>` : nothing}
      <label class="field"><span>Reason${this.needsReason ? '' : ', if you have one'}</span>
        <input name="reason" ?required=${this.needsReason} maxlength="1000" autocomplete="off" autofocus></label>
      <p class="soft">It stands in the log with your name.</p>
      ${this.problem ? problemNote(this.problem) : nothing}
      ${off ? html`<p class="note warn">! Not now: ${off}.</p>` : nothing}
      <div class="buttons">
        <button type="submit" class=${this.kind === 'abort' || this.kind === 'reject' ? 'danger' : 'main'} ?disabled=${this.sending || off}>
          ${this.sending ? 'Waiting for the gate …' : commandName(this.kind)}</button>
        <button type="button" @click=${closeDialog}>Cancel</button>
      </div></form>`;
  }

  answered() {
    return html`<div role="status" class="note ${outcome(this.answer.outcome).tone}"><p>${mark(outcome(this.answer.outcome))}</p>
      <p>${this.answer.sentence}</p>${this.answer.replayed ? html`<p class="soft">It had been given before, and was not given twice.</p>` : nothing}</div>
      <form method="dialog"><button class="main" autofocus>Close</button></form>`;
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = { kind: this.kind, ...this.fields, reason: form.get('reason').trim() };
    if (form.has('weight')) body.weight = Number(form.get('weight'));
    if (form.has('evidence')) body.evidence = form.get('evidence').trim();
    this.sending = true;
    this.problem = undefined;
    refreshDialog();
    try {
      this.answer = await post(`/rollouts/${encodeURIComponent(this.rollout.rolloutId)}/commands`, body, this.key);
      announce(`${commandName(this.kind)}: ${outcome(this.answer.outcome).text}. ${this.answer.sentence}`);
    } catch (problem) {
      this.problem = problem;
    }
    this.sending = false;
    refreshDialog();
    document.querySelector('#dialog [autofocus]')?.focus();
  }
}
