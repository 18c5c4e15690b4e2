import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFrameScheduler } from '#renderer/table/frame-scheduler.ts';

let frames: Map<number, FrameRequestCallback>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Map();
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => {
    frames.set(frames.size + 1, run);
    return frames.size;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.delete(id));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the frame scheduler', () => {
  it('runs with the next frame, once', () => {
    const task = vi.fn();
    createFrameScheduler().schedule(task);
    for (const run of frames.values()) run(0);
    vi.advanceTimersByTime(5_000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('runs after a second where there are no frames', () => {
    const task = vi.fn();
    createFrameScheduler().schedule(task);
    vi.advanceTimersByTime(999);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
    expect(frames.size).toBe(0);
  });

  it('can be called off', () => {
    const task = vi.fn();
    createFrameScheduler().schedule(task)();
    vi.advanceTimersByTime(5_000);
    expect(frames.size).toBe(0);
    expect(task).not.toHaveBeenCalled();
  });
});
