import { doubts, grown } from '/trust.js';
import { equal } from './check.js';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const CURRENT = { state: 'current', sentence: 'up to date', readShare: 1, behindSeconds: 0.2, unreadable: 0 };
const told = (more = {}, feed = {}) => doubts({
  status: { now: new Date(NOW).toISOString(), feed: { ...CURRENT, ...feed }, commands: { possible: true } },
  link: 'open', rollouts: new Map(), asOf: NOW, ...more,
}).map(({ what, tone }) => `${what} ${tone}`);

export const claims = {
  whatIsCurrentIsNotDoubted: () => equal(told(), []),
  onceTheConnectionIsLostNothingElseIsSaid: () => equal(told({ link: 'lost', heardAt: NOW }, { state: 'away' }), ['lost bad']),
  whoIsSignedOutIsToldNothing: () => equal(told({ signedOut: true, link: 'lost' }), []),
  eachStateOfTheFeedThatIsNotCurrentIsSaid: () => equal(
    ['away', 'reading', 'stopped', 'dreaming'].map((state) => told({}, { state })), [['away bad'], ['reading warn'], ['stopped bad'], ['behind warn']]),
  whatIsFarBehindIsSaidThoughItIsCurrent: () => equal([told({}, { behindSeconds: 6 }), told({}, { behindSeconds: 5 })], [['behind warn'], []]),
  recordsThatCouldNotBeReadJustNowAreBad: () => equal(told({ unreadable: grown({ count: 1 }, 2, NOW - 299_000) }), ['unreadable bad']),
  recordsThatCouldNotBeReadSomeTimeAreStillMissing: () => equal(
    [told({ unreadable: grown({ count: 1 }, 2, NOW - 301_000) }), told({ unreadable: grown(undefined, 2, NOW) })], [['unreadable calm'], ['unreadable calm']]),
  theWorstStandsFirst: () => equal(told({ unreadable: { count: 1 } }, { behindSeconds: 6 }), ['behind warn', 'unreadable calm']),
  whereAllWasReadNothingIsSaid: () => equal(told({ unreadable: grown(undefined, 0, NOW) }), []),
  aCountThatStaysGrewWhenItGrew: () => equal(grown(grown({ count: 1 }, 2, NOW), 2, NOW + 5000), { count: 2, grownAt: NOW }),
  theSmallerCountOfAnotherConsoleHasNotGrown: () => equal(grown({ count: 5, grownAt: NOW }, 3, NOW).grownAt, undefined),
};
