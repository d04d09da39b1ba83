// What executions ask people: as a panel, and the dialog of an answer. And the dialog by which executors are held and released.
import { letGoOld } from '../given.js';
import { html, nothing } from '../lit.js';
import { answerBody, answerOff, answersTo, ending, isRetreat, isSame, otherwise } from '../runbook.js';
import { commandsOff, hasRole, state } from '../state.js';
import { openDialog } from './dialog.js';
import { GivingDialog } from './giving.js';
import { decisionLink, kindMark } from './marks.js';
import { button } from './people.js';

/** Why this person cannot say that now. */
function offNow(ask, says) {
  return answerOff(ask, says, { off: commandsOff(), roles: state.status?.you?.roles, held: state.status?.held });
}

/** One question with what each answer leads to. @param find gives the question of a decision that is asked now */
export function askNote(ask, find) {
  const answers = answersTo(ask);
  return html`<div class="note ${isRetreat(ask) ? 'bad' : 'warn'} ask">
    <p><b>? ${ask.text}</b></p>
    <p class="soft">Runbook ${ask.runbook}${ask.step ? `, step ${ask.step},` : ''} for ${kindMark(ask.kind)} ${decisionLink(ask.decisionId)} ${waiting(ask)}</p>
    ${answers.length ? html`<ul class="plain effects">${answers.map(({ text, effect }) => html`<li><b>${text}</b>: ${effect}.</li>`)}
      <li><b>No answer</b>: ${otherwise(ask)}.</li></ul>
    ${ask.about === 'outcome' ? html`<p>Look first: what the executor had started may still run.</p>` : nothing}
    <p class="buttons">${answers.map(({ says, text, tone }) => button(text, offNow(ask, says), () => askAnswer(ask, says, find), `${text}: ${ask.text}`, tone))}</p>`
      : html`<p>A later release can answer it.</p>`}</div>`;
}

function waiting(ask) {
  return ask.about === 'attempt' ? html`failed <hg-age at=${ask.askedAt}></hg-age>` : html`waits since <hg-time at=${ask.askedAt}></hg-time>, ${ending(ask)} <hg-left at=${ask.until} past="at any moment"></hg-left>`;
}

function askAnswer(ask, says, find) {
  const dialog = new AnswerDialog(ask, answersTo(ask).find((answer) => answer.says === says), find);
  openDialog(() => dialog.template());
}

class AnswerDialog extends GivingDialog {
  constructor(ask, { says, text, effect }, find) {
    const said = answerBody(ask, says);
    super({
      orders: [{ said, place: JSON.stringify(['answer', ask.decisionId, said]) }],
      name: text, needsReason: true, danger: says === 'no' || says === 'failed', longest: 500, whom: 'the executor',
    });
    Object.assign(this, { ask, says, does: effect, find });
  }

  heading() {
    return `${this.name}: ${this.ask.text}`;
  }

  effect() {
    return html`<p>Runbook ${this.ask.runbook}${this.ask.step ? `, step ${this.ask.step}` : ''}: ${this.does}.</p>`;
  }

  path() {
    return `/decisions/${this.ask.decisionId.split('/').map(encodeURIComponent).join('/')}/answer`;
  }

  off() {
    const now = this.find(this.ask.decisionId);
    if (isSame(this.ask, now)) return offNow(this.ask, this.says);
    return now ? `the execution has moved on since you opened this, and asks now: ${now.text}` : 'the execution has moved on since you opened this, and does not ask that any more';
  }
}

/** @param order hold or release */
export function askHold(order) {
  const dialog = new HoldDialog(order);
  openDialog(() => dialog.template());
}

/** Why this person cannot hold or release now. */
export function holdOff() {
  return commandsOff() ?? (hasRole('operator') ? undefined : 'you do not have the role operator');
}

class HoldDialog extends GivingDialog {
  constructor(order) {
    const hold = order === 'hold';
    const place = JSON.stringify(['executors', order]);
    letGoOld(place);
    super({ orders: [{ said: { order }, place }], name: hold ? 'Hold executors' : 'Release executors', needsReason: true, danger: hold, longest: 500, whom: 'the executors' });
    this.hold = hold;
  }

  heading() {
    return this.name;
  }

  effect() {
    return html`<p>${this.hold ? 'No executor begins an advance or a run, and nothing goes on that waits for a person, until somebody releases them. What has begun goes on; rollbacks and steps back are carried out as ever.'
      : 'Executors begin advances and runs again. What has waited and is not too old is begun.'}</p>`;
  }

  path() {
    return '/executors/orders';
  }

  off() {
    return holdOff();
  }
}
