// What must be known to trust what is shown: lost connection, broker away, still reading, records that could not be read, a
// gate that judges no more, telemetry behind; and what stands still until a person does something: executors that ask, or are held. Pure: parts/banners.js puts it into words.
import { notJudgedSince } from './rows.js';
import { worstAsk } from './runbook.js';

const FRESH_SECONDS = 5;
const LATELY_MILLIS = 300_000;
const TONES = ['bad', 'warn', 'calm'];

/**
 * A count that a console keeps while it runs, seen once more: {count, grownAt}. When it grew before it was first seen nobody
 * knows, and one that has become smaller is that of another console.
 */
export function grown(before, count, at) {
  return { count, grownAt: before && count > before.count ? at : count === before?.count ? before.grownAt : undefined };
}

/** All that holds now, the worst first, as {what, key, tone, …}; a key that is new is worth saying aloud. */
export function doubts({ status, link, heardAt, rollouts, signedOut, asOf, unreadable }) {
  if (signedOut) return [];
  // Of all else nobody knows then whether it still holds.
  if (link === 'lost') return [{ what: 'lost', key: 'The connection to the console is lost', tone: 'bad', heardAt }];
  const rows = [...rollouts.values()];
  return [feed(status?.feed), unread(unreadable, status), notJudged(rows, asOf), asks(rows), lagging(rows), held(status), commands(status)]
      .filter((doubt) => doubt !== undefined).sort((one, other) => TONES.indexOf(one.tone) - TONES.indexOf(other.tone));
}

function feed(found) {
  switch (found?.state) {
    case undefined: return undefined;
    case 'away': return { what: 'away', key: 'The broker does not answer', tone: 'bad', feed: found };
    case 'stopped': return { what: 'stopped', key: 'The console reads no more', tone: 'bad', feed: found };
    case 'reading': return { what: 'reading', key: 'The console is still reading', tone: 'warn', feed: found };
    case 'current': return found.behindSeconds > FRESH_SECONDS ? behind(found) : undefined;
    default: return behind(found);
  }
}

function behind(found) {
  return { what: 'behind', key: 'The console is behind', tone: 'warn', feed: found };
}

function unread(unreadable, status) {
  if (!(unreadable?.count > 0)) return undefined;
  const lately = Date.parse(status.now) - unreadable.grownAt < LATELY_MILLIS;
  return { what: 'unreadable', key: 'There are records that the console cannot read', tone: lately ? 'bad' : 'calm', many: unreadable.count, lately };
}

function notJudged(rows, asOf) {
  const since = rows.map((row) => notJudgedSince(row, asOf)).filter((at) => at !== undefined).sort();
  return since.length === 0 ? undefined : { what: 'notJudged', key: 'The gate does not judge', tone: 'bad', many: since.length, since: since[0] };
}

function lagging(rows) {
  const many = rows.filter((row) => row.lagging).length;
  return many === 0 ? undefined : { what: 'lagging', key: 'Telemetry lags', tone: 'warn', many };
}

function asks(rows) {
  const worst = worstAsk(rows);
  return worst && { what: 'asks', key: 'An executor waits for a person', tone: worst.retreats > 0 ? 'bad' : 'warn', ...worst };
}

function held({ held: found } = {}) {
  return found && { what: 'held', key: 'Executors are held', tone: 'warn', ...found };
}

function commands(status) {
  if (!status || status.commands?.possible !== false) return undefined;
  return { what: 'commands', key: 'Commands are off', tone: 'calm', why: status.commands.why ?? 'the console only reads' };
}
