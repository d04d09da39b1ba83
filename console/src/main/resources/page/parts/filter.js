// Fields of a filter: each says what it filters, and what is chosen stands in the address.
import { html, live, nothing } from '../lit.js';

export function search(value, changed, label = 'Filter', hint = 'words that occur') {
  return html`<label class="field grow"><span>${label} <kbd>/</kbd></span>
    <input type="search" data-filter .value=${live(value ?? '')} placeholder=${hint} autocomplete="off" spellcheck="false"
      @input=${(event) => changed(event.target.value)}></label>`;
}

export function select(label, value, options, changed, all) {
  return html`<label class="field"><span>${label}</span>
    <select @change=${(event) => changed(event.target.value)}>
      ${all === undefined ? nothing : html`<option value="" .selected=${!value}>${all}</option>`}
      ${options.map(([key, text]) => html`<option value=${key} .selected=${key === value}>${text}</option>`)}
    </select></label>`;
}

export function field(label, value, changed, type = 'text') {
  return html`<label class="field"><span>${label}</span>
    <input type=${type} .value=${live(value ?? '')} autocomplete="off"
      @change=${(event) => changed(event.target.value)}></label>`;
}
