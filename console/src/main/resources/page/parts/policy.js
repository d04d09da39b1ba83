// A policy as written and as explained.
import { html, nothing } from '../lit.js';
import { duration } from '../format.js';
import { prose } from './marks.js';
import { problemList, problemNote } from './problem.js';
import { tabs } from './tabs.js';

export function policyTabs(policy, chosen, choose) {
  return tabs('policy', 'The policy', [
    { key: 'explained', title: 'As explained', content: () => policy.explanation ? explained(policy.explanation) : html`<p class="soft">It could not be explained.</p>${problems(policy.problems, false)}` },
    { key: 'written', title: 'As written', content: () => written(policy) },
  ], chosen, choose);
}

function written({ text, hash }) {
  return html`<pre class="written" tabindex="0" role="region" aria-label="The policy as written"><code>${text}</code></pre>
    <p class="soft">SHA-256 <code class="hash">${hash}</code></p>`;
}

/** What was found in a policy: warnings, where it can be used all the same. */
export function problems(problems, usable) {
  if (!problems?.length) return nothing;
  return usable ? html`<div class="note warn"><p><b>! Worth a second look</b></p>${problemList(problems)}</div>`
    : problemNote({ title: 'This policy cannot be used', problems });
}

export function explained({ summary = [], stages = [], sections = [], traps = [] }) {
  return html`
    ${summary.map((sentence) => html`<p>${prose(sentence)}</p>`)}
    ${traps.length ? html`<div class="note warn"><p><b>! Where it does not do what it seems to</b></p><ul>${traps.map((trap) => html`<li>
      ${trap.where ? html`<code>${trap.where}</code>: ` : nothing}${prose(trap.what)} ${prose(trap.instead)}</li>`)}</ul></div>` : nothing}
    ${stages.length ? stageTimes(stages) : nothing}
    ${sections.map((section) => html`<h3>${section.title}</h3><ul>${section.items.map((item) => html`<li>${prose(item.sentence)}${
      item.details?.length ? html`<ul>${item.details.map((detail) => html`<li>${prose(detail)}</li>`)}</ul>` : nothing}</li>`)}</ul>`)}`;
}

function stageTimes(stages) {
  const from = (seconds) => seconds === undefined ? 'open' : `+${duration(seconds)}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="When stages begin and end"><table>
    <caption>When stages begin and end, counted from the start, if nothing makes them wait</caption>
    <thead><tr><th scope="col">Stage</th><th scope="col" class="number">Begins</th><th scope="col" class="number">at the latest</th>
      <th scope="col" class="number">Ends</th><th scope="col" class="number">at the latest</th></tr></thead>
    <tbody>${stages.map((stage) => html`<tr><th scope="row">${stage.weight}</th><td class="number">${from(stage.earliestSeconds)}</td>
      <td class="number">${from(stage.latestSeconds)}</td><td class="number">${from(stage.endSeconds)}</td>
      <td class="number">${from(stage.latestEndSeconds)}</td></tr>`)}</tbody></table></div>`;
}
