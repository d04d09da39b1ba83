// Figures against time: how new points join old ones, and what a chart of them says in words. Pure.
import { count, duration, localTime, millis, number, percent, ratio } from './format.js';

const FIGURES = ['errorRate', 'p50', 'p95', 'p99', 'requestsPerSecond'];
const KEPT = 3000;

export const NO_FIGURES = Object.freeze({ at: [], weight: [], canary: {}, baseline: {} });

/** The old points before the first new one, then the new ones: what was sent again replaces, nothing is doubled. */
export function joined(old, more) {
  if (!more?.at?.length) return old;
  const begin = firstAtOrAfter(old.at, more.at[0]);
  const drop = Math.max(0, begin + more.at.length - KEPT);
  const join = (one, other) => [...padded(one, begin), ...padded(other, more.at.length)].slice(drop);
  const sides = (side) => Object.fromEntries(FIGURES.map((name) => [name, join(old[side]?.[name], more[side]?.[name])]));
  return { at: join(old.at, more.at), weight: join(old.weight, more.weight), canary: sides('canary'), baseline: sides('baseline') };
}

function padded(values = [], length) {
  const result = values.slice(0, length);
  while (result.length < length) result.push(null);
  return result;
}

function firstAtOrAfter(sortedTimes, time) {
  let low = 0;
  let high = sortedTimes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sortedTimes[middle] < time) low = middle + 1; else high = middle;
  }
  return low;
}

/** The last value that is known. */
export function last(values = []) {
  for (let index = values.length - 1; index >= 0; index--) if (values[index] !== null && values[index] !== undefined) return values[index];
  return undefined;
}

/** The charts of a rollout, in their order: which figure, how its values read, and whether versions differ in it. */
export const CHARTS = [
  { figure: 'errorRate', title: 'Error rate', value: ratio, both: true },
  { figure: 'p50', title: 'p50', value: millis, both: true },
  { figure: 'p95', title: 'p95', value: millis, both: true },
  { figure: 'p99', title: 'p99', value: millis, both: true },
  { figure: 'requestsPerSecond', title: 'Requests a second', value: number, both: true },
  { figure: 'weight', title: 'Weight in force', value: percent, both: false },
];

/** The columns that a chart of this figure draws. */
export function columns(figures, { figure, both }) {
  const { length } = figures.at;
  return both ? [figures.at, padded(figures.canary?.[figure], length), padded(figures.baseline?.[figure], length)]
      : [figures.at, padded(figures[figure], length)];
}

/** The limits that belong into the chart of that figure, in the chart's unit. */
export function limitsOf(limits = [], figure) {
  return limits.filter((limit) => limit.figure === figure)
      .map(({ limit, unit, list, criterion }) => ({ at: unit === 'us' ? limit / 1000 : limit, list, text: criterion }));
}

const OLD_SECONDS = 15;

/** Whether the last point is too old to be called now; without an instant to compare with nobody knows, and it is. */
export function isOld({ at }, asOf) {
  return at.length > 0 && !(asOf / 1000 - at[at.length - 1] <= OLD_SECONDS);
}

/** What a chart shows, in a sentence: the last values, of when they are unless it is now, and the limits. */
export function summary(figures, chart, limits, asOf) {
  const [at, canary, baseline] = columns(figures, chart);
  if (at.length === 0) return 'No figures yet.';
  const values = chart.both ? `canary ${chart.value(last(canary))}, baseline ${chart.value(last(baseline))}` : chart.value(last(canary));
  const drawn = limits.map((limit) => `${chart.value(limit.at)} (${limit.list})`).join(', ');
  const when = isOld(figures, asOf) ? `At ${localTime(at[at.length - 1] * 1000, asOf)}` : 'Now';
  return `${when} ${values}${drawn ? `; limits ${drawn}` : ''}.`;
}

/** What all charts show together. */
export function span({ at }, decisions) {
  return at.length === 0 ? 'No figures yet.'
      : `${count(at.length, 'point')} over ${duration(at[at.length - 1] - at[0])}, ${count(decisions, 'decision')} marked.`;
}
