/** Does something again and again: one at a time, at an interval that grows while the server is slow, and sooner when asked. */
import type { Clock } from '../ports.ts';

export interface SweepRun {
  signal: AbortSignal;
  /** True if somebody waits for this one. */
  isAsked: boolean;
}

export interface Sweeper {
  /**
   * Resolves when a sweep that began after this call has ended, or the sweeper was disposed of. One under way will do
   * where the answer need not be fresh.
   */
  look(isFresh: boolean): Promise<void>;
  /** Asks for a sweep soon, without waiting for it. */
  hint(): void;
  /** Ends the sweep under way. */
  dispose(): void;
}

/** Longest interval while the server is slow or asks for fewer calls. */
const maxIntervalMs = 30_000;
/** Between the starts of two sweeps, however often somebody asks: at most three a second. */
const minGapMs = 350;

/** Starts in the next turn. `sweep` answers whether the server was slow or asked for fewer calls; it must not reject. */
export function createSweeper(deps: {
  clock: Clock;
  intervalMs: number;
  sweep: (run: SweepRun) => Promise<{ isStrained: boolean }>;
}): Sweeper {
  const abort = new AbortController();
  let intervalMs = deps.intervalMs;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let isHinted = false;
  let waiting: (() => void)[] = [];
  let served: (() => void)[] = [];
  let cancelTimer: (() => void) | undefined;

  function plan(): void {
    if (isRunning || abort.signal.aborted) return;
    cancelTimer?.();
    const isWanted = isHinted || waiting.length > 0;
    const delayMs = lastStartMs + (isWanted ? minGapMs : intervalMs) - deps.clock.now();
    if (delayMs <= 0) void run();
    else cancelTimer = deps.clock.after(delayMs, () => void run());
  }

  async function run(): Promise<void> {
    cancelTimer = undefined;
    if (isRunning || abort.signal.aborted) return;
    isRunning = true;
    isHinted = false;
    served = waiting;
    waiting = [];
    lastStartMs = deps.clock.now();
    try {
      const { isStrained } = await deps.sweep({ signal: abort.signal, isAsked: served.length > 0 });
      intervalMs = isStrained ? Math.min(intervalMs * 2, maxIntervalMs) : Math.max(intervalMs / 2, deps.intervalMs);
    } finally {
      isRunning = false;
      for (const resolve of served) resolve();
      plan();
    }
  }

  // Not at once, so that a look asked for in the same turn is the first one.
  cancelTimer = deps.clock.after(0, () => void run());
  return {
    look(isFresh) {
      if (abort.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        if (isRunning && !isFresh) {
          served.push(resolve);
          return;
        }
        waiting.push(resolve);
        plan();
      });
    },
    hint() {
      isHinted = true;
      plan();
    },
    dispose() {
      cancelTimer?.();
      abort.abort();
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
