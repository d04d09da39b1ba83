// Commands that were sent and are not answered: sent again they keep key and body, so that they are the same command.
import { newKey, post } from './api.js';

const unanswered = new Map();

/** The body of what was sent from that place and is not answered, or is on its way; undefined if nothing is. */
export function unansweredBody(place) {
  return unanswered.get(place)?.body;
}

/**
 * Sends a command, or the one of that place once more that is not answered: `body` is not looked at then.
 * @param send how, as `post` does it
 */
export async function give(place, path, body, send = post) {
  const order = unanswered.get(place) ?? { body, key: newKey(), maybeTaken: false };
  unanswered.set(place, order);
  try {
    const answer = await send(path, order.body, order.key);
    if (answer.outcome === 'no-answer-yet') order.maybeTaken = true; else over(place, order);
    return answer;
  } catch (problem) {
    // What may have been taken once is not untaken by a later problem.
    order.maybeTaken ||= !(problem.status >= 400 && problem.status < 500);
    if (!order.maybeTaken) over(place, order);
    throw problem;
  }
}

/** Nobody asks for its answer any more; it may be carried out all the same. */
export function letGo(place) {
  unanswered.delete(place);
}

/** Unless it was let go, and another was sent since. */
function over(place, order) {
  if (unanswered.get(place) === order) unanswered.delete(place);
}
