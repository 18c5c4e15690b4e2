/**
 * When the table tells its listeners: with the next animation frame, or after a second where there are no frames (a hidden
 * window). It knows nothing of what is told.
 */

/** Runs something once, soon. Tests put a manual one in its place. */
export interface FrameScheduler {
  /** Runs `task` at the next frame; returns the way to call it off. */
  schedule(task: () => void): () => void;
}

/** A hidden window draws no frames; its tables stay fresh at this pace. */
const hiddenDelayMs = 1_000;

/** The browser's frames, with a timer behind them. */
export function createFrameScheduler(): FrameScheduler {
  return {
    schedule(task) {
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, hiddenDelayMs);
      function run(): void {
        cancel();
        task();
      }
      function cancel(): void {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      }
      return cancel;
    },
  };
}
