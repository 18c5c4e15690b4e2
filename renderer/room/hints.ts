/** Asks main to look at the room soon after people came or went: rarely, since a hint only hastens a read. */

export interface Hints {
  add(identity: string): void;
  dispose(): void;
}

const intervalMs = 2_000;
const maxIdentities = 200;

/** @param send gets the identities concerned since the last hint */
export function createHints(send: (identities: string[]) => void): Hints {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    if (waiting.size === 0) return;
    send([...waiting].slice(0, maxIdentities));
    waiting.clear();
    timer = setTimeout(flush, intervalMs);
  }

  return {
    add(identity) {
      if (identity === '') return;
      waiting.add(identity);
      timer ??= setTimeout(flush, 0);
    },
    dispose() {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
