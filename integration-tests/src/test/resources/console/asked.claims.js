import { about, answerEffects, approvalStands, questions, stageInForce } from '/asked.js';
import { equal } from './check.js';

const asks = (role, otherwise = 'it is rolled back', why = 'errors rise') => ({ kind: 'answer', name: role, sentence: `a yes of ${role}, else ${otherwise}: ${why}`, until: '2026-11-29T12:00:00Z' });
const named = (role, question) => ({ ...asks(role), question });
const approval = (role) => ({ kind: 'approval', name: role, sentence: `the approval of ${role} is missing` });
const line = { role: 'sre', where: 'before stage 1 is left', awaited: true };

export const claims = {
  aQuestionIsWhatWaitsForAnAnswer: () => equal(questions({ waitingFor: [approval('sre'), asks('qa')] }).map(({ role, asked }) => [role, asked.length]), [['qa', 1]]),
  ofAnEarlierGateOneAnswerOfARoleAnswersAllItsQuestions: () => equal(questions({ waitingFor: [asks('sre'), asks('qa'), asks('sre', 'it holds')] }).map(({ role, asked }) => [role, asked.length]), [['sre', 2], ['qa', 1]]),
  whatANoDoesIsWhatTheGateSays: () => equal(answerEffects(questions({ waitingFor: [asks('sre'), asks('sre', 'it holds', 'p95: 3 s, else slow')] })[0]).no,
    'it is rolled back; it holds, as when nobody answers in time'),
  aSentenceOfAnotherReleaseNamesNoEffectThatIsNotThere: () => equal(answerEffects(questions({ waitingFor: [{ kind: 'answer', name: 'sre', sentence: 'well?' }] })[0]).no,
    'what the policy has behind else is done, as when nobody answers in time'),
  onlyAnApprovalThatIsWaitedForCanBeGiven: () => equal([
    approvalStands({ waitingFor: [approval('sre')] }, line),
    approvalStands({ waitingFor: [approval('sre')] }, { ...line, awaited: false }),
    approvalStands({ waitingFor: [approval('qa')] }, line),
    approvalStands({}, line),
  ], ['awaited', 'later', 'later', 'later']),
  noApprovalIsGivenWhileAnEarlierGateAsksItsRole: () => equal([
    approvalStands({ waitingFor: [asks('sre'), approval('sre')] }, line),
    approvalStands({ waitingFor: [asks('qa'), approval('sre')] }, line),
  ], ['asked', 'awaited']),
  eachQuestionThatIsNamedIsAnsweredByItself: () => equal(questions({ waitingFor: [named('sre', 'r1/2'), named('sre', 'r1/3')] }).map(({ role, id, asked }) => [role, id, asked.length]),
    [['sre', 'r1/2', 1], ['sre', 'r1/3', 1]]),
  anApprovalIsGivenThoughItsRoleHasAQuestionThatIsNamed: () => equal(approvalStands({ waitingFor: [named('sre', 'r1/2'), approval('sre')] }, line), 'awaited'),
  anAnswerNamesItsQuestionAndAnApprovalItsStage: () => equal([
    about({}, 'approve', { question: { role: 'sre', id: 'r1/2', asked: [] }, stage: 1 }),
    about({}, 'reject', { stage: -1 }),
    about({}, 'approve', { question: { role: 'sre', asked: [] } }),
  ], [{ question: 'r1/2' }, { stage: -1 }, {}]),
  anAdvanceAndAStepBackNameTheStageThatWasShown: () => equal(['advance', 'step-back', 'pause'].map((kind) => about({ stage: 1, stageStartedAt: 'then', phase: 'observing' }, kind, {})),
    [{ stage: 1 }, { stage: 1 }, {}]),
  noStageIsInForceOnTheWayToOne: () => equal([
    stageInForce({ stage: 0, phase: 'preparing' }),
    stageInForce({ stage: 2, phase: 'shifting', stageStartedAt: 'then' }),
    stageInForce({ stage: 2, phase: 'watching', stageStartedAt: 'then' }),
  ], [-1, undefined, 2]),
  whatIsGivenStaysGiven: () => equal(approvalStands({ waitingFor: [asks('sre')] }, { ...line, given: { by: 'ada', yes: true } }), 'given'),
  whereNothingIsAskedThereIsNoQuestion: () => equal([questions({}), questions({ waitingFor: [] })], [[], []]),
};
