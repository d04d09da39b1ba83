// Live rollouts as rows: how bad each stands, in which order, and which are shown. Pure.
import { phase } from './words.js';

const WAITS_FOR_PEOPLE = new Set(['approval', 'checklist', 'answer', 'resume']);
const SHADOW_AT_BEST = 70;
const TROUBLE = 60; // ranks below it are what somebody should look at

/** How a rollout stands: rank (smaller is worse), symbol, words and tone. */
export function standing(row) {
  const found = standingOf(row);
  return row.mode === 'shadow' ? { ...found, rank: Math.max(found.rank, SHADOW_AT_BEST) } : found;
}

function standingOf(row) {
  const { symbol, text, tone } = phase(row.phase);
  if (row.phase === 'rollback-failed') return { rank: 0, symbol, text, tone };
  if (row.phase === 'rolling-back') return { rank: 10, symbol, text, tone };
  if (row.live === false) return { rank: row.phase === 'rolled-back' ? 15 : 95, symbol, text, tone };
  const worst = row.worst;
  if (worst?.judgement === 'fail' && worst.list === 'stop') return { rank: 20, symbol: '✗', text: 'stop line fails', tone: 'bad' };
  if (openNotices(row) > 0) return { rank: 30, symbol: '!', text: 'not acknowledged', tone: 'warn' };
  if (row.lagging) return { rank: 40, symbol: '≋', text: 'telemetry lags', tone: 'warn' };
  if (worst?.judgement === 'fail') return { rank: 50, symbol: '✗', text: 'line fails', tone: 'warn' };
  if (row.phase === 'paused') return { rank: 65, symbol, text, tone };
  if (waitsForPeople(row)) return { rank: 60, symbol: '◔', text: 'waits for people', tone: 'warn' };
  if (worst?.judgement === 'pass') return { rank: 90, symbol: '✓', text: 'all pass', tone: 'good' };
  return { rank: 80, symbol: '…', text: worst ? 'undecided' : 'not judged yet', tone: 'calm' };
}

export function openNotices(row) {
  return Array.isArray(row.openNotices) ? row.openNotices.length : row.openNotices ?? 0;
}

export function waitsForPeople(row) {
  return (row.waitingFor ?? []).some((waiting) => WAITS_FOR_PEOPLE.has(waiting.kind));
}

const ORDERS = {
  worst: (row) => standing(row).rank,
  service: (row) => row.service,
  weight: (row) => row.weight ?? row.desiredWeight ?? 0,
  phase: (row) => phase(row.phase).text,
  left: (row) => Date.parse(row.earliestNext ?? row.latestNext ?? '9999-01-01T00:00:00Z'),
  started: (row) => Date.parse(row.startedAt),
};

export const ORDER_NAMES = Object.keys(ORDERS);

/** A new list in that order; "-weight" is the other way round. Equal ones by service, then id: nothing jumps about. */
export function sorted(rows, order) {
  const descending = order.startsWith('-');
  const key = ORDERS[descending ? order.slice(1) : order] ?? ORDERS.worst;
  const keyed = [...rows].map((row) => ({ row, key: key(row) }));
  keyed.sort((one, other) => (descending ? -1 : 1) * compare(one.key, other.key)
      || compare(one.row.service, other.row.service) || compare(one.row.rolloutId, other.row.rolloutId));
  return keyed.map(({ row }) => row);
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

export const STATES = {
  all: { text: 'all', holds: () => true },
  trouble: { text: 'in trouble', holds: (row) => standing(row).rank < TROUBLE },
  waiting: { text: 'waiting for people', holds: waitsForPeople },
  moving: { text: 'shifting', holds: (row) => row.phase === 'shifting' || row.phase === 'rolling-back' },
};

/** Whether a row is shown: every word of `q` occurs in it, and state, phase, mode and service are as asked for. */
export function shown(row, filter) {
  if (filter.state && !(STATES[filter.state] ?? STATES.all).holds(row)) return false;
  if (filter.phase && row.phase !== filter.phase) return false;
  if (filter.mode && row.mode !== filter.mode) return false;
  if (filter.service && row.service !== filter.service) return false;
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [row.service, row.canary, row.baseline, row.rolloutId, row.policyName, phase(row.phase).text,
    row.worst?.sentence, row.reason].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What the window's title says: the worst state and how many stand so, also of those that have just ended. */
export function worstTitle(rows) {
  return worst(rows)?.title ?? 'No live rollout · Headgate';
}

/** The title of another view: whatever one looks at, what is in trouble stands before it. */
export function titleOf(view, rows) {
  const found = worst(rows);
  return found && found.rank < TROUBLE ? `${found.symbol} ${found.same} ${found.text} · ${view}` : view;
}

function worst(rows) {
  const standings = [...rows].map(standing);
  if (standings.length === 0) return undefined;
  const first = standings.reduce((one, other) => (other.rank < one.rank ? other : one));
  const same = standings.filter((other) => other.rank === first.rank).length;
  return { ...first, same, title: `${first.symbol} ${same} ${first.text} · Headgate` };
}

/** How many rows stand in which state, for the filter's buttons. */
export function counts(rows) {
  const result = Object.fromEntries(Object.keys(STATES).map((state) => [state, 0]));
  for (const row of rows) {
    for (const [state, { holds }] of Object.entries(STATES)) if (holds(row)) result[state]++;
  }
  return result;
}
