/** Frames and timers that a test lets pass by hand. */
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

export interface ManualTime extends FrameScheduler {
  after(delayMs: number, run: () => void): () => void;
  /** Runs everything that waits, frames first, until nothing does. */
  pass(): void;
}

export function createManualTime(): ManualTime {
  let frames: (() => void)[] = [];
  let timers: (() => void)[] = [];
  return {
    schedule(run) {
      frames.push(run);
      return () => {
        frames = frames.filter((frame) => frame !== run);
      };
    },
    after(_delayMs, run) {
      timers.push(run);
      return () => {
        timers = timers.filter((timer) => timer !== run);
      };
    },
    pass() {
      while (frames.length + timers.length > 0) {
        const due = [...frames, ...timers];
        frames = [];
        timers = [];
        for (const run of due) run();
      }
    },
  };
}
