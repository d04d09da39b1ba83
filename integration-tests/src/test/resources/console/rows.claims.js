import { counts, end, notJudgedSince, shown, sorted, standing, titleOf, worstTitle } from '/rows.js';
import { doubts } from '/trust.js';
import { chance, equal } from './check.js';

const row = (service, more = {}) => ({ rolloutId: `${service}-1`, service, canary: '2', baseline: '1', mode: 'enforce', phase: 'observing', live: true, waitingFor: [], openNotices: 0, ...more });
const worst = (judgement, list = 'advance', sentence = '') => ({ worst: { judgement, list, sentence, criterion: '', cause: 'none' } });

const FLEET = [
  row('passes', worst('pass')),
  row('undecided', worst('undecided')),
  row('paused', { phase: 'paused', ...worst('pass') }),
  row('waits', { phase: 'awaiting', waitingFor: [{ kind: 'approval', name: 'ops', sentence: '' }] }),
  row('fails', worst('fail')),
  row('lags', { lagging: true, ...worst('undecided') }),
  row('told', { openNotices: 1, ...worst('pass') }),
  row('stops', worst('fail', 'stop')),
  row('rolls', { phase: 'rolling-back' }),
  row('stuck', { phase: 'rollback-failed' }),
];
const NOW = Date.parse('2026-11-29T12:00:00Z');
const judged = (secondsAgo, more = {}) => row('shop', { evaluatedAt: new Date(NOW - secondsAgo * 1000).toISOString(), ...worst('pass'), ...more });
const names = (rows) => rows.map(({ service }) => service);

export const claims = {
  theWorstStandFirst: () => equal(names(sorted(FLEET, 'worst')), ['stuck', 'rolls', 'stops', 'told', 'lags', 'fails', 'waits', 'paused', 'undecided', 'passes']),
  theOrderDoesNotDependOnHowRowsCome: () => {
    const random = chance(20261129);
    for (let turn = 0; turn < 50; turn++) {
      const mixed = [...FLEET].map((each) => [random(), each]).sort(([one], [other]) => one - other).map(([, each]) => each);
      equal(names(sorted(mixed, 'worst')), names(sorted(FLEET, 'worst')));
    }
  },
  equalOnesStandByService: () => equal(names(sorted([row('b'), row('c'), row('a')], 'worst')), ['a', 'b', 'c']),
  aMinusTurnsTheOrderRound: () => equal(names(sorted([row('a', { weight: 5 }), row('b', { weight: 50 })], '-weight')), ['b', 'a']),
  anOrderThatThereIsNotIsTheWorstFirst: () => equal(names(sorted(FLEET, 'colour')), names(sorted(FLEET, 'worst'))),
  aShadowNeverStandsBeforeWhatIsCarriedOut: () => equal(names(sorted([row('shadow', { mode: 'shadow', phase: 'rolling-back' }), row('waits', FLEET[3])], 'worst'))[0], 'waits'),
  aPhaseThatIsNotKnownIsUndecidedAtBest: () => equal(standing(row('new', { phase: 'levitating' })).tone, 'calm'),
  everyWordOfTheFilterMustOccur: () => equal(['shop 2.4', 'SHOP', 'shop 9', ''].map((q) => shown(row('shop', { canary: '2.4.1' }), { q })), [true, true, false, true]),
  theSentenceOfTheWorstVerdictIsSearchedToo: () => equal(shown(row('shop', worst('fail', 'stop', 'the p95 was 300 ms')), { q: 'p95 300' }), true),
  troubleIsWhatSomebodyShouldLookAt: () => equal(names(FLEET.filter((each) => shown(each, { state: 'trouble' }))), ['fails', 'lags', 'told', 'stops', 'rolls', 'stuck']),
  theTitleSaysTheWorst: () => equal([worstTitle(FLEET), worstTitle([FLEET[8], { ...FLEET[8], rolloutId: 'x' }]), worstTitle([])],
    ['‼ 1 rollback failed · Headgate', '✗ 2 rolling back · Headgate', 'No live rollout · Headgate']),
  aRollbackThatHasJustEndedIsInTheTitle: () => equal(worstTitle([FLEET[0], row('gone', { live: false, phase: 'rolled-back' })]), '↩ 1 rolled back · Headgate'),
  whatEndedWellDoesNotHideWhatIsLive: () => equal(worstTitle([FLEET[0], row('gone', { live: false, phase: 'completed' })]), '✓ 1 all pass · Headgate'),
  troubleStandsBeforeTheTitleOfAnyView: () => equal([titleOf('History · Headgate', FLEET), titleOf('History · Headgate', [FLEET[0]])], ['‼ 1 rollback failed · History · Headgate', 'History · Headgate']),
  whatTheGateHasStoppedToJudgeIsNotGreen: () => {
    const { text, tone, rank } = standing(judged(16), NOW);
    equal([text, tone, rank < 40], ['not judged', 'warn', true]);
  },
  whatIsJudgedStandsAsItWasJudged: () => equal(standing(judged(15), NOW).text, 'all pass'),
  whatWasNeverJudgedIsNotSinceItsStage: () => equal(
    ['observing', 'preparing', 'scheduled', 'shifting'].map((phase) => notJudgedSince(row('shop', { phase, stageStartedAt: '2026-11-29T11:59:00Z' }), NOW) !== undefined), [true, false, false, false]),
  whatIsOverNeedsNoJudgement: () => equal([notJudgedSince(judged(900, { live: false, phase: 'completed' }), NOW), notJudgedSince(judged(900, { phase: 'rolling-back' }), NOW)], [undefined, undefined]),
  whileTheConsoleIsNotUpToDateNobodyKnowsWhatIsJudged: () => equal(standing(judged(900), undefined).text, 'all pass'),
  thatNothingIsJudgedIsTroubleInTheTitleAndTheCounts: () => equal([worstTitle([judged(60)], NOW), counts([judged(60), judged(1)], NOW).trouble, shown(judged(1), { state: 'trouble' }, NOW)], ['⊗ 1 not judged · Headgate', 1, false]),
  thatNothingIsJudgedIsABanner: () => {
    const told = (...rows) => doubts({ link: 'open', rollouts: new Map(rows.map((each, index) => [index, each])), asOf: NOW }).map(({ key, tone }) => [key, tone]);
    equal([told(judged(16), judged(1)), told(judged(1))], [[['The gate does not judge', 'bad']], []]);
  },
  whatIsOverWithoutAnEndOfItsOwnWasReplaced: () => equal(
    [['observing', false], ['rolling-back', false], ['completed', false], ['rollback-failed', false], ['observing', true]].map(([phase, live]) => end(row('shop', { phase, live })).text),
    ['replaced', 'replaced', 'completed', 'rollback failed', 'observing']),
  whatWasReplacedIsNoTrouble: () => equal(shown(row('shop', { phase: 'rolling-back', live: false }), { state: 'trouble' }), false),
  aShadowIsNotReplacedButOver: () => equal(end(row('shop', { phase: 'observing', live: false, mode: 'shadow' })).text, 'over'),
  countsAreThoseOfTheFilter: () => equal(counts(FLEET), { all: 10, trouble: 6, waiting: 1, moving: 1 }),
};
