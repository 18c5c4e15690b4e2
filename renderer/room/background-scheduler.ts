/**
 * A scheduler for what is not in front: while it is slow, whatever would wait for a frame waits for one common tick a second.
 * Values are written all the same; only who would draw them is told later.
 */
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

export interface BackgroundScheduler extends FrameScheduler {
  /** Back in front, all that waits runs with the next frame. */
  setSlow(isSlow: boolean): void;
}

const tickMs = 1_000;

interface Waiting {
  task: () => void;
  cancel: () => void;
}

export function createBackgroundScheduler(frames: FrameScheduler): BackgroundScheduler {
  let waiting = new Set<Waiting>();
  let isSlow = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick(): void {
    timer = undefined;
    const due = waiting;
    // What they plan anew waits for the next tick; one of them may call another off.
    waiting = new Set();
    for (const own of due) own.task();
  }

  return {
    schedule(task) {
      if (!isSlow) return frames.schedule(task);
      const among = waiting;
      const own: Waiting = { task, cancel: () => void among.delete(own) };
      among.add(own);
      timer ??= setTimeout(tick, tickMs);
      return () => own.cancel();
    },
    setSlow(next) {
      isSlow = next;
      if (isSlow) return;
      clearTimeout(timer);
      timer = undefined;
      for (const own of waiting) own.cancel = frames.schedule(own.task);
      waiting.clear();
    },
  };
}
