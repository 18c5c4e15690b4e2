/** Frames that a test draws by hand. */
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

export interface ManualScheduler extends FrameScheduler {
  /** Draws one frame; returns how many tasks waited for it. */
  drawFrame(): number;
}

export function createManualScheduler(): ManualScheduler {
  let tasks = new Set<() => void>();
  return {
    schedule(task) {
      tasks.add(task);
      return () => void tasks.delete(task);
    },
    drawFrame() {
      const due = tasks;
      tasks = new Set();
      for (const task of due) task();
      return due.size;
    },
  };
}
