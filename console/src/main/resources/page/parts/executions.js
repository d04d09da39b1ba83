// What executors did: each execution with its steps, their output and times, and the question that it waits on.
import { html, nothing } from '../lit.js';
import { between, isoDuration, percent } from '../format.js';
import { decisionLink, kindMark, statusMark } from './marks.js';
import { empty } from './problem.js';

/** @param asked (execution) → what stands there of the question that it asks now; nothing where it asks none */
export function executionList(executions, asked, { withDecision = true } = {}) {
  if (!executions?.length) return empty('Nothing has been carried out.');
  return html`<ul class="plain executions">${executions.map((execution) => item(execution, asked, withDecision))}</ul>`;
}

function item(execution, asked, withDecision) {
  const running = execution.status === 'started';
  return html`<li><details ?open=${running || execution.status === 'failed'}>
    <summary>${statusMark(execution.question && execution.status === 'started' ? 'waiting' : execution.status)} <b>${execution.runbook || 'no runbook'}</b>
      ${execution.decisionKind ? html`for ${kindMark(execution.decisionKind)}` : nothing}
      ${execution.confirmedWeight === undefined ? nothing : html`· ${percent(execution.confirmedWeight)} in force`}
      <span class="soft">· ${running ? html`began <hg-age at=${execution.startedAt}></hg-age>`
        : html`<hg-time at=${execution.startedAt}></hg-time>, took ${execution.took ? isoDuration(execution.took) : between(execution.startedAt, execution.finishedAt)}`}
        ${execution.attempt > 1 ? `· attempt ${execution.attempt}` : ''}</span></summary>
    <p>${execution.reason}. <span class="soft">Executor ${execution.executor}${withDecision ? html`, decision ${decisionLink(execution.decisionId)}` : nothing}.</span></p>
    ${asked(execution)}
    ${steps(execution)}
    ${results(execution.results)}
  </details></li>`;
}

function steps({ steps, executionId }) {
  if (!steps?.length) return nothing;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Steps of ${executionId}"><table class="cards">
    <caption class="unseen">Steps of ${executionId}</caption>
    <thead><tr><th scope="col">Step</th><th scope="col">Status</th><th scope="col" class="number">Took</th><th scope="col" class="number">Exit</th><th scope="col">Output</th></tr></thead>
    <tbody>${steps.map((step) => html`<tr>
      <th scope="row" data-label="Step">${step.name}</th>
      <td data-label="Status">${statusMark(step.status)}</td>
      <td data-label="Took" class="number">${step.finishedAt ? between(step.startedAt, step.finishedAt) : html`since <hg-age at=${step.startedAt}></hg-age>`}${
        step.budget ? html` <span class="soft">of ${isoDuration(step.budget)}</span>` : nothing}</td>
      <td data-label="Exit" class="number">${step.exitCode ?? '–'}</td>
      <td data-label="Output">${step.output ? html`<pre tabindex="0" role="region" aria-label="Output of ${step.name}">${step.output}</pre>` : '–'}</td></tr>`)}</tbody>
  </table></div>`;
}

function results(results) {
  const entries = Object.entries(results ?? {});
  return entries.length === 0 ? nothing : html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
