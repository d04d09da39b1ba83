// The page's one <dialog>: the browser keeps the focus inside, gives it back, and closes on Esc.
import { html, render } from '../lit.js';

const element = document.getElementById('dialog');
let content;

/** Shows what `template()` gives until it is closed; `refreshDialog` renders it anew. */
export function openDialog(template, { closed = () => {} } = {}) {
  content = template;
  const before = document.activeElement;
  refreshDialog();
  element.showModal();
  element.onclose = () => {
    content = undefined;
    render(html``, element);
    if (before?.isConnected) before.focus();
    closed();
  };
}

export function refreshDialog() {
  if (content) render(content(), element);
}

export function closeDialog() {
  element.close();
}

/** The keys and what they do. */
export function helpDialog(keys) {
  openDialog(() => html`
    <h2 id="dialog-title">Keys</h2>
    <dl class="keys">${keys.map(([key, does]) => html`<div><dt>${key.split(/\s+/).map((each) =>
      each.length > 1 && each === each.toLowerCase() ? html`${each} ` : html`<kbd>${each}</kbd> `)}</dt><dd>${does}</dd></div>`)}</dl>
    <p class="soft">Times are local; point at one for universal time. ✓ passes, ✗ fails, … is undecided: it never promotes.</p>
    <form method="dialog"><button class="main">Close</button></form>`);
}
