import { give, letGo, letGoOld, unansweredBody } from '/given.js';
import { state } from '/state.js';
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
let loads = 0;

/** The module as it is once the page was loaded again: what was in memory is gone. */
const reloaded = () => import(`/given.js?load=${loads++}`);

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
  whatOthersUndoIsLetGoOnceItIsOldAndNotBefore: async () => {
    const { place, ask, keys } = console({ outcome: 'no-answer-yet' }, taken);
    await ask({ reason: 'one' });
    letGoOld(place, Date.now() + 60_000);
    equal(unansweredBody(place), { reason: 'one' });
    const again = await reloaded();
    again.letGoOld(place, Date.now() + 60_000);
    equal(again.unansweredBody(place), { reason: 'one' });
    again.letGoOld(place, Date.now() + 180_000);
    equal(again.unansweredBody(place), undefined);
    letGoOld(place, Date.now() + 180_000);
    await ask({ reason: 'two' });
    equal(keys(), 2);
  },
  whatTheConsoleWillTakeLaterWasNotGiven: async () => {
    const { place, ask, keys } = console({ status: 503, retryAfter: '2' }, taken);
    await ask({ reason: 'one' });
    equal(unansweredBody(place), undefined);
    await ask({ reason: 'two' });
    equal(keys(), 2);
  },
  whatIsNotAnsweredKeepsKeyAndBodyOverAReload: async () => {
    for (const unsure of [{ status: 0 }, { status: 503 }, { outcome: 'no-answer-yet' }]) {
      const { place, sent, ask } = console(unsure);
      await ask({ weight: 10, reason: 'one' });
      const again = await reloaded();
      equal(again.unansweredBody(place), { weight: 10, reason: 'one' });
      await again.give(place, '/commands', { weight: 50 }, async (path, body, key) => { sent.push({ body, key }); return taken; });
      equal([sent[1].key === sent[0].key, sent[1].body], [true, { weight: 10, reason: 'one' }]);
      equal((await reloaded()).unansweredBody(place), undefined);
    }
  },
  whatIsOnItsWayAtAReloadMayHaveBeenTaken: async () => {
    const { place, sent, ask } = console(new Promise(() => {}));
    ask({ reason: 'one' });
    const again = await reloaded();
    await again.give(place, '/commands', {}, async () => { throw { status: 401 }; }).catch(() => {});
    equal(again.unansweredBody(place), { reason: 'one' });
    await again.give(place, '/commands', {}, async (path, body, key) => { sent.push({ body, key }); return taken; });
    equal(sent[1].key === sent[0].key, true);
  },
  whatIsAnsweredOrLetGoIsGoneAfterAReloadToo: async () => {
    const answered = console(taken);
    await answered.ask({ reason: 'one' });
    const left = console({ status: 0 });
    await left.ask({ reason: 'one' });
    letGo(left.place);
    const again = await reloaded();
    equal([again.unansweredBody(answered.place), again.unansweredBody(left.place)], [undefined, undefined]);
  },
  whatSomebodyElseHasSentIsNotSentAgainByOthers: async () => {
    const { place, ask } = console({ status: 0 });
    state.status = { you: { name: 'ann' } };
    await ask({ reason: 'one' });
    const again = await reloaded();
    state.status = { you: { name: 'bob' } };
    equal([unansweredBody(place), again.unansweredBody(place)], [undefined, undefined]);
    state.status = { you: { name: 'ann' } };
    equal(again.unansweredBody(place), { reason: 'one' });
    state.status = undefined;
  },
  whatWasKeptHoldsNothingThatLetsAnybodyIn: async () => {
    const { place, ask } = console({ status: 0 });
    state.status = { you: { name: 'ann', csrf: 'a-secret' } };
    await ask({ reason: 'one' });
    state.status = undefined;
    const kept = Object.entries(sessionStorage).filter(([name]) => name.includes(place));
    equal([kept.length, Object.keys(JSON.parse(kept[0][1])), JSON.stringify(kept).includes('a-secret')], [1, ['key', 'body', 'at'], false]);
  },
  whereTheBrowserKeepsNothingItIsKnownUntilAReload: async () => {
    const { place, ask, keys } = console({ status: 0 }, taken);
    const before = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
    Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, get() { throw new DOMException('denied', 'SecurityError'); } });
    try {
      await ask({ reason: 'one' });
      equal(unansweredBody(place), { reason: 'one' });
      equal((await reloaded()).unansweredBody(place), undefined);
      await ask({ reason: 'another' });
      equal([keys(), unansweredBody(place)], [1, undefined]);
    } finally {
      Object.defineProperty(globalThis, 'sessionStorage', before);
    }
  },
  whatIsKeptAndIsNoneOfOursIsNotSent: async () => {
    const { place, ask } = console({ status: 0 });
    await ask({ reason: 'one' });
    const name = Object.keys(sessionStorage).find((each) => each.includes(place));
    for (const broken of ['', 'no JSON', 'null', '{}', '{"key":7,"body":{}}']) {
      sessionStorage.setItem(name, broken);
      equal((await reloaded()).unansweredBody(place), undefined);
    }
  },
  commandsOfOtherPlacesAreOtherCommands: async () => {
    const one = console({ status: 0 });
    const other = console(taken);
    await one.ask({ reason: 'one' });
    await other.ask({ reason: 'one' });
    equal(one.sent[0].key === other.sent[0].key, false);
  },
};
