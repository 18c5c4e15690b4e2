import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shownTextColumn } from '#contract/filter/types';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { RowFilter } from '#renderer/table/types.ts';
import { createManualScheduler } from './manual-scheduler.ts';

let clockMs = 0;
let asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
  asked = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Takes a millisecond for each row. */
const slow: RowFilter = {
  columns: new Set([shownTextColumn]),
  dependsOnTime: false,
  test(read) {
    clockMs += 1;
    asked.push(String(read(shownTextColumn)));
    return true;
  },
};

function createView(rows: number) {
  const table = createColumnTable({ scheduler: createManualScheduler() });
  for (let index = 0; index < rows; index++) table.write(table.ensureRow(`${index}`), 'name', `Name ${index}`, 0);
  return createTableView(table);
}

it('asks many rows in short pieces, each with all that it shows, and tells when all were asked', () => {
  const view = createView(100);
  const onReady = vi.fn();
  view.prepareFilter(slow, onReady);
  let most = asked.length;
  while (vi.getTimerCount() > 0) {
    expect(onReady).not.toHaveBeenCalled();
    const before = asked.length;
    vi.runOnlyPendingTimers();
    most = Math.max(most, asked.length - before);
  }
  expect(onReady).toHaveBeenCalledOnce();
  expect(asked.toSorted()).toEqual(Array.from({ length: 100 }, (_, index) => `name ${index}`).toSorted());
  expect(most).toBeLessThanOrEqual(10);
});

it('is ready at once where that is short, or no text is looked into; stopped, it never is', () => {
  const onReady = vi.fn();
  createView(3).prepareFilter(slow, onReady);
  expect(onReady).toHaveBeenCalledTimes(1);
  const view = createView(100);
  view.prepareFilter({ ...slow, columns: new Set(['name']) }, onReady);
  view.prepareFilter(undefined, onReady);
  expect(onReady).toHaveBeenCalledTimes(3);
  const stop = view.prepareFilter(slow, onReady);
  stop();
  vi.runAllTimers();
  expect(onReady).toHaveBeenCalledTimes(3);
});
