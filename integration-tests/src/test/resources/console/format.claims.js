import * as format from '/format.js';
import { equal, plain } from './check.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();

export const claims = {
  weightsAreShownInPercent: () => equal([0, 12.5, 100].map(format.percent).map(plain), ['0 %', '12.5 %', '100 %']),
  sharesAreShownInPercentWithThreeDigits: () => equal([0, 0.0123, 0.21234, 1].map(format.ratio).map(plain), ['0 %', '1.23 %', '21.2 %', '100 %']),
  whatIsNotKnownIsADash: () => equal([format.percent(undefined), format.ratio(null), format.micros(NaN), format.inUnit(undefined, 'us'), format.isoDuration(undefined)], ['–', '–', '–', '–', '–']),
  latenciesTakeTheUnitThatFits: () => equal([412, 41_250, 2_050_000].map(format.micros).map(plain), ['412 µs', '41.3 ms', '2.05 s']),
  millisecondsReadLikeMicroseconds: () => equal(plain(format.millis(41.25)), plain(format.micros(41_250))),
  thousandsAreParted: () => equal(plain(format.number(1_234_567)), '1 234 567'),
  eachUnitOfAVerdictHasItsForm: () => equal(
    [[0.05, 'ratio'], [41_250, 'us'], [21.5, 'per-second'], [90, 'seconds'], [14.4, 'times'], [7, 'rows']].map(([value, unit]) => plain(format.inUnit(value, unit))),
    ['5 %', '41.3 ms', '21.5/s', '1 m 30 s', '14.4×', '7 rows']),
  durationsHaveTwoPartsAtMost: () => equal(
    [0, 0.2, 1.4, 59, 60, 130, 3600, 11_100, 97_200].map(format.duration).map(plain),
    ['0 s', '200 ms', '1.4 s', '59 s', '1 m', '2 m 10 s', '1 h', '3 h 5 m', '1 d 3 h']),
  isoDurationsAreRead: () => equal(['PT1M30.5S', 'PT30M', 'P2DT3H', 'PT0.412S'].map(format.isoSeconds), [90.5, 1800, 183_600, 0.412]),
  whatIsNoIsoDurationIsNoNumber: () => equal(Number.isNaN(format.isoSeconds('soon')), true),
  agesCountUpAndWhatIsToComeCountsDown: () => equal(
    [format.ago(at(-12), NOW), format.ago(at(3), NOW), format.until(at(250), NOW), format.until(at(-12), NOW)].map(plain),
    ['12 s ago', 'now', 'in 4 m 10 s', '12 s over']),
  fromTenMinutesOnSecondsAreLeftOut: () => equal([format.ago(at(-599), NOW), format.ago(at(-659), NOW), format.until(at(659), NOW)].map(plain), ['9 m 59 s ago', '10 m ago', 'in 10 m']),
  universalTimeIsWhole: () => equal([format.utcTime('2026-11-22T12:00:00Z'), format.utcTime('2026-11-22T12:00:00.2Z')], ['2026-11-22 12:00:00 UTC', '2026-11-22 12:00:00.200 UTC']),
  aLocalTimeOfAnotherDayHasItsDate: () => equal(/^\d+ Nov \d\d:\d\d:\d\d$/.test(format.localTime('2026-11-12T12:00:00Z', NOW)), true),
  aLocalTimeOfTodayHasNone: () => equal(/^\d\d:\d\d:\d\d$/.test(format.localTime(at(-1), NOW)), true),
  progressSaysNeitherNothingNorAllBeforeItIs: () => equal([0, 0.001, 0.42, 0.999, 1].map(format.progress).map(plain), ['0 %', '1 %', '42 %', '99 %', '100 %']),
  oneIsSingular: () => equal([plain(format.count(1, 'rollout')), plain(format.count(2, 'rollout'))], ['1 rollout', '2 rollouts']),
};
