import { give, letGo, unansweredBody } from '/given.js';
import { equal } from './check.js';

let places = 0;

/** A place of its own for each claim, and a console that answers so in turn; what it was sent stands in `sent`. */
function console(...answers) {
  const place = `place ${places++}`;
  const sent = [];
  const send = async (path, body, key) => {
    sent.push({ body, key });
    const answer = answers.shift();
    if (answer.status !== undefined) throw answer;
    return answer;
  };
  const ask = (body) => give(place, '/commands', body, send).catch((problem) => problem);
  return { place, sent, ask, keys: () => new Set(sent.map(({ key }) => key)).size };
}
const taken = { outcome: 'taken' };

export const claims = {
  whatIsAnsweredIsOver: async () => {
    const { place, ask, keys } = console(taken, taken);
    await ask({ reason: 'one' });
    equal(unansweredBody(place), undefined);
    await ask({ reason: 'two' });
    equal(keys(), 2);
  },
  whatMayHaveBeenTakenIsSentAgainWithTheSameKeyAndBody: async () => {
    for (const status of [0, 500, 503]) {
      const { place, sent, ask, keys } = console({ status }, taken);
      await ask({ reason: 'one' });
      equal(unansweredBody(place), { reason: 'one' });
      await ask({ reason: 'another' });
      equal([keys(), sent[1].body], [1, { reason: 'one' }]);
      equal(unansweredBody(place), undefined);
    }
  },
  whatWasRefusedAtOnceCanBeSentOtherwise: async () => {
    const { place, sent, ask, keys } = console({ status: 400 }, taken);
    await ask({ reason: '' });
    equal(unansweredBody(place), undefined);
    await ask({ reason: 'because' });
    equal([keys(), sent[1].body], [2, { reason: 'because' }]);
  },
  aLaterProblemDoesNotUntakeIt: async () => {
    const { ask, keys } = console({ status: 0 }, { status: 401 }, taken);
    await ask({ reason: 'one' });
    await ask({ reason: 'one' });
    await ask({ reason: 'one' });
    equal(keys(), 1);
  },
  whatTheGateHasNotAnsweredYetIsNotAnswered: async () => {
    const { ask, keys } = console({ outcome: 'no-answer-yet' }, taken);
    await ask({ reason: 'one' });
    await ask({ reason: 'one' });
    equal(keys(), 1);
  },
  whatIsOnItsWayIsNotSentOtherwise: async () => {
    const { place, sent, ask, keys } = console(taken, taken);
    const first = ask({ weight: 10 });
    equal(unansweredBody(place), { weight: 10 });
    await Promise.all([first, ask({ weight: 50 })]);
    equal([keys(), sent.map(({ body }) => body.weight)], [1, [10, 10]]);
  },
  anAnswerToWhatWasLetGoDoesNotEndAnother: async () => {
    let answer;
    const place = `place ${places++}`;
    const first = give(place, '/commands', { weight: 10 }, () => new Promise((done) => { answer = done; }));
    letGo(place);
    await give(place, '/commands', { weight: 50 }, async () => { throw { status: 0 }; }).catch(() => {});
    answer(taken);
    await first;
    equal(unansweredBody(place), { weight: 50 });
  },
  whatIsLetGoIsAnotherCommandNextTime: async () => {
    const { place, ask, keys } = console({ status: 503 }, taken);
    await ask({ reason: 'one' });
    letGo(place);
    equal(unansweredBody(place), undefined);
    await ask({ reason: 'one' });
    equal(keys(), 2);
  },
  commandsOfOtherPlacesAreOtherCommands: async () => {
    const one = console({ status: 0 });
    const other = console(taken);
    await one.ask({ reason: 'one' });
    await other.ask({ reason: 'one' });
    equal(one.sent[0].key === other.sent[0].key, false);
  },
};
