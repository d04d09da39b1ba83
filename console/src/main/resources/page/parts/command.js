// The dialog of one command: what it does, the reason, one confirmation, and the gate's answer.
import { html, nothing } from '../lit.js';
import { announce } from '../announce.js';
import { about, answerEffects } from '../asked.js';
import { changesSince, meansWhatWasSeen } from '../changes.js';
import { percent } from '../format.js';
import { give, letGo, unansweredBody } from '../given.js';
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
  approve: (rollout, { role, where, question }) => (question ? `You answer yes to what ${asked(question)}: ${answerEffects(question).yes}.` : `You say yes as ${role}, ${where}.`),
  reject: (rollout, { role, where, question }) => (question ? `You answer no to what ${asked(question)}: ${answerEffects(question).no}.`
    : `You say no as ${role}, ${where}: the stage fails, or what the policy has for a no is done.`),
  tick: (rollout, { checklist, item }) => `You say that ${item} of ${checklist} is done.`,
  acknowledge: (rollout, { decisionIds }) => `You take care of ${decisionIds.join(', ')}: nobody else is told any more.`,
};

function asked({ role, asked }) {
  return `${role} was asked (${asked.map(({ sentence }) => sentence).join('; ')})`;
}

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

/**
 * Asks, sends, and shows what the gate says.
 * @param fields what the command says beside its kind and reason; `decisionIds` are one command each
 * @param live gives the rollout as it is now, or undefined once nobody follows it
 */
export function askCommand(rollout, kind, fields, live) {
  const dialog = new CommandDialog(rollout, kind, fields, live);
  openDialog(() => dialog.template());
}

class CommandDialog {
  constructor(seen, kind, { evidenceNeeded, ...fields }, live) {
    Object.assign(this, { seen, kind, about: fields, evidenceNeeded, live, sending: false });
    this.orders = ordersOf(seen, kind, fields);
    this.needsReason = seen.commands?.find((command) => command.kind === kind)?.needsReason ?? true;
    this.name = fields.question ? { approve: 'Answer yes', reject: 'Answer no' }[kind] : commandName(kind);
  }

  template() {
    const { seen, kind } = this;
    return html`<h2 id="dialog-title">${this.name}: ${seen.service} ${seen.canary}</h2>
      <p>${EFFECTS[kind]?.(seen, this.about)}</p>
      ${seen.mode === 'enforce' ? nothing : html`<p class="note calm">This rollout is in mode ${seen.mode}: nothing is carried out.</p>`}
      ${this.orders.length > 0 && this.orders.every(({ answer }) => answer) ? this.answered() : this.form()}`;
  }

  form() {
    const unanswered = this.sending ? this.again : this.unanswered;
    const changes = this.sending ? [] : this.changes();
    const off = this.sending ? undefined : this.off();
    return html`<form @submit=${(event) => this.submit(event)}>
      ${unanswered ? this.sent(unanswered) : this.inputs()}
      ${this.problem ? problemNote(this.problem) : nothing}
      ${changes.length ? this.changed(changes, unanswered) : nothing}
      ${off ? html`<p class="note warn">! Not now: ${off}.</p>` : nothing}
      <div class="buttons">
        <button type="submit" class=${this.kind === 'abort' || this.kind === 'reject' ? 'danger' : 'main'} ?disabled=${this.sending || off || changes.length > 0}>
          ${this.sending ? 'Waiting for the gate …' : unanswered ? 'Ask again' : this.name}</button>
        ${unanswered && !this.sending ? html`<button type="button" @click=${() => this.letGo()}>Let it go</button>` : nothing}
        <button type="button" @click=${closeDialog}>Cancel</button>
      </div></form>`;
  }

  inputs() {
    return html`${this.kind === 'set-weight' ? html`<label class="field"><span>Weight in percent</span>
        <input name="weight" type="number" min="0.1" max="100" step="any" required value=${this.seen.weight || nothing} ?readonly=${this.sending}></label>` : nothing}
      ${this.kind === 'tick' ? html`<label class="field"><span>Evidence: a link or a note${this.evidenceNeeded ? '' : ', if you have one'}</span>
        <input name="evidence" ?required=${this.evidenceNeeded} maxlength="2000" autocomplete="off" ?readonly=${this.sending}></label>` : nothing}
      <label class="field"><span>Reason${this.needsReason ? '' : ', if you have one'}</span>
        <input name="reason" ?required=${this.needsReason} maxlength="1000" autocomplete="off" autofocus ?readonly=${this.sending}></label>
      <p class="soft">It stands in the log with your name.</p>`;
  }

