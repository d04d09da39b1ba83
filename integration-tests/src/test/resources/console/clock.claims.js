import { Clock } from '/clock.js';
import { Live } from '/live.js';
import { setLink, state } from '/state.js';
import { chance, equal } from './check.js';

const NOW = Date.now();

/** Streams that say what a claim has them say. */
class Stream {
  static opened = [];

  constructor() {
    this.listeners = new Map();
    Stream.opened.push(this);
  }

  addEventListener(kind, listener) { this.listeners.set(kind, listener); }

  say(kind, data) { this.listeners.get(kind)({ data: JSON.stringify(data) }); }

  close() { this.closed = true; }
}

/** Claims something of a page's stream, with a page that is told. */
async function live(claim) {
  const before = globalThis.EventSource;
  globalThis.EventSource = Stream;
  Stream.opened = [];
  const said = [];
  const page = new Live({ handle: (kind) => said.push(kind), opened: (another, wasLost) => said.push(`another ${another}, lost ${wasLost}`), failed: () => said.push('failed') });
  setLink('opening');
  try {
    await claim(page, said);
  } finally {
    page.close();
    globalThis.EventSource = before;
    state.signedOut = false;
  }
}

const status = (millisAgo) => ({ now: new Date(Date.now() - millisAgo).toISOString() });
const latest = () => Stream.opened[Stream.opened.length - 1];

export const claims = {
  theConsolesClockIsTheOneThatItTells: () => {
    const clock = new Clock();
    clock.heard(NOW + 3600_000, NOW);
    equal(clock.skew, 3600_000);
  },
  aDelayMakesNothingYounger: () => {
    const [clock, random] = [new Clock(), chance(20261129)];
    clock.heard(NOW, NOW);
    for (let at = NOW; at < NOW + 200_000; at += 5000) {
      clock.heard(at - Math.floor(random() * 9000), at);
      equal(clock.skew, 0);
    }
  },
  aMessageThatWasHeldUpForMoreThanTenSecondsIsLate: () => {
    const clock = new Clock();
    equal([clock.heard(NOW, NOW), clock.heard(NOW - 5000, NOW + 5000), clock.heard(NOW - 5001, NOW + 5000)], [false, false, true]);
  },
  whatComesAfterTheComputerHasSleptIsLate: () => {
    const clock = new Clock();
    clock.heard(NOW, NOW);
    equal([clock.heard(NOW + 5000, NOW + 3600_000), clock.skew], [true, 0]);
  },
  anAnswerEndsWhatWasThoughtOfTheClocks: () => {
    const clock = new Clock();
    clock.heard(NOW, NOW);
    equal([clock.heard(NOW, NOW + 3600_000), clock.heard(NOW, NOW + 3600_000, true), clock.heard(NOW, NOW + 3600_000)], [true, false, false]);
  },
  theFirstOpeningHasMissedNothing: () => live((page, said) => {
    page.follow(undefined);
    latest().say('status', status(0));
    latest().say('rollouts', {});
    equal(said, ['status', 'another false, lost false', 'rollouts']);
  }),
  eachOtherOpeningMayHaveMissedSomething: () => live((page, said) => {
    page.follow(undefined);
    latest().say('status', status(0));
    page.reopen();
    latest().say('status', status(0));
    equal([said, Stream.opened[0].closed], [['status', 'another false, lost false', 'status', 'another true, lost false'], true]);
  }),
  aStreamThatTellsLateIsLost: () => live((page, said) => {
    page.follow(undefined);
    latest().say('status', status(0));
    latest().say('status', status(11_000));
    equal([said, state.link, latest().closed], [['status', 'another false, lost false', 'failed'], 'lost', true]);
  }),
  whoIsSignedOutIsNotTriedAgain: () => live((page, said) => {
    page.follow(undefined);
    state.signedOut = true;
    latest().onerror();
    page.reopen();
    equal([said, Stream.opened.length], [[], 1]);
  }),
};
