/** When notices go out: once per animation frame, and once a second where no frames are drawn (a hidden window). */

export interface FrameScheduler {
  /** Runs once at the next frame. Returns the way to call it off. */
  schedule(run: () => void): () => void;
}

/** Frames stop in hidden windows; counters and order stay at most this old there. */
const hiddenFallbackMs = 1_000;

/** The scheduler of a real window. */
export function createFrameScheduler(): FrameScheduler {
  return {
    schedule(run) {
      let isDone = false;
      const runOnce = (): void => {
        if (isDone) return;
        callOff();
        run();
      };
      const frame = requestAnimationFrame(runOnce);
      const timer = setTimeout(runOnce, hiddenFallbackMs);
      const callOff = (): void => {
        isDone = true;
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
      return callOff;
    },
  };
}