  /** What was sent stays as it is until it is answered. */
  sent({ reason, weight, evidence }) {
    const said = [weight && percent(weight), evidence, reason].filter(Boolean).join(', ');
    return html`<p class="note warn" role="status">… This was sent before and is not answered: it may have been taken.
      Asking again sends the same command, which is carried out once at most.${said ? html` It says: ${said}.` : nothing}</p>`;
  }

  changed(changes, unanswered) {
    return html`<div class="note warn changed" role="alert"><p>! Not sent${unanswered ? ' again' : ''}: the rollout has changed since you opened this.</p>
      <ul>${changes.map((change) => html`<li>${change}</li>`)}</ul>
      ${unanswered ? html`<p>What you sent may be why: see <a href="/commands" @click=${closeDialog}>the commands</a>.</p>`
        : this.about.question || this.about.where ? html`<p>Close this, and look at what is asked now.</p>`
          : html`<button type="button" @click=${() => this.lookAgain()}>I have seen it</button>`}</div>`;
  }

  /** Refused ones and those that wait are answered too; each is shown. */
  answered() {
    return html`${this.orders.map(({ answer }) => html`<div role="status" class="note ${outcome(answer.outcome).tone}"><p>${mark(outcome(answer.outcome))}</p>
      <p>${answer.sentence}</p>${answer.replayed ? html`<p class="soft">It had been given before, and was not given twice.</p>` : nothing}</div>`)}
      <form method="dialog"><button class="main" autofocus>Close</button></form>`;
  }

  /** What was sent from here before, or from a dialog like this, and is not answered. */
  get unanswered() {
    return this.orders.map(({ place, answer }) => (answer ? undefined : unansweredBody(place))).find(Boolean);
  }

  changes() {
    const now = this.live();
    return now && meansWhatWasSeen(this.kind) ? changesSince(this.seen, now) : [];
  }

  off() {
    const now = this.live();
    if (!now) return 'the rollout is not followed here any more';
    return commandOff(now, this.kind) ?? (this.orders.length === 0 ? 'nothing was shown that waits to be acknowledged' : undefined);
  }

  lookAgain() {
    this.seen = this.live() ?? this.seen;
    this.orders = ordersOf(this.seen, this.kind, this.about);
    refreshDialog();
    document.querySelector('#dialog [autofocus]')?.focus();
  }

  letGo() {
    this.orders.forEach(({ place }) => letGo(place));
    this.problem = undefined;
    refreshDialog();
  }

  async submit(event) {
    event.preventDefault();
    // What has changed may not be drawn yet.
    if (this.sending || this.off() || this.changes().length > 0) {
      refreshDialog();
      return;
    }
    const again = this.unanswered;
    const { reason, weight, evidence } = again ?? filled(new FormData(event.target));
    Object.assign(this, { again, sending: true, problem: undefined });
    refreshDialog();
    try {
      for (const order of this.orders.filter(({ answer }) => !answer)) {
        order.answer = await give(order.place, `/rollouts/${encodeURIComponent(this.seen.rolloutId)}/commands`,
          { kind: this.kind, ...order.said, reason, weight, evidence });
        announce(`${this.name}: ${outcome(order.answer.outcome).text}. ${order.answer.sentence}`);
      }
    } catch (problem) {
      this.problem = problem;
    }
    this.sending = false;
    refreshDialog();
    document.querySelector('#dialog [autofocus]')?.focus();
  }
}

/** What is sent, one command each: what it means is what was seen. */
function ordersOf(seen, kind, { question, where, decisionIds, stage, ...fields }) {
  const each = decisionIds ? decisionIds.map((decisionId) => ({ decisionId })) : [{ ...fields, ...about(seen, kind, { question, stage }) }];
  return each.map((said) => ({ said, place: JSON.stringify([seen.rolloutId, kind, said]) }));
}

function filled(form) {
  return {
    reason: form.get('reason').trim(),
    weight: form.has('weight') ? Number(form.get('weight')) : undefined,
    evidence: form.get('evidence')?.trim(),
  };
}
