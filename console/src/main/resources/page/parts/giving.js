// The dialog of whatever is given once: what it does, the reason, one confirmation, and the answer.
import { html, nothing } from '../lit.js';
import { announce } from '../announce.js';
import { give, letGo, unansweredBody } from '../given.js';
import { outcome } from '../words.js';
import { closeDialog, refreshDialog } from './dialog.js';
import { mark } from './marks.js';
import { problemNote } from './problem.js';

/** To be extended: what is given by it says heading(), effect(), path(), off(), and what else differs. */
export class GivingDialog {
  /**
   * @param orders what is sent, one after the other: {said, place}
   * @param name on the button
   * @param danger whether it takes something away
   * @param longest a reason may be, characters
   * @param whom who answers
   */
  constructor({ orders, name, needsReason, danger = false, longest = 1000, whom = 'the gate' }) {
    Object.assign(this, { orders, name, needsReason, danger, longest, whom, sending: false });
  }

  template() {
    return html`<h2 id="dialog-title">${this.heading()}</h2>
      ${this.effect()}
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
      ${off ? html`<p class="note warn" role="alert">! Not now: ${off}.</p>` : nothing}
      <div class="buttons">
        <button type="submit" class=${this.danger ? 'danger' : 'main'} ?disabled=${this.sending || off || changes.length > 0}>
          ${this.sending ? `Waiting for ${this.whom} …` : unanswered ? 'Ask again' : this.name}</button>
        ${unanswered && !this.sending ? html`<button type="button" @click=${() => this.letGo()}>Let it go</button>` : nothing}
        <button type="button" @click=${closeDialog}>Cancel</button>
      </div></form>`;
  }

  inputs() {
    return html`${this.fields()}
      <label class="field"><span>Reason${this.needsReason ? '' : ', if you have one'}</span>
        <input name="reason" ?required=${this.needsReason} maxlength=${this.longest} autocomplete="off" autofocus ?readonly=${this.sending}></label>
      <p class="soft">It stands in the log with your name.</p>`;
  }

  /** Fields before the reason. */
  fields() {
    return nothing;
  }

  /** What the form says. */
  filled(form) {
    return { reason: form.get('reason').trim() };
  }

  /** The words of what was sent before. */
  saidBefore({ reason }) {
    return [reason];
  }

  /** Sentences about what has changed since it was opened; with any nothing is sent. */
  changes() {
    return [];
  }

  /** What was sent stays as it is until it is answered. */
  sent(body) {
    const said = this.saidBefore(body).filter(Boolean).join(', ');
    return html`<p class="note warn" role="status">… This was sent before and is not answered: it may have been taken.
      Asking again tells what became of it; if it was not taken, it is given now.${said ? html` It says: ${said}.` : nothing}</p>`;
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
    const filled = again ?? this.filled(new FormData(event.target));
    Object.assign(this, { again, sending: true, problem: undefined });
    refreshDialog();
    try {
      for (const order of this.orders.filter(({ answer }) => !answer)) {
        order.answer = await give(order.place, this.path(), { ...filled, ...order.said });
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
