// The stream of what changes. A lost connection is opened again by itself, ever less often up to every 15 seconds, and
// one that has said nothing for 15 seconds counts as lost: the console sends its status each 5. So does one that tells late.
// Nobody is let in again by trying: who is signed out signs in, and that loads the page anew.
import { query } from './api.js';
import { heard, heardTime, setLink, state } from './state.js';

const KINDS = ['status', 'rollouts', 'rollout', 'figures', 'executions', 'decisions'];
const SILENCE_MILLIS = 15_000;
const SLOWEST_MILLIS = 15_000;

export class Live {
  /**
   * @param handle called with (kind, data, first) for each event; the first rows after an opening are all there are
   * @param opened called once an opening has told something, with whether it is another than the first, for what was told
   *     between them was missed, and whether the connection had been lost
   * @param failed called when it is lost or cannot be opened: what it would have told has to be asked for
   */
  constructor({ handle, opened, failed }) {
    Object.assign(this, { handle, opened, failed, failures: 0, opening: 0, rollout: undefined });
    addEventListener('online', () => this.reopen());
    addEventListener('pagehide', () => this.close());
    addEventListener('pageshow', (event) => event.persisted && this.reopen());
  }

  /** Follows that rollout closely, or none. */
  follow(rollout) {
    if (this.source && this.rollout === rollout) return;
    this.rollout = rollout;
    this.reopen();
  }

  reopen() {
    this.close();
    if (state.signedOut) return;
    const source = new EventSource(`/api/v1/events${query({ rollout: this.rollout })}`);
    this.source = source;
    source.onerror = () => this.#lost();
    const another = this.opening++ > 0;
    const told = new Set();
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        const data = JSON.parse(event.data);
        if (kind === 'status' && heardTime(data.now)) {
          this.#lost();
          return;
        }
        const wasLost = state.link === 'lost';
        this.#heard();
        this.handle(kind, data, !told.has(kind));
        if (told.size === 0) this.opened(another, wasLost);
        told.add(kind);
      });
    }
    this.#watch();
  }

  close() {
    clearTimeout(this.again);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = undefined;
  }

  #heard() {
    this.failures = 0;
    this.#watch();
    heard();
    setLink('open');
  }

  #watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.#lost(), SILENCE_MILLIS);
  }

  #lost() {
    this.close();
    setLink('lost');
    if (state.signedOut) return;
    this.failed();
    this.again = setTimeout(() => this.reopen(), backOff(this.failures++));
  }
}

/** How long to wait after so many failures: doubled each time, with a quarter of it by chance. */
export function backOff(failures, chance = Math.random()) {
  const millis = Math.min(500 * 2 ** failures, SLOWEST_MILLIS);
  return millis * (1 + (chance - 0.5) / 4);
}
