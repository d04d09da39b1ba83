// The dialog of a command to the gate: what it does, and whether it still means what was seen.
import { html, nothing } from '../lit.js';
import { about, answerEffects } from '../asked.js';
import { changesSince, meansWhatWasSeen } from '../changes.js';
import { percent } from '../format.js';
import { letGoOld } from '../given.js';
import { rolesNamed, SCORE_EFFECTS } from '../score.js';
import { commandsOff, hasRole } from '../state.js';
import { commandName } from '../words.js';
import { closeDialog, openDialog, refreshDialog } from './dialog.js';
import { GivingDialog } from './giving.js';

/** What each does, said before it is done. */
const EFFECTS = {
  abort: (rollout) => `All traffic goes back to ${rollout.baseline} at once, and the rollout of ${rollout.canary} ends.`,
  pause: () => 'Nothing advances until it is resumed. It is judged and rolled back as ever.',
  resume: () => 'The gate goes on by itself; a weight set by hand is handed back to it.',
  advance: (rollout) => `It goes on to the next stage whatever undecided lines say${nextWeight(rollout)}.`,
  'step-back': () => 'It goes back to the stage before.',
  'set-weight': () => 'The gate leaves the weight as set until it is resumed.',
  approve: (rollout, { role, where, question, score }) => (score ? `You say yes to a score of ${score.score}: ${SCORE_EFFECTS.yes}.` : question ? `You answer yes to what ${asked(question)}: ${answerEffects(question).yes}.` : `You say yes as ${role}, ${where}.`),
  reject: (rollout, { role, where, question, score }) => (score ? `You say no to a score of ${score.score}: ${SCORE_EFFECTS.no}.` : question ? `You answer no to what ${asked(question)}: ${answerEffects(question).no}.`
    : `You say no as ${role}, ${where}: the stage fails, or what the policy has for a no is done.`),
  tick: (rollout, { checklist, item }) => `You say that ${item} of ${checklist} is done.`,
  acknowledge: (rollout, { decisionIds }) => `You take care of ${decisionIds.join(', ')}: nobody else is told any more.`,
};

/** What another command undoes: what came of an earlier one is not how it stands. */
const UNDONE = ['pause', 'resume'];

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

class CommandDialog extends GivingDialog {
  constructor(seen, kind, { evidenceNeeded, ...fields }, live) {
    super({
      orders: ordersOf(seen, kind, fields),
      name: fields.question ? { approve: 'Answer yes', reject: 'Answer no' }[kind] : commandName(kind),
      needsReason: seen.commands?.find((command) => command.kind === kind)?.needsReason ?? true,
      danger: kind === 'abort' || kind === 'reject',
    });
    if (UNDONE.includes(kind)) this.orders.forEach(({ place }) => letGoOld(place));
    Object.assign(this, { seen, kind, about: fields, evidenceNeeded, live });
  }

  heading() {
    return `${this.name}: ${this.seen.service} ${this.seen.canary}`;
  }

  effect() {
    const { seen, kind } = this;
    return html`<p>${EFFECTS[kind]?.(seen, this.about)}</p>
      ${seen.mode === 'enforce' ? nothing : html`<p class="note calm">This rollout is in mode ${seen.mode}: nothing is carried out.</p>`}`;
  }

  path() {
    return `/rollouts/${encodeURIComponent(this.seen.rolloutId)}/commands`;
  }

  fields() {
    return html`${this.about.score ? this.role() : nothing}${this.kind === 'set-weight' ? html`<label class="field"><span>Weight in percent</span>
        <input name="weight" type="number" min="0.1" max="100" step="any" required value=${this.seen.weight || nothing} ?readonly=${this.sending}></label>` : nothing}
      ${this.kind === 'tick' ? html`<label class="field"><span>Evidence: a link or a note${this.evidenceNeeded ? '' : ', if you have one'}</span>
        <input name="evidence" ?required=${this.evidenceNeeded} maxlength="2000" autocomplete="off" ?readonly=${this.sending}></label>` : nothing}`;
  }

  /** Any role may speak of a score, and says which it is. */
  role() {
    const roles = rolesNamed(this.seen);
    return html`<label class="field"><span>The role for which you say it</span>
      <input name="role" required maxlength="100" pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" title="letters, digits, . _ and -" list="roles" value=${roles.length === 1 ? roles[0] : nothing} autocomplete="off" ?readonly=${this.sending}></label>
      <datalist id="roles">${roles.map((role) => html`<option value=${role}></option>`)}</datalist>`;
  }

  filled(form) {
    return {
      role: form.get('role')?.trim(),
      reason: form.get('reason').trim(),
      weight: form.has('weight') ? Number(form.get('weight')) : undefined,
      evidence: form.get('evidence')?.trim(),
    };
  }

  saidBefore({ role, reason, weight, evidence }) {
    return [this.about.score && role, weight && percent(weight), evidence, reason];
  }

  changed(changes, unanswered) {
    return html`<div class="note warn changed" role="alert"><p>! Not sent${unanswered ? ' again' : ''}: the rollout has changed since you opened this.</p>
      <ul>${changes.map((change) => html`<li>${change}</li>`)}</ul>
      ${unanswered ? html`<p>What you sent may be why: see <a href="/commands" @click=${closeDialog}>the commands</a>.</p>`
        : this.about.question || this.about.where || this.about.score ? html`<p>Close this, and look at what is asked now.</p>`
          : html`<button type="button" @click=${() => this.lookAgain()}>I have seen it</button>`}</div>`;
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
}

/** What is sent, one command each: what it means is what was seen. */
function ordersOf(seen, kind, { question, where, score, decisionIds, stage, ...fields }) {
  const each = decisionIds ? decisionIds.map((decisionId) => ({ decisionId })) : [{ ...fields, ...about(seen, kind, { question, stage }) }];
  return each.map((said) => ({ said: { kind, ...said }, place: JSON.stringify([seen.rolloutId, kind, said]) }));
}
