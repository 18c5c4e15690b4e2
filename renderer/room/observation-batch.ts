/** Collects observations and sends them in batches: rarely, and never more at once than main takes. */
import type { Observation } from '#contract/domain/observation';

export interface ObservationBatch {
  add(observations: readonly Observation[]): void;
  dispose(): void;
}

const intervalMs = 1_000;
const maxAtOnce = 200;
/** A room that empties at once; what is beyond is not worth the memory. */
const maxWaiting = 2_000;

export function createObservationBatch(send: (observations: Observation[]) => void): ObservationBatch {
  let waiting: Observation[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    if (waiting.length === 0) return;
    send(waiting.slice(0, maxAtOnce));
    waiting = waiting.slice(maxAtOnce);
    timer = setTimeout(flush, intervalMs);
  }

  return {
    add(observations) {
      if (observations.length === 0) return;
      waiting = [...waiting, ...observations].slice(-maxWaiting);
      timer ??= setTimeout(flush, 0);
    },
    dispose() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
