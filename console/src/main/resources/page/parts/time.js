// Instants: <hg-time at> as local time, <hg-age at> as "12 s ago", <hg-left at past> as "in 4 m" and, once that is over, as
// `past` says; all with universal time in their title. Elements of their own, since each second only their text changes and nothing else is rendered anew.
import { ago, localTime, until, utcTime } from '../format.js';
import { now } from '../state.js';

const shown = new Set();

class Instant extends HTMLElement {
  static observedAttributes = ['at'];

  connectedCallback() {
    shown.add(this);
    this.tick();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  attributeChangedCallback(name, before, at) {
    if (before === at) return;
    this.title = `${localTime(at, 0)} local, ${utcTime(at)}`;
    this.dataset.local = localTime(at, 0); // on paper, where an age would be wrong at once
    if (this.isConnected) this.tick();
  }

  tick() {
    const text = this.text(this.getAttribute('at'));
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define('hg-time', class extends Instant {
  text(at) { return localTime(at, now()); }
});
customElements.define('hg-age', class extends Instant {
  text(at) { return ago(at, now()); }
});
customElements.define('hg-left', class extends Instant {
  text(at) { return Date.parse(at) < now() && this.getAttribute('past') || until(at, now()); }
});

setInterval(() => {
  if (!document.hidden) for (const element of shown) element.tick();
}, 1000);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) for (const element of shown) element.tick();
});
