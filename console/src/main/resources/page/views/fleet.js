// All live rollouts at a glance, the worst first. A row is rendered anew only when it changed.
import { guard, html, nothing, repeat } from '../lit.js';
import { number, ratio } from '../format.js';
import { search, select } from '../parts/filter.js';
import { endMark, judgementMark, mark, modeMark, phaseMark, prose, rolloutLink, stageDots, versions, weightBar } from '../parts/marks.js';
import { empty, problemNote, reading } from '../parts/problem.js';
import { counts, notJudgedSince, openNotices, shown, sorted, standing, STATES } from '../rows.js';
import { filters, rolloutPath, setFilters } from '../router.js';
import { ending, otherwise } from '../runbook.js';
import { asOf, changed, putEndedAway, state } from '../state.js';
import { MODE_NAMES, PHASE_NAMES, phase } from '../words.js';

const COLUMNS = [
  ['worst', 'Stands'], ['service', 'Service'], ['weight', 'Weight'], ['', 'Stage'], ['phase', 'Phase'], ['left', 'Next stage'],
  ['', 'Worst line, and why'],
];

const ORDERS = [['worst', 'worst first'], ['service', 'service'], ['-weight', 'most weight'], ['left', 'next stage'], ['-started', 'latest started']];

export default class FleetView {
  constructor() {
    this.filter = { order: 'worst', ...filters() };
  }

  template() {
    const rows = [...state.rollouts.values()];
    return html`
      <div class="title"><h1 tabindex="-1">Live rollouts</h1>${state.loaded ? this.summary(rows) : nothing}</div>
      ${state.ended.length ? ended(state.ended) : nothing}
      ${this.filterBar(rows)}
      ${state.loaded ? this.table(rows) : state.loadProblem ? problemNote(state.loadProblem, () => location.reload()) : reading('live rollouts')}`;
  }

  summary(rows) {
    const visible = rows.filter((row) => shown(row, this.filter, asOf())).length;
    return html`<p class="soft" role="status">${visible === rows.length ? `${number(rows.length)} live` : `${number(visible)} of ${number(rows.length)} shown`}</p>`;
  }

  filterBar(rows) {
    const many = counts(rows, asOf());
    return html`<form class="filters" role="search" aria-label="Live rollouts" @submit=${(event) => event.preventDefault()}>
      <fieldset class="chips"><legend class="unseen">Which</legend>${Object.entries(STATES).map(([key, { text }]) => html`
        <label class="chip"><input type="radio" name="state" value=${key} .checked=${(this.filter.state ?? 'all') === key}
          @change=${() => this.set({ state: key === 'all' ? '' : key })}> ${text} <b>${number(many[key])}</b></label>`)}
      </fieldset>
      ${select('Phase', this.filter.phase, PHASE_NAMES.map((name) => [name, phase(name).text]), (value) => this.set({ phase: value }), 'all')}
      ${select('Mode', this.filter.mode, MODE_NAMES.map((name) => [name, name]), (value) => this.set({ mode: value }), 'all')}
      <div class="only-narrow">${select('Order', this.filter.order, ORDERS, (order) => this.set({ order }))}</div>
      ${search(this.filter.q, (value) => this.set({ q: value }), 'Filter', 'service, version, words of the verdict')}
    </form>`;
  }

  table(rows) {
    if (rows.length === 0) return empty(html`No rollout is live. <a href="/start">Start one</a>, or look at <a href="/history">what has been</a>.`);
    const known = asOf();
    const visible = new Set(rows.filter((row) => shown(row, this.filter, known)).map((row) => row.rolloutId));
    return html`<table class="fleet" role="table">
      <caption class="unseen">Live rollouts, by ${this.filter.order.replace('-', 'descending ')}</caption>
      <thead role="rowgroup"><tr role="row">${COLUMNS.map(([key, title]) => this.heading(key, title))}</tr></thead>
      <tbody role="rowgroup">${repeat(sorted(rows, this.filter.order, known), (row) => row.rolloutId, (row) => {
        const [stands, since] = [standing(row, known), notJudgedSince(row, known)];
        return html`<tr role="row" class="is-${stands.tone}" ?hidden=${!visible.has(row.rolloutId)}>${guard([row, stands.text, since], () => cells(row, stands, since))}</tr>`;
      })}
      </tbody>
    </table>
    ${visible.size === 0 ? empty('No live rollout fits the filter.') : nothing}`;
  }

