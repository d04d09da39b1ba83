// Lines against time by uPlot: limits drawn across, decisions as marks, colours from the page's own variables.
import uPlot from '/lib/uplot/dist/uPlot.esm.js';
import { localTime } from './format.js';
import { colour, onThemeChange } from './theme.js';

const HEIGHT = 160;

/**
 * <hg-chart>: `spec` is set once, `drawn` whenever it changes.
 *
 * spec: {series: [{label, colour (a CSS variable's name), width, dash}], value: number → text, highest?, stepped?}
 * drawn: {data: uPlot's columns, limits: [{at, text, list}], marks: [{at (seconds), symbol, colour}]}
 */
class ChartElement extends HTMLElement {
  connectedCallback() {
    this.area = Object.assign(document.createElement('div'), { className: 'plot' });
    this.readout = Object.assign(document.createElement('p'), { className: 'readout soft', ariaHidden: 'true' });
    this.replaceChildren(this.area, this.readout);
    this.resized = new ResizeObserver(() => this.#fit());
    this.resized.observe(this.area);
    this.endTheme = onThemeChange(() => this.#build());
    this.#build();
  }

  disconnectedCallback() {
    this.endTheme();
    this.resized.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }

  set drawn({ data, limits, marks }) {
    Object.assign(this, { data, limits, marks });
    if (this.plot) this.plot.setData(data); else this.#build();
  }

  #build() {
    if (!this.data || !this.area?.clientWidth) return;
    this.plot?.destroy();
    this.plot = new uPlot(this.#options(), this.data, this.area);
  }

  #fit() {
    const width = this.area.clientWidth;
    if (!this.plot) this.#build();
    else if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  #options() {
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    return {
      width: this.area.clientWidth,
      height: HEIGHT,
      padding: [6, 10, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false }, sync: { key: 'rollout' } },
      scales: { y: { range: (plot, low, high) => this.#range(high) } },
      axes: [{ ...axis, size: 24, gap: 2, space: 70, values: clockTimes }, { ...axis, size: 58, gap: 4, values: (plot, values) => values.map((each) => this.spec.value(each)) }],
      series: [{}, ...this.spec.series.map((line) => this.#line(line))],
      hooks: { draw: [(plot) => this.#drawMarks(plot), (plot) => this.#drawLimits(plot)], setCursor: [(plot) => this.#read(plot.cursor.idx)] },
    };
  }

  #line({ label, colour: name, width = 1.75, dash }) {
    return {
      label, width, dash, stroke: colour(name), points: { show: () => this.data[0].length < 3 }, spanGaps: false,
      paths: this.spec.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
    };
  }

  /** From 0 to a little over the highest value; limits are in sight unless they are far off. */
  #range(high) {
    const highest = Math.max(high ?? 0, ...this.limits.map((limit) => limit.at).filter((at) => at < 6 * (high || at)));
    return [0, this.spec.highest ?? (highest > 0 ? highest * 1.15 : 1)];
  }

  #read(index) {
    const at = index === null || index === undefined ? undefined : this.data[0][index];
    this.readout.textContent = at === undefined ? ''
      : [localTime(at * 1000), ...this.spec.series.map(({ label }, line) => `${label} ${this.spec.value(this.data[line + 1][index] ?? undefined)}`)].join(' · ');
  }

  #drawLimits({ ctx, bbox, valToPos }) {
    for (const { at, text, list } of this.limits) {
      const y = valToPos(at, 'y', true);
      if (y < bbox.top) continue;
      paint(ctx, colour(list === 'stop' ? 'bad' : 'warn'), list === 'stop' ? [8, 4] : [2, 4]);
      stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
      ctx.textAlign = 'right';
      label(ctx, text, bbox.left + bbox.width - 4 * devicePixelRatio, y - 5 * devicePixelRatio);
      ctx.restore();
    }
  }

  #drawMarks({ ctx, bbox, valToPos, scales }) {
    for (const { at, symbol, colour: name } of this.marks) {
      if (at < scales.x.min) continue;
      // One that is newer than the last figures stands at the edge until the next ones are there.
      const x = valToPos(Math.min(at, scales.x.max), 'x', true);
      paint(ctx, colour(name), [3, 3]);
      stroke(ctx, x, bbox.top + 14 * devicePixelRatio, x, bbox.top + bbox.height);
      ctx.textAlign = 'center';
      label(ctx, symbol, x, bbox.top + 11 * devicePixelRatio);
      ctx.restore();
    }
  }
}

customElements.define('hg-chart', ChartElement);

function paint(ctx, shade, dash) {
  ctx.save();
  ctx.strokeStyle = shade;
  ctx.fillStyle = shade;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
}

/** Text that stays readable where lines go through it. */
function label(ctx, text, x, y) {
  ctx.setLineDash([]);
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colour('panel');
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function stroke(ctx, x, y, toX, toY) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

function clockTimes(plot, seconds, axis, space, step) {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(step < 60 ? { second: '2-digit' } : {}) };
  const format = step >= 86400 ? { day: 'numeric', month: 'short' } : options;
  return seconds.map((each) => new Date(each * 1000).toLocaleString('en-GB', format));
}
