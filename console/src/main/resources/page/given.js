// Commands that were sent and are not answered: sent again they keep key and body, so that they are the same command. The tab keeps
// them, over a reload too, where the browser lets it; each is its sender's alone, and nothing of it lets anybody in.
import { newKey, post } from './api.js';
import { state } from './state.js';

const KEPT = 'headgate.unanswered';
const SOON = 2 * 60_000;
const unanswered = new Map(); // by who sent it from where

/** The body of what was sent from that place and is not answered, or is on its way; undefined if nothing is. */
export function unansweredBody(place) {
  return found(named(place))?.body;
}

/**
 * Sends a command, or the one of that place once more that is not answered: `body` is not looked at then.
 * @param send how, as `post` does it
 */
export async function give(place, path, body, send = post) {
  const name = named(place);
  const order = found(name) ?? { body, key: newKey(), at: Date.now(), maybeTaken: false };
  unanswered.set(name, order);
  keep(name, order);
  try {
    const answer = await send(path, order.body, order.key);
    if (answer.outcome === 'no-answer-yet') order.maybeTaken = true; else over(name, order);
    return answer;
  } catch (problem) {
    // What may have been taken once is not untaken by a later problem.
    order.maybeTaken ||= !wasNotGiven(problem);
    if (!order.maybeTaken) over(name, order);
    throw problem;
  }
}

/** Nobody asks for its answer any more; it may be carried out all the same. */
export function letGo(place) {
  forget(named(place));
}

/** The same of what was sent minutes ago: of what others undo, as a hold by a release, its answer tells of another time. */
export function letGoOld(place, now = Date.now()) {
  const order = found(named(place));
  if (order && !(now - order.at < SOON)) letGo(place);
}

/** The console says so itself, or that it will take it later. */
function wasNotGiven({ status, retryAfter }) {
  return (status >= 400 && status < 500) || (status === 503 && retryAfter !== undefined);
}

/** A command's id is made of its key and who sends it: sent by somebody else it would be another one. */
function named(place) {
  return JSON.stringify([state.status?.you?.name ?? '', place]);
}

/** What is known of before a reload may have been taken: nobody has seen its answer. */
function found(name) {
  if (!unanswered.has(name)) {
    const kept = read(name);
    if (kept) unanswered.set(name, { ...kept, maybeTaken: true });
  }
  return unanswered.get(name);
}

/** Unless it was let go, and another was sent since. */
function over(name, order) {
  if (unanswered.get(name) === order) forget(name);
}

function forget(name) {
  unanswered.delete(name);
  try {
    sessionStorage.removeItem(KEPT + name);
  } catch { /* It was kept in the page alone. */ }
}

function keep(name, { key, body, at }) {
  try {
    sessionStorage.setItem(KEPT + name, JSON.stringify({ key, body, at }));
  } catch { /* No room, or a window that keeps nothing: the page knows it until it is loaded again. */ }
}

function read(name) {
  try {
    const { key, body, at } = JSON.parse(sessionStorage.getItem(KEPT + name));
    return typeof key === 'string' && body ? { key, body, at } : undefined;
  } catch {
    return undefined;
  }
}
