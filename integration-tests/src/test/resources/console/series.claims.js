import { position, range, share, ticks } from '/gauge.js';
import { CHARTS, columns, isOld, joined, limitsOf, NO_FIGURES, summary } from '/series.js';
import { chance, equal, plain } from './check.js';

const points = (at, value = (time) => time) => ({
  at, weight: at.map(() => 10),
  canary: { errorRate: at.map(value), p95: at.map(value) },
  baseline: { errorRate: at.map(() => null), p95: at.map(value) },
});
const P95 = CHARTS.find(({ figure }) => figure === 'p95');

export const claims = {
  newPointsJoinTheOldOnes: () => equal(joined(points([1, 2]), points([3])).at, [1, 2, 3]),
  pointsThatAreSentAgainReplace: () => {
    const all = joined(points([1, 2, 3]), points([2, 3, 4], () => 7));
    equal([all.at, all.canary.p95], [[1, 2, 3, 4], [1, 7, 7, 7]]);
  },
  noPointsChangeNothing: () => {
    const old = points([1]);
    equal(joined(old, { at: [] }) === old, true);
  },
  everyColumnIsAsLongAsItsTimes: () => {
    const random = chance(7);
    let all = NO_FIGURES;
    for (let turn = 0, time = 0; turn < 200; turn++) {
      const begin = Math.max(0, time - Math.floor(random() * 5));
      time = begin + 1 + Math.floor(random() * 40);
      all = joined(all, points(Array.from({ length: time - begin }, (none, index) => begin + index)));
      equal(all.at.every((at, index) => index === 0 || at > all.at[index - 1]), true);
      for (const chart of CHARTS) for (const column of columns(all, chart)) equal(column.length, all.at.length);
    }
  },
  noMoreIsKeptThanIsDrawn: () => equal(joined(points(Array.from({ length: 2990 }, (none, index) => index)), points(Array.from({ length: 20 }, (none, index) => 2990 + index))).at.length, 3000),
  limitsStandInTheirOwnChartInItsUnit: () => equal(
    limitsOf([{ figure: 'p95', limit: 300_000, unit: 'us', list: 'advance', criterion: 'p95 <= 300ms' }, { figure: 'errorRate', limit: 0.1, unit: 'ratio', list: 'stop', criterion: 'e' }], 'p95'),
    [{ at: 300, list: 'advance', text: 'p95 <= 300ms' }]),
  theSummarySaysTheLastValuesAndTheLimits: () => equal(plain(summary(points([41, 42]), P95, [{ at: 300, list: 'advance', text: '' }], 43_000)), 'Now canary 42 ms, baseline 42 ms; limits 300 ms (advance).'),
  oldValuesAreNotCalledThoseOfNow: () => {
    const [fresh, old] = [summary(points([41, 42]), P95, [], 57_000), summary(points([41, 42]), P95, [], 58_000)];
    equal([/^Now canary/.test(fresh), /^At \d\d:\d\d:42 canary/.test(plain(old))], [true, true]);
  },
  whileNobodyKnowsUpToWhenAllIsKnownNothingIsOfNow: () => equal([isOld(points([41, 42]), undefined), isOld(NO_FIGURES, undefined)], [true, false]),
  withoutFiguresTheSummarySaysSo: () => equal(summary(NO_FIGURES, P95, []), 'No figures yet.'),
  theBarOfEvidenceIsAlwaysOnTheScale: () => {
    const random = chance(11);
    for (let turn = 0; turn < 500; turn++) {
      const [evidence, bar] = [10 ** (random() * 20 - 8), 10 ** (random() * 6)];
      const over = range(evidence, bar);
      const [at, barAt] = [position(evidence, over), position(bar, over)];
      equal([at >= 0 && at <= 1, barAt > 0 && barAt < 1, (at >= barAt) === (evidence >= bar)], [true, true, true]);
      equal(ticks(over).length <= 8, true);
    }
  },
  halfWayToAHundredIsTen: () => equal([share(1, 100), share(10, 100), share(100, 100), share(1e9, 100), share(0, 100)], [0, 0.5, 1, 1, 0]),
};
