import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runSlices } from '#renderer/lib/time-slices.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const items = Array.from({ length: 100 }, (_, index) => index);

it('does a short list at once, and a long one in pieces with room between them', () => {
  const done: number[] = [];
  const end = vi.fn();
  runSlices(items, (item) => done.push(item), end);
  expect(done).toEqual(items);
  expect(end).toHaveBeenCalledOnce();

  let at = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => at);
  const slow: number[] = [];
  runSlices(
    items,
    (item) => {
      slow.push(item);
      at += 1;
    },
    end,
  );
  expect(slow.length).toBeLessThan(items.length);
  expect(end).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(slow).toEqual(items);
  expect(end).toHaveBeenCalledTimes(2);
});

it('is stopped between two pieces, and then tells no end', () => {
  let at = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (at += 10));
  const done: number[] = [];
  const end = vi.fn();
  const stop = runSlices(items, (item) => done.push(item), end);
  stop();
  vi.runAllTimers();
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(items.length);
  expect(end).not.toHaveBeenCalled();
});
