// The parts of lit-html that the page uses, so that its place is written down once.
export { html, svg, nothing, render } from '/lib/lit-html/lit-html.js';
export { repeat } from '/lib/lit-html/directives/repeat.js';
export { guard } from '/lib/lit-html/directives/guard.js';
export { live } from '/lib/lit-html/directives/live.js';
