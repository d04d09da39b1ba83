// Live rollouts as rows: how bad each stands, in which order, and which are shown. Pure.
import { isRetreat } from './runbook.js';
import { phase } from './words.js';

const WAITS_FOR_PEOPLE = new Set(['approval', 'checklist', 'answer', 'resume']);
const SHADOW_AT_BEST = 70;
const TROUBLE = 60; // ranks below it are what somebody should look at
const MUST_BE_JUDGED = new Set(['observing', 'watching']);
const IS_JUDGED_ON = new Set(['awaiting', 'paused', 'shifting', ...MUST_BE_JUDGED]); // once it has been
const OVER = new Set(['completed', 'rolled-back', 'rollback-failed']);
export const OLD_MILLIS = 15_000; // the gate judges each second

/**
 * How a rollout stands: rank (smaller is worse), symbol, words and tone.
 *
 * @param asOf the instant up to which all that the gate said is known; without it nothing is said of how old a judgement is
 */
export function standing(row, asOf) {
  const found = standingOf(row, asOf);
  return row.mode === 'shadow' ? { ...found, rank: Math.max(found.rank, SHADOW_AT_BEST) } : found;
}

function standingOf(row, asOf) {
  const { symbol, text, tone } = end(row);
  if (row.phase === 'rollback-failed') return { rank: 0, symbol, text, tone };
  const ask = row.asks?.[0];
  if (ask && isRetreat(ask)) return { rank: 5, symbol: '?', text: ask.about === 'attempt' ? `${phaseOf(ask)} failed` : `${phaseOf(ask)} asks`, tone: 'bad' };
  if (row.live === false) return { rank: row.phase === 'rolled-back' ? 15 : 95, symbol, text, tone };
  if (row.phase === 'rolling-back') return { rank: 10, symbol, text, tone };
  const worst = row.worst;
  if (worst?.judgement === 'fail' && worst.list === 'stop') return { rank: 20, symbol: '✗', text: 'stop line fails', tone: 'bad' };
  if (notJudgedSince(row, asOf)) return { rank: 25, symbol: '⊗', text: 'not judged', tone: 'warn' };
  if (ask) return { rank: 28, symbol: '?', text: 'a runbook asks', tone: 'warn' };
  if (openNotices(row) > 0) return { rank: 30, symbol: '!', text: 'not acknowledged', tone: 'warn' };
  if (row.lagging) return { rank: 40, symbol: '≋', text: 'telemetry lags', tone: 'warn' };
  if (worst?.judgement === 'fail') return { rank: 50, symbol: '✗', text: 'line fails', tone: 'warn' };
  if (row.phase === 'paused') return { rank: 65, symbol, text, tone };
  if (waitsForPeople(row)) return { rank: 60, symbol: '◔', text: 'waits for people', tone: 'warn' };
  if (worst?.judgement === 'pass') return { rank: 90, symbol: '✓', text: 'all pass', tone: 'good' };
  return { rank: 80, symbol: '…', text: worst ? 'undecided' : 'not judged yet', tone: 'calm' };
}

function phaseOf({ kind }) {
  return kind === 'step-back' ? 'step back' : kind;
}

/** A phase as words show it; what is over without an end of its own had another put in its place. */
export function end(row) {
  if (row.live !== false || OVER.has(row.phase)) return phase(row.phase);
  return { symbol: '↷', text: row.mode === 'shadow' ? 'over' : 'replaced', tone: 'calm' };
}

/** Since when a live rollout that has to be judged has not been; undefined while it is, and where nobody can know. */
export function notJudgedSince(row, asOf) {
  if (!asOf || row.live === false || !IS_JUDGED_ON.has(row.phase)) return undefined;
  const since = row.evaluatedAt ?? (MUST_BE_JUDGED.has(row.phase) ? row.stageStartedAt ?? row.startedAt : undefined);
  return asOf - Date.parse(since) > OLD_MILLIS ? since : undefined;
}

export function openNotices(row) {
  return Array.isArray(row.openNotices) ? row.openNotices.length : row.openNotices ?? 0;
}

export function waitsForPeople(row) {
  return row.asks?.length > 0 || (row.waitingFor ?? []).some((waiting) => WAITS_FOR_PEOPLE.has(waiting.kind));
}

const ORDERS = {
  worst: (row, asOf) => standing(row, asOf).rank,
  service: (row) => row.service,
  weight: (row) => row.weight ?? row.desiredWeight ?? 0,
  phase: (row) => phase(row.phase).text,
  left: (row) => Date.parse(row.earliestNext ?? row.latestNext ?? '9999-01-01T00:00:00Z'),
  started: (row) => Date.parse(row.startedAt),
};

export const ORDER_NAMES = Object.keys(ORDERS);

/** A new list in that order; "-weight" is the other way round. Equal ones by service, then id: nothing jumps about. */
export function sorted(rows, order, asOf) {
  const descending = order.startsWith('-');
  const key = ORDERS[descending ? order.slice(1) : order] ?? ORDERS.worst;
  const keyed = [...rows].map((row) => ({ row, key: key(row, asOf) }));
  keyed.sort((one, other) => (descending ? -1 : 1) * compare(one.key, other.key)
      || compare(one.row.service, other.row.service) || compare(one.row.rolloutId, other.row.rolloutId));
  return keyed.map(({ row }) => row);
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

export const STATES = {
  all: { text: 'all', holds: () => true },
  trouble: { text: 'in trouble', holds: (row, asOf) => standing(row, asOf).rank < TROUBLE },
  waiting: { text: 'waiting for people', holds: waitsForPeople },
  moving: { text: 'shifting', holds: (row) => row.phase === 'shifting' || row.phase === 'rolling-back' },
};

/** Whether a row is shown: every word of `q` occurs in it, and state, phase, mode and service are as asked for. */
export function shown(row, filter, asOf) {
  if (filter.state && !(STATES[filter.state] ?? STATES.all).holds(row, asOf)) return false;
  if (filter.phase && row.phase !== filter.phase) return false;
  if (filter.mode && row.mode !== filter.mode) return false;
  if (filter.service && row.service !== filter.service) return false;
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [row.service, row.canary, row.baseline, row.rolloutId, row.policyName, phase(row.phase).text,
    row.worst?.sentence, row.reason, ...(row.asks ?? []).map(({ text }) => text)].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What the window's title says: the worst state and how many stand so, also of those that have just ended. */
export function worstTitle(rows, asOf) {
  return worst(rows, asOf)?.title ?? 'No live rollout · Headgate';
}

/** The title of another view: whatever one looks at, what is in trouble stands before it. */
export function titleOf(view, rows, asOf) {
  const found = worst(rows, asOf);
  return found && found.rank < TROUBLE ? `${found.symbol} ${found.same} ${found.text} · ${view}` : view;
}

function worst(rows, asOf) {
  const standings = [...rows].map((row) => standing(row, asOf));
  if (standings.length === 0) return undefined;
  const first = standings.reduce((one, other) => (other.rank < one.rank ? other : one));
  const same = standings.filter((other) => other.rank === first.rank).length;
  return { ...first, same, title: `${first.symbol} ${same} ${first.text} · Headgate` };
}

/** How many rows stand in which state, for the filter's buttons. */
export function counts(rows, asOf) {
  const result = Object.fromEntries(Object.keys(STATES).map((state) => [state, 0]));
  for (const row of rows) {
    for (const [state, { holds }] of Object.entries(STATES)) if (holds(row, asOf)) result[state]++;
  }
  return result;
}
