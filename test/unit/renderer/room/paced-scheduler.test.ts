import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacedScheduler } from '#renderer/room/paced-scheduler.ts';
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Frames every 16 ms of the fake clock. */
const frames: FrameScheduler = {
  schedule(task) {
    const timer = setTimeout(task, 16);
    return () => clearTimeout(timer);
  },
};

test('the first task runs with the next frame, those after it no sooner than the interval', () => {
  const paced = createPacedScheduler(frames, 200);
  const ranAtMs: number[] = [];
  const startedAtMs = performance.now();
  const again = (): void => {
    ranAtMs.push(performance.now() - startedAtMs);
    paced.schedule(again);
  };
  paced.schedule(again);
  vi.advanceTimersByTime(1_000);
  expect(ranAtMs).toEqual([16, 232, 448, 664, 880]);
});

test('after a rest the next one runs at once again', () => {
  const paced = createPacedScheduler(frames, 200);
  const task = vi.fn<() => void>();
  paced.schedule(task);
  vi.advanceTimersByTime(1_000);
  paced.schedule(task);
  vi.advanceTimersByTime(16);
  expect(task).toHaveBeenCalledTimes(2);
});

test('what was called off does not run, before its time and in its frame', () => {
  const paced = createPacedScheduler(frames, 200);
  const task = vi.fn<() => void>();
  paced.schedule(task)();
  paced.schedule(() => undefined);
  vi.advanceTimersByTime(20);
  const cancel = paced.schedule(task);
  vi.advanceTimersByTime(205);
  cancel();
  vi.advanceTimersByTime(500);
  expect(task).not.toHaveBeenCalled();
});
