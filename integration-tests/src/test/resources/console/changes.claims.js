import { changesSince, meansWhatWasSeen } from '/changes.js';
import { equal, plain } from './check.js';

const SEEN = { stage: 0, stages: 3, phase: 'observing', weight: 10, desiredWeight: 10, waitingFor: [] };
const changes = (more, before = {}) => changesSince({ ...SEEN, ...before }, { ...SEEN, ...more }).map(plain);
const waits = (kind, sentence) => ({ waitingFor: [{ kind, name: 'sre', sentence }] });

export const claims = {
  nothingHasChangedWhereOnlyFiguresHave: () => equal(changes({ passing: 3, evaluatedAt: 'later', worst: {}, reason: 'another' }), []),
  anotherStageIsAChange: () => equal(changes({ stage: 1 }), ['the stage was 1 of 3, and is 2 of 3']),
  theFirstStageIsAChange: () => equal(changes({}, { stage: -1 }), ['the stage was none, and is 1 of 3']),
  anotherPhaseIsAChange: () => equal(changes({ phase: 'rolling-back' }), ['it was observing, and is rolling back']),
  thatOnlyPeopleAreWaitedForByNowIsNone: () => equal([changes({ phase: 'awaiting' }), changes({}, { phase: 'awaiting' })], [[], []]),
  whatWasPausedMeanwhileIsAChange: () => equal(changes({ phase: 'paused' }, { phase: 'awaiting' }), ['it was awaiting, and is paused']),
  anotherWeightIsAChange: () => equal(changes({ weight: 50, desiredWeight: 50 }), ['the weight was 10 %, and is 50 %']),
  aShiftThatHasBegunIsAChange: () => equal(changes({ desiredWeight: 50 }), ['the weight was 10 %, and is 10 % on the way to 50 %']),
  aQuestionThatHasComeIsAChange: () => equal(changes(waits('answer', 'a yes of sre, else it is rolled back: errors')), ['it waits for this now: a yes of sre, else it is rolled back: errors']),
  anAnswerThatHasBeenGivenIsAChange: () => equal(changes({}, waits('approval', 'the approval of sre is missing')), ['it waits no more for this: the approval of sre is missing']),
  anotherQuestionToTheSameRoleIsAChange: () => equal(changes(waits('answer', 'about two'), waits('answer', 'about one')).length, 2),
  linesThatComeAndGoWithTheFiguresAreNone: () => equal(changes(waits('criterion', '`errorRate < 1%` does not pass yet')), []),
  allThatHasChangedIsSaid: () => equal(changes({ stage: 1, phase: 'shifting', weight: 50 }).length, 3),
  rollingBackIsMeantWhateverHasChanged: () => equal(['abort', 'acknowledge', 'advance', 'step-back', 'set-weight', 'approve', 'reject', 'resume', 'pause'].filter((kind) => !meansWhatWasSeen(kind)), ['abort', 'acknowledge']),
};
