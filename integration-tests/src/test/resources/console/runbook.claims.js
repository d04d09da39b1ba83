import { answerBody, answerOff, answersTo, askOf, isSame, otherwise, worstAsk } from '/runbook.js';
import { sorted, standing, waitsForPeople } from '/rows.js';
import { doubts } from '/trust.js';
import { equal } from './check.js';

const ask = (more = {}) => ({ decisionId: 'shop-1/1', kind: 'promote', attempt: 1, runbook: 'migrate', about: 'confirmation', step: 'replica', text: 'Is it caught up?', askedAt: '2026-11-29T12:00:00Z', until: '2026-11-29T13:00:00Z', ...more });
const execution = (more = {}) => ({ decisionId: 'shop-1/1', decisionKind: 'run', attempt: 1, runbook: 'migrate', status: 'started', question: { step: 'replica', about: 'confirmation', text: 'Is it caught up?', askedAt: 'a', until: 'u' }, ...more });
const row = (service, more = {}) => ({ rolloutId: `${service}-1`, service, canary: '2', baseline: '1', mode: 'enforce', phase: 'observing', live: true, waitingFor: [], openNotices: 0, ...more });
const may = { roles: ['operator', 'approver'] };

export const claims = {
  eachSortOfQuestionHasItsAnswers: () => equal(['confirmation', 'outcome', 'attempt', 'levitation'].map((about) => answersTo(ask({ about })).map(({ says }) => says)),
    [['yes', 'no'], ['done', 'failed', 'retry'], ['retry'], []]),
  anAnswerSaysWhichQuestionItIsFor: () => equal(answerBody(ask(), 'yes'), { says: 'yes', attempt: 1, step: 'replica', askedAt: '2026-11-29T12:00:00Z' }),
  aTryNowIsForTheNextAttemptAndNoQuestion: () => equal(answerBody(ask({ about: 'attempt', attempt: 2, step: undefined }), 'retry'), { says: 'retry', attempt: 2 }),
  anotherQuestionIsNotTheSame: () => equal([isSame(ask(), ask()), isSame(ask(), ask({ askedAt: '2026-11-29T12:01:00Z' })), isSame(ask(), ask({ attempt: 2 })), isSame(ask(), undefined)], [true, false, false, false]),
  onlyTheLatestAttemptThatWaitsAsks: () => {
    const first = execution();
    equal([askOf(first, [first])?.kind, askOf(first, [first, execution({ attempt: 2, question: undefined })]), askOf(execution({ status: 'succeeded' }), []), askOf(execution({ question: undefined }), [])], ['run', undefined, undefined, undefined]);
  },
  aYesIsAnOperatorsOrAnApproversAndWhatBecameOfAStepAnOperators: () => equal(
    [['yes', ['approver']], ['no', ['operator']], ['yes', ['viewer']], ['done', ['approver']], ['retry', ['operator']]].map(([says, roles]) => answerOff(ask(), says, { roles }) === undefined),
    [true, true, false, false, true]),
  whileExecutorsAreHeldOnlyWhatGoesOnIsOff: () => {
    const held = { sentence: 'held by jo: a freeze' };
    equal(['yes', 'no', 'retry', 'failed'].map((says) => answerOff(ask(), says, { ...may, held }) === undefined), [false, true, false, true]);
    equal(answerOff(ask({ kind: 'rollback' }), 'yes', { ...may, held }), undefined);
  },
  whereNoCommandsCanBeGivenNeitherCanAnswers: () => equal(answerOff(ask(), 'yes', { ...may, off: 'the connection to the console is lost' }), 'the connection to the console is lost'),
  whatNobodyAnswersIsSaid: () => equal([otherwise(ask()), otherwise(ask({ kind: 'rollback' })), otherwise(ask({ about: 'outcome' })), otherwise(ask({ kind: 'rollback', about: 'attempt' }))],
    ['the step has failed, as after a no', 'this attempt fails, and it is asked again', 'the execution fails', 'it is tried again by itself']),
  aRollbackThatAsksStandsBeforeAllElseAndARunbookBeforeWhatOnlyTells: () => equal(sorted([
    row('told', { openNotices: 1 }), row('asks', { asks: [ask()] }), row('stops', { worst: { judgement: 'fail', list: 'stop' } }),
    row('stuck', { phase: 'rollback-failed' }), row('back', { phase: 'rolling-back', asks: [ask({ kind: 'rollback' })] }),
  ], 'worst').map(({ service }) => service), ['stuck', 'back', 'stops', 'asks', 'told']),
  aRollbackThatFailedSaysSo: () => equal(standing(row('shop', { phase: 'rolling-back', asks: [ask({ kind: 'rollback', about: 'attempt' })] })).text, 'rollback failed'),
  whoIsAskedIsWaitedFor: () => equal([waitsForPeople(row('shop', { asks: [ask()] })), waitsForPeople(row('shop', { asks: [] }))], [true, false]),
  theBannerNamesTheWorst: () => {
    const rows = [row('later', { asks: [ask()] }), row('sooner', { asks: [ask({ until: '2026-11-29T12:10:00Z' })] }), row('back', { asks: [ask({ kind: 'step-back' })] }), row('calm')];
    const { many, retreats, service } = worstAsk(rows);
    equal([many, retreats, service, worstAsk(rows.slice(0, 2)).service, worstAsk([row('calm')])], [3, 1, 'back', 'sooner', undefined]);
  },
  thatSomebodyIsAskedAndThatExecutorsAreHeldAreBanners: () => equal(
    doubts({ status: { held: { since: 's', sentence: 'held by jo: a freeze', partitions: 3 } }, link: 'open', rollouts: new Map([['a', row('a', { asks: [ask()] })]]) }).map(({ key, tone }) => [key, tone]),
    [['An executor waits for a person', 'warn'], ['Executors are held', 'warn']]),
};
