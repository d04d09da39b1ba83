// The stream of decisions. Its filter stands in the address; new decisions that fit come in by themselves.
import { html, nothing } from '../lit.js';
import { get } from '../api.js';
import { number } from '../format.js';
import { decisionFits, mergedDecisions } from '../lists.js';
import { decisionTable } from '../parts/decisions.js';
import { field, search, select } from '../parts/filter.js';
import { empty, problemNote, reading } from '../parts/problem.js';
import { filters, setFilters } from '../router.js';
import { changed } from '../state.js';
import { Told } from '../told.js';
import { KIND_NAMES, MODE_NAMES, SEVERITY_NAMES, kind } from '../words.js';

const PAGE = 100;
const MOST_KEPT = 1000; // of those that come in by themselves
const TYPING_MILLIS = 200;

export default class DecisionsView {
  constructor() {
    Object.assign(this, { filter: filters(), rows: [], services: [], told: new Told() });
  }

  open() {
    this.again();
    get('/services').then(({ items }) => { this.services = items; changed(); }, () => {});
  }

  close() {
    clearTimeout(this.typing);
    this.asked?.abort();
  }

  /** Reads the latest ones anew; those that are shown stay until then. */
  again() {
    this.next = undefined;
    this.read([]);
  }

  /** As again, for another filter: what is shown does not fit any more. */
  anew() {
    Object.assign(this, { rows: [], loaded: false });
    this.again();
  }

  more() {
    this.read(this.rows);
  }

  /** What was told while the answer was on its way is newer, and taken once more after it. */
  async read(before) {
    this.asked?.abort();
    const asked = this.asked = new AbortController();
    this.problem = undefined;
    try {
      const question = { ...this.filter, from: instant(this.filter.from), to: instant(this.filter.to), limit: PAGE, cursor: this.next };
      const { answer, told } = await this.told.meanwhile('decisions', () => get('/decisions', question, asked));
      Object.assign(this, { rows: mergedDecisions(before, answer.items), next: answer.next, loaded: true });
      told.forEach((data) => this.take(data));
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem = problem;
    }
    changed();
  }

  on(kind, data) {
    this.told.tell(kind, data);
    if (kind === 'decisions' && this.loaded) this.take(data);
  }

  take({ items = [] }) {
    const fitting = items.filter((row) => decisionFits(row, this.filter));
    if (fitting.length > 0) this.rows = mergedDecisions(this.rows, fitting).slice(0, Math.max(this.rows.length, MOST_KEPT));
  }

  title() {
    return 'Decisions · Headgate';
  }

  template() {
    return html`<div class="title"><h1 tabindex="-1">Decisions</h1>
        ${this.loaded ? html`<p class="soft" role="status">${number(this.rows.length)}${this.next ? ' and more' : ''}</p>` : nothing}</div>
      ${this.filterBar()}
      ${this.problem ? problemNote(this.problem, () => this.again()) : nothing}
      ${this.rows.length ? decisionTable(this.rows, 'Decisions, the latest first') : this.loaded ? empty('No decision fits the filter.') : this.problem ? nothing : reading('decisions')}
      ${this.next ? html`<p><button type="button" @click=${() => this.more()}>Show earlier ones</button></p>` : nothing}`;
  }

  filterBar() {
    const { filter } = this;
    const set = (name) => (value) => this.set({ [name]: value });
    return html`<form class="filters" role="search" aria-label="Decisions" @submit=${(event) => event.preventDefault()}>
      ${select('Service', filter.service, this.services.map((name) => [name, name]), set('service'), 'all')}
      ${select('Decision', filter.kind, KIND_NAMES.map((name) => [name, kind(name).text]), set('kind'), 'all')}
      ${select('Severity', filter.severity, SEVERITY_NAMES.map((name) => [name, name]), set('severity'), 'all')}
      ${select('Mode', filter.mode, MODE_NAMES.map((name) => [name, name]), set('mode'), 'all')}
      ${field('From', filter.from, set('from'), 'datetime-local')}
      ${field('To', filter.to, set('to'), 'datetime-local')}
      ${search(filter.q, (value) => this.set({ q: value }), 'Filter', 'service, version, words of the reason')}
      ${filter.rollout ? html`<p>Of rollout <code>${filter.rollout}</code> <button type="button" @click=${() => this.set({ rollout: '' })}>all</button></p>` : nothing}
    </form>`;
  }

  set(values) {
    Object.assign(this.filter, values);
    setFilters(this.filter);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.anew(), 'q' in values ? TYPING_MILLIS : 0);
    changed();
  }
}

/** What a field of local time says, as an instant. */
function instant(local) {
  return local ? new Date(local).toISOString() : undefined;
}