  heading(key, title) {
    if (!key) return html`<th role="columnheader" scope="col">${title}</th>`;
    const { order } = this.filter;
    const direction = order === key ? 'ascending' : order === `-${key}` ? 'descending' : 'none';
    return html`<th role="columnheader" scope="col" aria-sort=${direction}>
      <button type="button" class="sort" @click=${() => this.set({ order: order === key ? `-${key}` : key })}>${title}
        <span aria-hidden="true">${{ ascending: '▴', descending: '▾', none: '' }[direction]}</span></button></th>`;
  }

  set(values) {
    Object.assign(this.filter, values);
    setFilters({ ...this.filter, order: this.filter.order === 'worst' ? '' : this.filter.order });
    changed();
  }
}

/** What leaves the live ones must not just vanish under the eyes of whoever looks. */
function ended(rows) {
  return html`<section class="ended note ${rows.some((row) => row.phase === 'rolled-back') ? 'bad' : 'good'}" aria-label="Ended while you looked">
    <ul class="plain">${repeat(rows, (row) => row.rolloutId, (row) => html`<li>${endMark(row)} ${rolloutLink(row.rolloutId, `${row.service} ${row.canary}`)}
      <span class="soft"><hg-age at=${row.updatedAt}></hg-age></span> ${row.reason}</li>`)}</ul>
    <button type="button" @click=${putEndedAway}>Seen</button></section>`;
}

function cells(row, stands, since) {
  return html`
    <td role="cell" class="stands">${mark(stands)}${since ? html`<small class="soft">last <hg-age at=${since}></hg-age></small>` : nothing}${notices(row)}</td>
    <th role="rowheader" scope="row" class="what"><a data-row href=${rolloutPath(row.rolloutId)}>${row.service}</a>
      ${versions(row)} ${modeMark(row.mode)}</th>
    <td role="cell" class="weight-cell">${weightBar(row.weight, row.desiredWeight)}</td>
    <td role="cell" class="stage">${stageDots(row.stage, row.stages, row.stageWeights)}</td>
    <td role="cell" class="phase">${phaseMark(row.phase)}<small class="soft"> <hg-age at=${row.updatedAt}></hg-age></small></td>
    <td role="cell" class="left">${timeLeft(row)}</td>
    <td role="cell" class="why">${why(row)}</td>`;
}

function notices(row) {
  const open = openNotices(row);
  return open > 0 ? html`<small class="soft">${open} not acknowledged</small>` : nothing;
}

function timeLeft({ earliestNext, latestNext }) {
  if (!earliestNext && !latestNext) return html`<span class="soft">–</span>`;
  return html`${earliestNext ? html`<span><hg-left at=${earliestNext} past="possible now"></hg-left></span>` : nothing}
    ${latestNext ? html`<small class="soft">latest <hg-left at=${latestNext}></hg-left></small>` : nothing}`;
}

function why(row) {
  const waiting = row.waitingFor?.[0];
  return html`${asks(row)}${row.worst ? html`<span class="worst" title=${row.worst.sentence}>${judgementMark(row.worst.judgement)}<span class="soft"> · </span>${row.worst.sentence}</span>`
    : html`<span class="soft">${row.reason}</span>`}
    ${waiting ? html`<small class="waits">◔ ${prose(waiting.sentence)}${waiting.until ? html` (<hg-left at=${waiting.until}></hg-left>)` : nothing}</small>` : nothing}
    ${figures(row)}`;
}

/** What a person is asked stands before why it is. */
function asks({ asks: [ask, ...others] = [] }) {
  return ask ? html`<span class="ask">? ${ask.text}${ask.until ? html` <small class="waits">runbook ${ask.runbook}, ${ending(ask)} <hg-left at=${ask.until} past="at any moment"></hg-left>${others.length ? `, and ${others.length} more` : ''}</small>` : html` <small class="waits">${otherwise(ask)}</small>`}</span>` : nothing;
}

function figures({ canaryFigures }) {
  return canaryFigures?.errorRate === undefined ? nothing
    : html`<small class="soft figures">${number(canaryFigures.requestsPerSecond)}/s, ${ratio(canaryFigures.errorRate)} errors</small>`;
}
