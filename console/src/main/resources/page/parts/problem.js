// What could not be read or done, in the console's words, with a way to try again.
import { html, nothing } from '../lit.js';
import { prose } from './marks.js';

export function problemNote(problem, again) {
  return html`<div class="note bad" role="alert">
    <p><b>✗ ${problem.title ?? 'Something went wrong'}</b></p>
    ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
    ${problem.problems?.length ? problemList(problem.problems) : nothing}
    ${again ? html`<button type="button" @click=${again}>Try again</button>` : nothing}
  </div>`;
}

/** Each with its place. */
export function problemList(problems) {
  return html`<ul>${problems.map((each) => html`<li>${place(each)}${prose(each.message ?? String(each))}</li>`)}</ul>`;
}

function place({ field, line, column }) {
  const where = [field, line && `line ${line}`, line && column && `column ${column}`].filter(Boolean).join(', ');
  return where ? html`<b>${where}:</b> ` : nothing;
}

/** Nothing to show, and why. */
export function empty(text) {
  return html`<p class="empty">${text}</p>`;
}

export function reading(what) {
  return html`<p class="reading" role="status">Reading ${what} …</p>`;
}
