// A policy as written and as explained.
import { html, nothing } from '../lit.js';
import { duration } from '../format.js';
import { problemNote } from './problem.js';
import { tabs } from './tabs.js';

export function policyTabs(policy, chosen, choose) {
  return tabs('policy', 'The policy', [
    { key: 'explained', title: 'As explained', content: () => policy.explanation ? explained(policy.explanation) : html`<p class="soft">It could not be explained.</p>${problems(policy.problems)}` },
    { key: 'written', title: 'As written', content: () => written(policy) },
  ], chosen, choose);
}

function written({ text, hash }) {
  return html`<pre class="written" tabindex="0" role="region" aria-label="The policy as written"><code>${text}</code></pre>
    <p class="soft">SHA-256 <code class="hash">${hash}</code></p>`;
}

export function problems(problems) {
  return problems?.length ? problemNote({ title: 'This policy cannot be used', problems }) : nothing;
}

export function explained({ summary = [], stages = [], sections = [], traps = [] }) {
  return html`
    ${summary.map((sentence) => html`<p>${sentence}</p>`)}
    ${traps.length ? html`<div class="note warn"><p><b>! Where it does not do what it seems to</b></p><ul>${traps.map((trap) => html`<li>
      ${trap.where ? html`<code>${trap.where}</code>: ` : nothing}${trap.what} ${trap.instead}</li>`)}</ul></div>` : nothing}
    ${stages.length ? stageTimes(stages) : nothing}
    ${sections.map((section) => html`<h3>${section.title}</h3><ul>${section.items.map((item) => html`<li>${item.sentence}${
      item.details?.length ? html`<ul>${item.details.map((detail) => html`<li>${detail}</li>`)}</ul>` : nothing}</li>`)}</ul>`)}`;
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
