/** Lets one writer at a time through per name: two read-merge-writes on one person at once would lose one side. */

export interface WriterQueue {
  /** Runs `work` after everything that was queued under this name before; settles as `work` does. */
  enter<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
}

export function createWriterQueue(): WriterQueue {
  const tails = new Map<string, Promise<void>>();
  return {
    enter(name, work) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(work);
      const tail = turn
        .then(
          () => {},
          () => {},
        )
        .then(() => {
          if (tails.get(name) === tail) tails.delete(name);
        });
      tails.set(name, tail);
      return turn;
    },
  };
}
