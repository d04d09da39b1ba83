// What the stream tells while an answer is on its way is newer than the answer. Pure.

/** Notes what is told, for each question that is under way. */
export class Told {
  #open = new Set();

  /** The stream tells something. */
  tell(kind, data) {
    for (const noted of this.#open) noted.push({ kind, data });
  }

  /** Asks, and gives the answer and what was told of that kind meanwhile, oldest first: it holds over the answer. */
  async meanwhile(kind, ask) {
    const noted = [];
    this.#open.add(noted);
    try {
      const answer = await ask();
      return { answer, told: noted.filter((each) => each.kind === kind).map(({ data }) => data) };
    } finally {
      this.#open.delete(noted);
    }
  }
}
