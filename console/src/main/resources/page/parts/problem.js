// What could not be read or done, in the console's words, with a way to try again.
import { html, nothing } from '../lit.js';

export function problemNote(problem, again) {
  return html`<div class="note bad" role="alert">
    <p><b>✗ ${problem.title ?? 'Something went wrong'}</b></p>
    ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
    ${problem.problems?.length ? html`<ul>${problem.problems.map((each) => html`<li>${place(each)}${each.message ?? each.detail ?? String(each)}</li>`)}</ul>` : nothing}
    ${again ? html`<button type="button" @click=${again}>Try again</button>` : nothing}
  </div>`;
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
