// The console's clock as its messages tell it. One that comes late is older than it says, so that the largest of the latest
// differences is nearest to the truth, and a message far below it has been held up on its way. Pure.

const KEPT = 60; // not by time: while a computer sleeps no time goes by for it
const LATE_MILLIS = 10_000;

export class Clock {
  #skews = [];

  /** How many milliseconds the console's clock is ahead of the browser's. */
  skew = 0;

  /**
   * The console has said what time it is.
   *
   * @param said the console's time, milliseconds
   * @param at the browser's
   * @param answered whether it was asked just now: nothing holds an answer up, and what was thought before is over
   * @return whether the message has been held up
   */
  heard(said, at, answered = false) {
    const skew = said - at;
    this.#skews = answered ? [skew] : [...this.#skews, skew].slice(-KEPT);
    this.skew = Math.max(...this.#skews);
    return this.skew - skew > LATE_MILLIS;
  }
}
