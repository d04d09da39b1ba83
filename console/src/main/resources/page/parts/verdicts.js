// Each line of the policy with what was found: value, limit, requests, and the sentence why. The worst stand first.
import { html, nothing } from '../lit.js';
import { inUnit, isoDuration, number, UNKNOWN } from '../format.js';
import { judgementMark } from './marks.js';
import { empty } from './problem.js';

const ORDER = { fail: 0, undecided: 1, pass: 2 };
const LISTS = { stop: 'stops', advance: 'to advance', enter: 'to enter', during: 'during', exit: 'to leave', 'after-rollback': 'after a rollback' };

export function verdictTable(verdicts, caption, deciding) {
  if (!verdicts?.length) return empty('Nothing has been judged yet.');
  const ordered = [...verdicts].sort((one, other) => (ORDER[one.judgement] ?? 1) - (ORDER[other.judgement] ?? 1));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table class="cards verdicts">
    <caption>${caption}</caption>
    <thead><tr><th scope="col">Verdict</th><th scope="col">Line</th><th scope="col" class="number">Value</th><th scope="col" class="number">Limit</th>
      <th scope="col" class="number">Requests</th><th scope="col">Why</th></tr></thead>
    <tbody>${ordered.map((verdict) => verdictRow(verdict, verdict.criterion === deciding))}</tbody>
  </table></div>`;
}

function verdictRow(verdict, decided) {
  return html`<tr class=${decided ? 'deciding' : ''}>
    <td data-label="Verdict">${judgementMark(verdict.judgement)}${verdict.cause !== 'none'
      ? html`<small class="soft">${verdict.cause.replaceAll('-', ' ')}</small>` : nothing}</td>
    <th scope="row" data-label="Line"><code>${verdict.criterion}</code><small class="soft">${LISTS[verdict.list] ?? verdict.list}${
      decided ? html` · <b>decided</b>` : nothing}</small></th>
    <td data-label="Value" class="number">${observed(verdict)}</td>
    <td data-label="Limit" class="number">${inUnit(verdict.limit, verdict.unit)}</td>
    <td data-label="Requests" class="number">${number(verdict.requests)}</td>
    <td data-label="Why">${verdict.sentence}${verdict.trueFor ? html`<small class="soft">true for ${isoDuration(verdict.trueFor)}</small>` : nothing}
      ${requests(verdict.requestIds)}</td>
  </tr>`;
}

function observed({ observed, observedAtLeast, unit }) {
  if (observed === undefined) return UNKNOWN;
  return observedAtLeast === undefined ? inUnit(observed, unit) : `${inUnit(observedAtLeast, unit)} … ${inUnit(observed, unit)}`;
}

function requests(ids) {
  return ids?.length ? html`<details class="inline"><summary>${ids.length} of its requests</summary>
    <ul class="plain">${ids.map((id) => html`<li><code>${id}</code></li>`)}</ul></details>` : nothing;
}
