// What has been: figures by month and service, and the rollouts that are over.
import { html, nothing, repeat } from '../lit.js';
import { get } from '../api.js';
import { between, isoDuration, monthName, number, ratio } from '../format.js';
import { byMonth, monthBefore } from '../months.js';
import { select } from '../parts/filter.js';
import { endMark, modeMark, rolloutLink, weightBar } from '../parts/marks.js';
import { monthChart } from '../parts/month-chart.js';
import { empty, problemNote, reading } from '../parts/problem.js';
import { filters, setFilters } from '../router.js';
import { changed, now } from '../state.js';

const SPANS = [['3', '3 months'], ['6', '6 months'], ['12', '12 months'], ['24', '24 months']];

export default class HistoryView {
  constructor() {
    Object.assign(this, { filter: filters(), services: [], rows: [], ended: new AbortController() });
  }

  open() {
    this.again();
    get('/services').then(({ items }) => { this.services = items; changed(); }, () => {});
  }

  close() {
    this.ended.abort();
  }

  again() {
    Object.assign(this, { rows: [], next: undefined, months: undefined, problem: undefined });
    const to = new Date(now()).toISOString().slice(0, 7);
    const from = monthBefore(to, Number(this.filter.span ?? 6) - 1);
    this.read(get('/months', { service: this.filter.service, from, to }, this.ended), (months) => { this.months = months; });
    this.more();
  }

  more() {
    this.read(get('/rollouts', { live: false, service: this.filter.service, limit: 50, cursor: this.next }, this.ended), ({ items, next }) => {
      const known = new Set(this.rows.map((row) => row.rolloutId));
      this.rows = [...this.rows, ...items.filter((row) => !known.has(row.rolloutId))];
      Object.assign(this, { next, loaded: true });
    });
  }

  async read(asked, take) {
    const { filter } = this;
    const asOf = JSON.stringify(filter);
    try {
      const answer = await asked;
      if (asOf === JSON.stringify(this.filter)) take(answer);
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem = problem;
    }
    changed();
  }

  title() {
    return 'History · Headgate';
  }

  template() {
    return html`<h1 tabindex="-1">History</h1>
      <form class="filters" role="search" aria-label="History" @submit=${(event) => event.preventDefault()}>
        ${select('Service', this.filter.service, this.services.map((name) => [name, name]), (service) => this.set({ service }), 'all')}
        ${select('Span', this.filter.span ?? '6', SPANS, (span) => this.set({ span }))}
      </form>
      ${this.problem ? problemNote(this.problem, () => this.again()) : nothing}
      <section aria-labelledby="months"><h2 id="months">By month</h2>${this.months ? this.figures() : this.problem ? nothing : reading('the figures')}</section>
      <section aria-labelledby="over"><h2 id="over">Rollouts that are over</h2>${this.loaded ? this.over() : this.problem ? nothing : reading('rollouts')}</section>`;
  }

  figures() {
    const { items, how } = this.months;
    if (items.length === 0) return empty('No rollout was started in these months.');
    return html`${monthChart(byMonth(items))}
      <div class="scroll" tabindex="0" role="region" aria-label="Figures by month and service"><table>
        <caption>By the month in which they were started; those that only observe and shadows are not counted</caption>
        <thead><tr><th scope="col">Service</th><th scope="col">Month</th><th scope="col" class="number">Rollouts</th><th scope="col" class="number">Completed</th>
          <th scope="col" class="number">By the gate ↩</th><th scope="col" class="number">By people ↩</th><th scope="col" class="number">Success</th>
          <th scope="col" class="number" title=${how?.detect ?? ''}>To detect</th><th scope="col" class="number" title=${how?.recover ?? ''}>To recover</th>
          <th scope="col" class="number" title=${how?.acknowledge ?? ''}>To acknowledge</th><th scope="col">Report</th></tr></thead>
        <tbody>${items.map((item) => html`<tr>
          <th scope="row" data-label="Service">${item.service}</th><td data-label="Month">${monthName(item.month)}</td>
          <td class="number" data-label="Rollouts">${number(item.rollouts)}</td><td class="number" data-label="Completed">${number(item.completed)}</td>
          <td class="number" data-label="Rolled back by the gate">${number(item.rolledBack)}</td><td class="number" data-label="Rolled back by people">${number(item.aborted)}</td>
          <td class="number" data-label="Success">${ratio(item.successRate)}</td>
          <td class="number" data-label="Mean time to detect">${isoDuration(item.meanTimeToDetect)}</td>
          <td class="number" data-label="to recover">${isoDuration(item.meanTimeToRecover)}</td>
          <td class="number" data-label="to acknowledge">${isoDuration(item.meanTimeToAcknowledge)}</td>
          <td data-label="Report"><a href="/api/v1/services/${encodeURIComponent(item.service)}/report?period=${item.month}" target="_blank" rel="noopener">Report<span class="unseen"> of ${item.service}, ${monthName(item.month)}</span></a></td></tr>`)}</tbody></table></div>
      ${how ? html`<details class="inline"><summary>How the times are counted</summary><ul>${['detect', 'recover', 'acknowledge'].filter((key) => how[key])
        .map((key) => html`<li><b>To ${key}</b>: ${how[key]}</li>`)}</ul></details>` : nothing}`;
  }

  over() {
    if (this.rows.length === 0) return empty('None yet.');
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of rollouts that are over"><table class="cards">
        <caption class="unseen">Rollouts that are over, the latest first</caption>
        <thead><tr><th scope="col">Ended</th><th scope="col">Rollout</th><th scope="col">Outcome</th><th scope="col">Weight</th><th scope="col">Took</th><th scope="col">Why</th></tr></thead>
        <tbody>${repeat(this.rows, (row) => row.rolloutId, (row) => html`<tr>
          <td data-label="Ended"><hg-time at=${row.updatedAt}></hg-time></td>
          <th scope="row" data-label="Rollout">${rolloutLink(row.rolloutId, `${row.service} ${row.canary}`)} ${modeMark(row.mode)}</th>
          <td data-label="Outcome">${endMark(row)}</td><td data-label="Weight">${weightBar(row.weight, row.desiredWeight)}</td>
          <td data-label="Took" class="number">${between(row.startedAt, row.updatedAt)}</td><td data-label="Why">${row.reason}</td></tr>`)}</tbody></table></div>
      ${this.next ? html`<p><button type="button" @click=${() => this.more()}>Show earlier ones</button></p>` : nothing}`;
  }

  set(values) {
    Object.assign(this.filter, values);
    setFilters(this.filter);
    this.again();
  }
}
