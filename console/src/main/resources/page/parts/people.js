// What people have to do: checklists to tick, approvals to give, notices to acknowledge.
import { answerEffects, approvalStands, questions } from '../asked.js';
import { html, nothing } from '../lit.js';
import { marginalScore } from '../score.js';
import { evidenceText, severityMark, decisionLink } from './marks.js';
import { scorePanel } from './score.js';

/** @param act called with (kind, fields) to open the dialog of that command; @param off (kind) → why it cannot be given */
export function people(rollout, act, off) {
  const { checklists = [], approvals = [], situation = {} } = rollout;
  const open = questions(rollout);
  const score = marginalScore(rollout);
  if (Number(score !== undefined) + open.length + checklists.length + approvals.length + (situation.notices?.length ?? 0) === 0) return nothing;
  return html`<section aria-labelledby="people"><h2 id="people">People</h2>
    <div class="columns">
      ${score ? scorePanel(score, act, off) : nothing}
      ${open.length ? questionList(open, act, off) : nothing}
      ${situation.notices?.length ? notices(situation.notices, act, off('acknowledge')) : nothing}
      ${approvals.length ? approvalList(rollout, approvals, act, off) : nothing}
      ${checklists.map((checklist) => checklistItems(checklist, act, off('tick')))}
    </div></section>`;
}

function notices(notices, act, off) {
  return html`<div class="panel"><h3>Not acknowledged</h3><ul class="plain">${notices.map((notice) => html`<li>
    ${severityMark(notice.severity)} ${decisionLink(notice.decisionId)} <span class="soft"><hg-age at=${notice.since}></hg-age></span>
    ${button('Acknowledge', off, () => act('acknowledge', { decisionIds: [notice.decisionId] }))}</li>`)}</ul></div>`;
}

function questionList(open, act, off) {
  return html`<div class="panel questions"><h3>Questions</h3><ul class="plain">${open.map((question) => html`<li>
    <b>${question.role || 'anybody'}</b> is asked for
    ${question.id ? decisionLink(question.id) : nothing}
    ${question.asked.map(({ sentence, until }) => html`<p>${sentence}${until ? html` <span class="soft">(<hg-left at=${until}></hg-left>)</span>` : nothing}</p>`)}
    <p class="soft">${question.asked.length > 1 ? 'One answer answers all. ' : nothing}Yes: ${answerEffects(question).yes}. No: ${answerEffects(question).no}.</p>
    <span class="buttons">${button('Answer yes', off('approve'), () => act('approve', { role: question.role, question }), asRole(question))}
      ${button('Answer no', off('reject'), () => act('reject', { role: question.role, question }), asRole(question))}</span></li>`)}</ul></div>`;
}

function asRole({ role, id }) {
  return `as ${role}${id ? ` to ${id}` : ''}`;
}

function approvalList(rollout, approvals, act, off) {
  return html`<div class="panel"><h3>Approvals</h3><ul class="plain">${approvals.map((approval) => html`<li>
    <b>${approval.role}</b> <span class="soft">${approval.where}</span> ${approvalState(rollout, approval, act, off)}</li>`)}</ul></div>`;
}

function approvalState(rollout, approval, act, off) {
  const { role, where, stage, given } = approval;
  switch (approvalStands(rollout, approval)) {
    case 'given': return html`<span class=${given.yes ? 'good' : 'bad'}>${given.yes ? '✓ approved' : '✗ rejected'} by ${given.by}, <hg-age at=${given.at}></hg-age></span>`;
    case 'asked': return html`<span class="soft">once ${role} has answered what it was asked: a yes or no now would answer that</span>`;
    case 'awaited': return html`<span class="buttons">${button('Approve', off('approve'), () => act('approve', { role, where, stage }), `as ${role}`)}
      ${button('Reject', off('reject'), () => act('reject', { role, where, stage }), `as ${role}`)}</span>`;
    default: return html`<span class="soft">not waited for now</span>`;
  }
}

function checklistItems({ name, items }, act, off) {
  const done = items.filter((item) => item.ticked).length;
  return html`<div class="panel"><h3>${name} <span class="soft">${done} of ${items.length}</span></h3>
    <ul class="plain">${items.map((item) => html`<li>
      ${item.ticked
        ? html`<span class="good" aria-hidden="true">☑</span> ${item.text} <span class="soft">ticked by ${item.ticked.by}, <hg-age at=${item.ticked.at}></hg-age>
          ${item.ticked.evidence ? html`· ${evidenceText(item.ticked.evidence)}` : nothing}</span>`
        : html`<span aria-hidden="true">☐</span> ${item.text} <span class="soft">by ${item.role}${item.evidence ? ', with evidence' : ''}</span>
          ${button('Tick', off, () => act('tick', { checklist: name, item: item.id, role: item.role, evidenceNeeded: item.evidence }), item.text)}`}</li>`)}</ul></div>`;
}

/** A button that stays reachable when it is off, and says why. */
export function button(text, off, click, about, tone = '') {
  return html`<button type="button" class=${tone} aria-disabled=${off ? 'true' : 'false'} title=${off ? `Not now: ${off}` : nothing}
    aria-label=${about || off ? `${text}${about ? ` ${about}` : ''}${off ? `, not now: ${off}` : ''}` : nothing}
    @click=${() => off || click()}>${text}</button>`;
}
