// What every view knows: the console's status, the live rollouts, and how the connection stands.
import { Clock } from './clock.js';
import { grown } from './trust.js';

export const state = {
  status: undefined, // as GET /status gives it
  unreadable: undefined, // how many records could not be read, and when that became more
  link: 'opening', // opening, open or lost
  heardAt: Date.now(), // when the console last said something, by its own clock
  rollouts: new Map(), // live rows by rolloutId
  ended: [], // rows that ended while one looked, the latest first, until they are put away
  loaded: false, // whether the live rows have been read once
  signedOut: false,
};

const ENDED_SHOWN = 20;
const listeners = new Set();

/** Calls back after each change. Returns what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** To be called after the state, or what a view shows, was changed. */
export function changed() {
  for (const listener of listeners) listener();
}

export function setStatus(status) {
  state.status = status;
  state.unreadable = grown(state.unreadable, status.feed?.unreadable ?? 0, Date.parse(status.now));
  state.signedOut = false;
  changed();
}

export function setLink(is) {
  if (state.link === is) return;
  state.link = is;
  changed();
}

export function heard() {
  state.heardAt = now();
}

/** All rows at once. Returns the ids of those that were live before and are not among them. */
export function replaceRollouts(rows) {
  const before = [...state.rollouts.keys()];
  state.rollouts = new Map(rows.filter((row) => row.live !== false).map((row) => [row.rolloutId, row]));
  state.loaded = true;
  changed();
  return before.filter((id) => !state.rollouts.has(id));
}

/** Rows that changed, and ids of those that are not live any more. */
export function updateRollouts(rows, gone = []) {
  for (const row of rows) {
    if (row.live !== false) state.rollouts.set(row.rolloutId, row);
    else if (state.rollouts.delete(row.rolloutId)) addEnded(row);
  }
  for (const id of gone) state.rollouts.delete(id);
  changed();
}

/** One that has ended while one looked, or while the connection was lost. */
export function addEnded(row) {
  state.ended = [row, ...state.ended.filter((other) => other.rolloutId !== row.rolloutId)].slice(0, ENDED_SHOWN);
}

/** They have been seen. */
export function putEndedAway() {
  state.ended = [];
  changed();
}

const clock = new Clock();

/** The console has said what time it is. Returns whether that was held up on its way; `answered` as of Clock. */
export function heardTime(at, answered) {
  return clock.heard(Date.parse(at), Date.now(), answered);
}

/** The console's clock: a browser whose clock is wrong shows right ages all the same. */
export function now() {
  return Date.now() + clock.skew;
}

/** Up to when all is known that the gate has said; undefined while the console is not up to date or not there. */
export function asOf() {
  const { status, link } = state;
  return link === 'open' && status?.feed?.state === 'current' ? Date.parse(status.now) - 1000 * (status.feed.behindSeconds ?? 0) : undefined;
}

export function hasRole(role) {
  return state.status?.you?.roles?.includes(role) ?? false;
}

/** Why no command can be given now; undefined when it can. */
export function commandsOff() {
  if (state.link === 'lost') return 'the connection to the console is lost';
  const { status } = state;
  if (!status) return 'the console has not answered yet';
  return status.commands?.possible ? undefined : status.commands?.why ?? 'the console cannot give commands';
}
