// Decisions as a table; each has a page of its own that its link leads to for good.
import { html, nothing, repeat } from '../lit.js';
import { isoDuration, percent } from '../format.js';
import { decisionIdPath } from '../router.js';
import { signature } from '../words.js';
import { kindMark, modeMark, rolloutLink, severityMark, statusMark } from './marks.js';

/** @param withService whether service and versions are columns: not on the page of one rollout */
export function decisionTable(decisions, caption, { withService = true } = {}) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table class="cards decisions">
    <caption class="unseen">${caption}</caption>
    <thead><tr><th scope="col">Time</th><th scope="col">Decision</th>${withService ? html`<th scope="col">Rollout</th>` : nothing}
      <th scope="col" class="number">Weight</th><th scope="col">Why</th><th scope="col">Carried out</th></tr></thead>
    <tbody>${repeat(decisions, (row) => row.link, (row) => decisionRow(row, withService))}</tbody>
  </table></div>`;
}

function decisionRow(row, withService) {
  return html`<tr>
    <td data-label="Time"><hg-time at=${row.evaluatedAt}></hg-time><small class="soft"><hg-age at=${row.evaluatedAt}></hg-age></small></td>
    <th scope="row" data-label="Decision">${kindMark(row.kind)} ${modeMark(row.mode)}<small><a data-row href=${decisionIdPath(row.link)}>${withService ? row.link : `decision ${row.link.slice(row.link.lastIndexOf('/') + 1)}`}</a></small></th>
    ${withService ? html`<td data-label="Rollout">${rolloutLink(row.rolloutId, row.service)} <span class="soft">${row.baseline} → ${row.canary}</span></td>` : nothing}
    <td data-label="Weight" class="number">${row.from === row.to ? percent(row.to) : `${percent(row.from)} → ${percent(row.to)}`}</td>
    <td data-label="Why">${severityMark(row.severity)} ${row.reason}${row.decidingCriterion ? html`<small><code>${row.decidingCriterion}</code></small>` : nothing}
      ${row.signature === 'wrong' ? html`<small class="bad">✗ ${signature('wrong').text}</small>` : nothing}</td>
    <td data-label="Carried out">${row.execution ? html`${statusMark(row.execution.status)}${row.execution.took ? html`<small class="soft">in ${isoDuration(row.execution.took)}</small>` : nothing}` : html`<span class="soft">–</span>`}</td>
  </tr>`;
}
