import { decisionFits, merged, mergedDecisions } from '/lists.js';
import { byMonth, monthBefore, successRate } from '/months.js';
import { Told } from '/told.js';
import { equal } from './check.js';

const decision = (sequence, more = {}) => ({ decisionId: `shop-1/${sequence}`, link: `shop-1/${sequence}`, rolloutId: 'shop-1', sequence, service: 'shop', kind: 'promote', severity: 'info', mode: 'enforce', canary: '2', baseline: '1', reason: 'every line passes', evaluatedAt: `2026-11-22T12:00:0${sequence}Z`, ...more });
const ids = (rows) => rows.map(({ link }) => link);
const month = (service, name, completed, rolledBack) => ({ service, month: name, rollouts: completed + rolledBack, completed, rolledBack, aborted: 0, running: 0 });

export const claims = {
  theLatestDecisionStandsFirst: () => equal(ids(mergedDecisions([decision(1)], [decision(3), decision(2)])), ['shop-1/3', 'shop-1/2', 'shop-1/1']),
  whatComesTwiceStandsOnce: () => equal(ids(mergedDecisions([decision(1)], [decision(1)])), ['shop-1/1']),
  refusalsOfOneRolloutStandBesideEachOther: () => {
    const refusal = (offset) => decision(0, { kind: 'refuse', link: `shop-1/0-${offset}` });
    equal(ids(mergedDecisions([refusal(4711)], [refusal(4712), refusal(4711)])), ['shop-1/0-4712', 'shop-1/0-4711']);
  },
  whatComesAgainReplaces: () => equal(mergedDecisions([decision(1)], [decision(1, { execution: { status: 'succeeded' } })])[0].execution, { status: 'succeeded' }),
  nothingOfTheOldListIsChanged: () => {
    const old = Object.freeze([decision(1)]);
    merged(old, [decision(2)], (row) => row.decisionId, (row) => row.sequence);
    equal(old.length, 1);
  },
  eachPartOfTheFilterMustFit: () => equal(
    [{}, { service: 'shop' }, { service: 'cart' }, { kind: 'rollback' }, { rollout: 'shop-1' }, { severity: 'info', mode: 'enforce' }, { q: 'LINE' }, { q: 'p95' }].map((filter) => decisionFits(decision(1), filter)),
    [true, true, false, false, true, true, true, false]),
  theEndOfASpanIsNotInIt: () => equal(
    [decisionFits(decision(1), { from: '2026-11-22T12:00:01Z' }), decisionFits(decision(1), { to: '2026-11-22T12:00:01Z' })], [true, false]),
  monthsAreAddedUpOverServices: () => equal(byMonth([month('b', '2026-11', 1, 1), month('a', '2026-10', 3, 0), month('a', '2026-11', 2, 0)]).map(({ month: name, completed, rolledBack }) => [name, completed, rolledBack]),
    [['2026-10', 3, 0], ['2026-11', 3, 1]]),
  theSuccessRateCountsWhatIsOver: () => equal([successRate({ completed: 3, rolledBack: 1, aborted: 0 }), successRate({ completed: 0, rolledBack: 0, aborted: 0 })], [0.75, undefined]),
  whatIsToldWhileAnAnswerIsOnItsWayIsKeptForItsOwnKind: async () => {
    const told = new Told();
    let answered;
    told.tell('decisions', 'before');
    const meanwhile = told.meanwhile('decisions', () => new Promise((resolve) => { answered = resolve; }));
    told.tell('decisions', 'first');
    told.tell('rollouts', 'another kind');
    told.tell('decisions', 'second');
    answered('old');
    const found = await meanwhile;
    told.tell('decisions', 'after');
    equal(found, { answer: 'old', told: ['first', 'second'] });
  },
  aSlowAnswerUndoesNothingThatWasToldSince: async () => {
    const told = new Told();
    let rows = [];
    const tell = (row) => { told.tell('decisions', [row]); rows = mergedDecisions(rows, [row]); };
    const { answer, told: newer } = await told.meanwhile('decisions', async () => {
      tell(decision(1, { execution: { status: 'succeeded' } }));
      return [decision(1, { execution: { status: 'started' } })];
    });
    for (const items of [answer, ...newer]) rows = mergedDecisions(rows, items);
    equal(rows.map(({ execution }) => execution.status), ['succeeded']);
  },
  aQuestionThatFailsIsForgotten: async () => {
    const told = new Told();
    const problem = await told.meanwhile('status', () => Promise.reject(new Error('away'))).catch((error) => error.message);
    equal([problem, await told.meanwhile('status', async () => 1)], ['away', { answer: 1, told: [] }]);
  },
  monthsBeforeCrossTheYear: () => equal([monthBefore('2026-02', 3), monthBefore('2026-11', 0), monthBefore('2026-12', 12)], ['2025-11', '2026-11', '2025-12']),
};
