/** A scheduler that runs its tasks no more often than people can follow: a list that is told sixty times a second costs as many drawings. */
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

/**
 * With the next frame if nothing has run for so long, else as soon as that is so.
 * @param now milliseconds of a clock that is never set back
 */
export function createPacedScheduler(
  scheduler: FrameScheduler,
  intervalMs: number,
  now: () => number = () => performance.now(),
): FrameScheduler {
  let ranAtMs = Number.NEGATIVE_INFINITY;

  return {
    schedule(task) {
      let cancelFrame: (() => void) | undefined;
      const waitMs = Math.max(0, ranAtMs + intervalMs - now());
      const timer = waitMs > 0 ? setTimeout(wait, waitMs) : undefined;
      function wait(): void {
        cancelFrame = scheduler.schedule(() => {
          ranAtMs = now();
          task();
        });
      }
      if (timer === undefined) wait();
      return () => {
        clearTimeout(timer);
        cancelFrame?.();
      };
    },
  };
}
