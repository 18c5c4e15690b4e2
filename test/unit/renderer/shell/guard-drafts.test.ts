import { expect, it } from 'vitest';
import { guardDrafts } from '#renderer/features/shell/guard-drafts.ts';

it('refuses to be unloaded while there are drafts, and tells each new count once', () => {
  const page = new EventTarget();
  const reports: number[] = [];
  const listeners = new Set<() => void>();
  let draftCount = 0;
  const stop = guardDrafts({
    page,
    count: () => draftCount,
    subscribe: (listener) => {
      listeners.add(listener);
      return [() => void listeners.delete(listener)];
    },
    report: (count) => reports.push(count),
  });
  const tryToUnload = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const setCount = (next: number): void => {
    draftCount = next;
    for (const listener of listeners) listener();
  };
  expect(tryToUnload(), 'control: nothing to lose').toBe(true);
  setCount(2);
  setCount(2);
  expect(tryToUnload()).toBe(false);
  setCount(0);
  expect(tryToUnload()).toBe(true);
  expect(reports).toEqual([2, 0]);
  setCount(1);
  stop();
  expect(tryToUnload()).toBe(true);
  expect(listeners.size).toBe(0);
});
