// A rollout's figures as small charts that share their time, each with a summary in words; the numbers as a table on demand.
import '../chart.js';
import { html, nothing } from '../lit.js';
import { localTime } from '../format.js';
import { CHARTS, columns, isOld, limitsOf, span, summary } from '../series.js';
import { kind } from '../words.js';

const CANARY = { label: 'canary', colour: 'canary', width: 2 };
const BASELINE = { label: 'baseline', colour: 'baseline', dash: [6, 4] };
const MARKED = new Set(['promote', 'rollback', 'step-back', 'complete', 'hold']);
const TONES = { good: 'good', warn: 'warn', bad: 'bad', calm: 'soft' };
const TABLE_ROWS = 120;

const SPECS = new Map(CHARTS.map((chart) => [chart.figure, {
  series: chart.both ? [CANARY, BASELINE] : [{ ...CANARY, label: 'weight' }],
  value: chart.value,
  stepped: !chart.both,
  highest: chart.both ? undefined : 105,
}]));

/** Keeps what it computed until figures, limits or decisions are others, or the figures have become old. */
export class Charts {
  template(figures, limits, decisions, asOf, asTable, toggle) {
    const old = isOld(figures, asOf);
    if (this.old !== old || this.figures !== figures || this.limits !== limits || this.decisions !== decisions) {
      Object.assign(this, { old, figures, limits, decisions, charts: drawn(figures, limits, decisions, asOf) });
    }
    return html`
      <p class="legend"><span><svg viewBox="0 0 24 8" aria-hidden="true"><line class="canary" x1="0" x2="24" y1="4" y2="4"></line></svg> canary</span>
        <span><svg viewBox="0 0 24 8" aria-hidden="true"><line class="baseline" x1="0" x2="24" y1="4" y2="4"></line></svg> baseline</span>
        <span class="soft">${span(figures, this.charts.marks.length)}</span>
        <button type="button" aria-expanded=${asTable ? 'true' : 'false'} @click=${toggle}>${asTable ? 'Hide the figures' : 'Figures as a table'}</button></p>
      <div class="charts">${this.charts.all.map((chart) => html`<figure>
        <figcaption><b>${chart.title}</b> <span class="soft">${chart.summary}</span></figcaption>
        <hg-chart role="img" aria-label="${chart.title}. ${chart.summary}" .spec=${SPECS.get(chart.figure)} .drawn=${chart.drawn}></hg-chart>
      </figure>`)}</div>
      ${asTable ? table(figures) : nothing}`;
  }
}

function drawn(figures, limits, decisions, asOf) {
  const marks = decisions.filter((decision) => MARKED.has(decision.kind)).map((decision) => {
    const { symbol, tone } = kind(decision.kind);
    return { at: Date.parse(decision.evaluatedAt) / 1000, symbol, colour: TONES[tone] };
  });
  return { marks, all: CHARTS.map((chart) => {
    const across = limitsOf(limits, chart.figure);
    return { ...chart, summary: summary(figures, chart, across, asOf), drawn: { data: columns(figures, chart), limits: across, marks } };
  }) };
}

function table(figures) {
  const from = Math.max(0, figures.at.length - TABLE_ROWS);
  const rows = figures.at.slice(from).map((at, index) => ({ at, index: from + index })).reverse();
  const cell = (chart, values, index) => html`<td class="number">${chart.value(values?.[index] ?? undefined)}</td>`;
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label="Figures"><table>
    <caption>The last ${rows.length} points; canary, then baseline</caption>
    <thead><tr><th scope="col">Time</th>${CHARTS.map((chart) => chart.both
      ? html`<th scope="col" class="number">${chart.title}, canary</th><th scope="col" class="number">baseline</th>`
      : html`<th scope="col" class="number">${chart.title}</th>`)}</tr></thead>
    <tbody>${rows.map(({ at, index }) => html`<tr><th scope="row">${localTime(at * 1000)}</th>${CHARTS.map((chart) => chart.both
      ? html`${cell(chart, figures.canary[chart.figure], index)}${cell(chart, figures.baseline[chart.figure], index)}`
      : cell(chart, figures[chart.figure], index))}</tr>`)}</tbody></table></div>`;
}
