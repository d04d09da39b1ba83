// An address that leads nowhere.
import { html } from '../lit.js';

export default class MissingView {
  constructor({ path }) {
    this.path = path;
  }

  title() {
    return 'Nothing here · Headgate';
  }

  template() {
    return html`<h1 tabindex="-1">Nothing here</h1>
      <p>There is no view at <code>${this.path}</code>. Go to the <a href="/">live rollouts</a> or the <a href="/decisions">decisions</a>.</p>`;
  }
}
