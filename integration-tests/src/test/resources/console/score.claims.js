import { marginalScore, rolesNamed } from '/score.js';
import { equal } from './check.js';

const waits = (sentence, more = {}) => ({ kind: 'approval', name: '', sentence, ...more });
const asks = waits('the score is 78 of 100, and 90 is needed, or an approval of any role');

export const claims = {
  aScoreBetweenTheBarsIsAskedWithThem: () => equal(marginalScore({ waitingFor: [asks], stage: 0, plan: [{ score: { pass: 90, marginal: 75 } }] }),
    { score: 78, stage: 0, pass: 90, marginal: 75, sentence: asks.sentence, until: undefined, asked: [] }),
  whileThePolicyIsNotKnownTheScoreIsAskedAllTheSame: () => equal(marginalScore({ waitingFor: [asks], stage: 0, plan: [] })?.score, 78),
  theApprovalOfARoleIsNoScore: () => equal(marginalScore({ waitingFor: [waits('the approval of sre is missing', { name: 'sre' })] }), undefined),
  aSentenceOfAnotherReleaseIsNotTakenForAScore: () => equal([marginalScore({ waitingFor: [waits('well?')] }), marginalScore({})], [undefined, undefined]),
  whileAnEarlierGateAsksARoleItIsSaidWhoAnswersFirst: () => equal([
    marginalScore({ waitingFor: [{ kind: 'answer', name: 'sre', sentence: 'well?' }, asks] })?.asked,
    marginalScore({ waitingFor: [{ kind: 'answer', name: 'sre', sentence: 'well?', question: 'r1/2' }, asks] })?.asked,
  ], [['sre'], []]),
  theRolesThatThePolicyNamesAreOffered: () => equal(rolesNamed({ approvals: [{ role: 'sre' }, { role: 'qa' }], checklists: [{ items: [{ role: 'qa' }, { role: 'anybody' }] }] }), ['qa', 'sre']),
};
