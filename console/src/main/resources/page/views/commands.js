// The audit of commands: who, when, what, why, signed with which key, and what the gate said.
import { html, nothing } from '../lit.js';
import { get } from '../api.js';
import { askHold, holdOff } from '../parts/answer.js';
import { field, select } from '../parts/filter.js';
import { rolloutLink } from '../parts/marks.js';
import { button } from '../parts/people.js';
import { empty, problemNote, reading } from '../parts/problem.js';
import { filters, setFilters } from '../router.js';
import { changed, state } from '../state.js';
import { commandName, signature } from '../words.js';

const KINDS = ['start', 'abort', 'approve', 'reject', 'tick', 'pause', 'resume', 'advance', 'step-back', 'acknowledge', 'set-weight', 'change-policy', 'bind', 'train-signal'];

export default class CommandsView {
  constructor() {
    Object.assign(this, { filter: filters(), rows: [], services: [] });
  }

  open() {
    this.again();
    get('/services').then(({ items }) => { this.services = items; changed(); }, () => {});
  }

  close() {
    this.asked?.abort();
  }

  again() {
    Object.assign(this, { rows: [], next: undefined, loaded: false });
    this.more();
  }

  async more() {
    this.asked?.abort();
    const asked = this.asked = new AbortController();
    this.problem = undefined;
    try {
      const page = await get('/commands', { ...this.filter, limit: 100, cursor: this.next }, asked);
      this.rows = [...this.rows, ...page.items];
      Object.assign(this, { next: page.next, loaded: true });
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem = problem;
    }
    changed();
  }

  title() {
    return 'Commands · Headgate';
  }

  template() {
    return html`<h1 tabindex="-1">Commands</h1>
      ${executors()}
      <form class="filters" role="search" aria-label="Commands" @submit=${(event) => event.preventDefault()}>
        ${select('Service', this.filter.service, this.services.map((name) => [name, name]), (service) => this.set({ service }), 'all')}
        ${select('Command', this.filter.kind, KINDS.map((kind) => [kind, commandName(kind)]), (kind) => this.set({ kind }), 'all')}
        ${field('Who', this.filter.issuedBy, (issuedBy) => this.set({ issuedBy }), 'text')}
        <button type="button" @click=${() => this.again()}>Read again</button>
      </form>
      ${this.problem ? problemNote(this.problem, () => this.again()) : this.loaded ? this.table() : reading('commands')}`;
  }

  table() {
    if (this.rows.length === 0) return empty('No command fits the filter.');
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Commands"><table class="cards">
        <caption class="unseen">Commands, the latest first</caption>
        <thead><tr><th scope="col">Time</th><th scope="col">Command</th><th scope="col">Rollout</th><th scope="col">Who</th><th scope="col">Why</th><th scope="col">The gate's answer</th></tr></thead>
        <tbody>${this.rows.map((row) => html`<tr>
          <td data-label="Time"><hg-time at=${row.issuedAt}></hg-time><small class="soft"><hg-age at=${row.issuedAt}></hg-age></small></td>
          <th scope="row" data-label="Command">${commandName(row.kind)}${row.detail ? html`<small class="soft">${row.detail}</small>` : nothing}</th>
          <td data-label="Rollout">${rolloutLink(row.rolloutId, row.service)}</td>
          <td data-label="Who">${row.issuedBy}<small class="soft">${row.key ? html`key <code>${row.key}</code>` : 'not signed'}</small>${signed(row)}</td>
          <td data-label="Why">${row.reason || html`<span class="soft">–</span>`}</td>
          <td data-label="The gate's answer">${answer(row)}</td></tr>`)}</tbody></table></div>
      ${this.next ? html`<p><button type="button" @click=${() => this.more()}>Show earlier ones</button></p>` : nothing}`;
  }

  set(values) {
    Object.assign(this.filter, values);
    setFilters(this.filter);
    this.again();
  }
}

/** Orders to all executors at once. */
function executors() {
  const held = state.status?.held;
  return html`<section aria-labelledby="executors"><h2 id="executors">Executors</h2>
    <div class="note ${held ? 'warn' : 'calm'}"><p>${held ? html`<b>‖ Held</b> since <hg-time at=${held.since}></hg-time>: ${held.sentence}, in ${held.partitions} ${held.partitions === 1 ? 'partition' : 'partitions'} of the decisions.`
      : 'They begin what is decided. Held, they begin no advance and no run, and still carry out rollbacks and steps back.'}</p>
    <p class="buttons">${held ? button('Release executors', holdOff(), () => askHold('release'), '', 'main') : button('Hold executors', holdOff(), () => askHold('hold'), '', 'danger')}</p></div></section>`;
}

/** What a key that is trusted here has not signed may be of anybody, whatever name stands in it. */
function signed({ signature: state }) {
  return state === 'wrong' ? html`<small class="bad">✗ ${signature(state).text}: it may be of somebody else</small>` : nothing;
}

function answer({ signature: state, outcome }) {
  return outcome ?? html`<span class="soft">${state === 'wrong' ? 'none: no key that is trusted here has signed it' : 'none on the record'}</span>`;
}
