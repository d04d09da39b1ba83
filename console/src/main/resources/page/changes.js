// What has changed of a rollout since somebody looked: a command means the rollout that was seen, not the one it is by now.
import { percent } from './format.js';
import { phase } from './words.js';

/** Giving all traffic back is right whatever has changed, and what is acknowledged is named by its id. */
const WHATEVER_HAS_CHANGED = ['abort', 'acknowledge'];

export function meansWhatWasSeen(kind) {
  return !WHATEVER_HAS_CHANGED.includes(kind);
}

/** Sentences about stage, phase, weight and what is waited for; none if nothing of it has changed. */
export function changesSince(before, now) {
  if (before === now) return [];
  const was = (name, text) => (text(before) === text(now) ? [] : [`${name} was ${text(before)}, and is ${text(now)}`]);
  return [
    ...was('the stage', ({ stage, stages }) => (stage < 0 ? 'none' : `${stage + 1}${stages ? ` of ${stages}` : ''}`)),
    ...(standsAt(before) === standsAt(now) ? [] : was('it', (rollout) => phase(rollout.phase).text)),
    ...was('the weight', weights),
    ...missing(now, before).map((sentence) => `it waits for this now: ${sentence}`),
    ...missing(before, now).map((sentence) => `it waits no more for this: ${sentence}`),
  ];
}

/** That all but people have been waited for is no other standing: a yes or no means the same before and after. */
function standsAt(rollout) {
  return rollout.phase === 'awaiting' ? 'observing' : rollout.phase;
}

function weights({ weight, desiredWeight }) {
  return desiredWeight === undefined || desiredWeight === weight ? percent(weight) : `${percent(weight)} on the way to ${percent(desiredWeight)}`;
}

function missing(here, there) {
  const known = waits(there);
  return waits(here).filter((sentence) => !known.includes(sentence));
}

/** Lines that do not pass come and go with every figure, and nobody answers them. */
function waits({ waitingFor = [] }) {
  return waitingFor.filter(({ kind }) => kind !== 'criterion').map(({ sentence }) => sentence);
}
