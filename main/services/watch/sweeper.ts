/** Does something again and again: one at a time, at an interval that may change at any time, and sooner when asked. */
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
  /** Asks for a sweep soon, without waiting for it; not before a server that asked for quiet may be called again. */
  hint(): void;
  /** The interval is another one now. */
  replan(): void;
  /** Ends the sweep under way. */
  dispose(): void;
}

/** Between the starts of two sweeps, however often somebody asks: at most three a second. */
const minGapMs = 350;

/** Starts in the next turn. `sweep` must not reject. */
export function createSweeper(deps: {
  clock: Clock;
  readIntervalMs: () => number;
  /** Between the starts of two sweeps that are only hinted at; at most three a second where not given. */
  readHintGapMs?: () => number;
  /** Epoch ms before which only what somebody waits for is sent. */
  heldUntilMs: () => number;
  sweep: (run: SweepRun) => Promise<void>;
}): Sweeper {
  const abort = new AbortController();
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let isHinted = false;
  let waiting: (() => void)[] = [];
  let served: (() => void)[] = [];
  let cancelTimer: (() => void) | undefined;

  function plan(): void {
    if (isRunning || abort.signal.aborted) return;
    cancelTimer?.();
    // A clock that was set back must not put the next sweep off by as much.
    lastStartMs = Math.min(lastStartMs, deps.clock.now());
    const isAsked = waiting.length > 0;
    const dueMs = lastStartMs + (isAsked ? minGapMs : isHinted ? readHintGapMs() : deps.readIntervalMs());
    const delayMs = (isAsked ? dueMs : Math.max(dueMs, deps.heldUntilMs())) - deps.clock.now();
    if (delayMs <= 0) void run();
    // Planned anew then: the pace may have changed while it waited.
    else cancelTimer = deps.clock.after(delayMs, plan);
  }

  function readHintGapMs(): number {
    return Math.min(Math.max(minGapMs, deps.readHintGapMs?.() ?? 0), deps.readIntervalMs());
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
      await deps.sweep({ signal: abort.signal, isAsked: served.length > 0 });
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
    replan: plan,
    dispose() {
      cancelTimer?.();
      abort.abort();
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
