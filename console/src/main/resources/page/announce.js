// What a screen reader is told without being asked: decisions politely and at most every three seconds, a rollback at once.
import { kind } from './words.js';

const PAUSE_MILLIS = 3000;
const NEWS_MILLIS = 60_000;
let waiting = [];
let timer;

/** Which decisions are said at all: those carried out, made within the last minute. A console that reads the log anew tells old ones. */
export function worthSaying(rows, now) {
  return rows.filter((row) => row.mode !== 'shadow' && now - Date.parse(row.evaluatedAt) <= NEWS_MILLIS);
}

export function announceDecisions(rows, now) {
  const acted = worthSaying(rows, now);
  const rollbacks = acted.filter((row) => row.kind === 'rollback');
  if (rollbacks.length > 0) say('assertive', rollbacks.map(sentence).join(' '));
  waiting.push(...acted.filter((row) => row.kind !== 'rollback'));
  if (waiting.length > 0) timer ??= setTimeout(tell, PAUSE_MILLIS);
}

/** Says something politely: what an action of the reader's own has led to. */
export function announce(text) {
  say('polite', text);
}

function tell() {
  timer = undefined;
  const [latest] = waiting.slice(-1);
  say('polite', waiting.length === 1 ? sentence(latest) : `${waiting.length} decisions. The last: ${sentence(latest)}`);
  waiting = [];
}

function sentence(row) {
  return `${row.service} ${row.canary}: ${kind(row.kind).text}, ${row.from} to ${row.to} percent. ${row.reason}.`;
}

function say(region, text) {
  const line = document.createElement('p');
  line.textContent = text;
  document.getElementById(region).replaceChildren(line);
}
