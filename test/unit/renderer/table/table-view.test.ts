import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createMoveCounter } from '#renderer/table/row-order.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { RowFilter, SortKey } from '#renderer/table/types.ts';
import { createManualScheduler } from './manual-scheduler.ts';
import { runStream, stream, type Fault, type Stream } from './view-stream.ts';

const collator = new Intl.Collator('en', { numeric: true });

function setUp() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const view = createTableView(table, { collator });
  function settle(): void {
    scheduler.drawFrame();
    vi.advanceTimersByTime(500);
  }
  return { scheduler, table, view, settle };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Somebody who goes for good while the order is held, and whose place is put in order by hand before that is told. */
const releasedWhileHeld: Stream = [
  { kind: 'freeze' },
  { kind: 'write', key: 'r', column: 'name', value: 1 },
  { kind: 'frame' },
  { kind: 'release', key: 'r' },
  { kind: 'apply' },
  { kind: 'write', key: 'a', column: 'name', value: 0 },
  { kind: 'frame' },
];

describe('the order', () => {
  it('equals a full recompute after any stream', () => {
    fc.assert(
      fc.property(stream, (steps) => runStream(steps)),
      { numRuns: 1_000, examples: [[releasedWhileHeld]] },
    );
  });

  it.each<[string, Fault]>([
    ['changes that are not told', { table: () => ({ stampOf: () => 0 }) }],
    ['rows without a place of their own', { table: () => ({ ordinalOf: () => 0 }) }],
    ['rows that never go', { table: () => ({ has: () => true }) }],
    ['numbers that are given away while they are shown', { table: () => ({ guardRelease: () => () => undefined }) }],
    ['a hold that holds nothing', { view: () => ({ freeze: () => () => undefined }) }],
    [
      'a filter that forgets time',
      { view: ({ setFilter }) => ({ setFilter: (filter) => setFilter(forgetTime(filter)) }) },
    ],
    ['a second key that is left out', { view: ({ sort }) => ({ sort: () => sort().slice(0, 1) }) }],
    ['groups in another direction', { view: ({ group }) => ({ group: () => turn(group()) }) }],
  ])('control: the streams find %s', (_name, fault) => {
    expect(
      fc.check(
        fc.property(stream, (steps) => runStream(steps, fault)),
        { numRuns: 5_000, endOnFailure: true, seed: 1 },
      ).failed,
    ).toBe(true);
  });

  it('puts what is unknown last in both directions', () => {
    const { table, view, settle } = setUp();
    const rows = [null, 2, undefined, 10, 1].map((level, index) => {
      const row = table.ensureRow(String(index));
      table.write(row, 'level', level, 1);
      return row;
    });
    settle();
    view.setSort([{ column: 'level', direction: 'ascending' }]);
    expect([...view.order()]).toEqual([4, 1, 3, 0, 2].map((index) => rows[index]));
    view.setSort([{ column: 'level', direction: 'descending' }]);
    expect([...view.order()]).toEqual([3, 1, 4, 0, 2].map((index) => rows[index]));
  });

  it('shows the first rows at once, however lately it was sorted', () => {
    const { scheduler, table, view } = setUp();
    view.setSort([{ column: 'name', direction: 'ascending' }]);
    table.write(table.ensureRow('a'), 'name', 'Ada', 1);
    scheduler.drawFrame();
    expect(view.order()).toHaveLength(1);
  });

  it('stays the same array while nothing moves, and moves at most every 250 ms', () => {
    const { table, view, scheduler, settle } = setUp();
    const [a, b] = [table.ensureRow('a'), table.ensureRow('b')];
    settle();
    view.setSort([{ column: 'level', direction: 'descending' }]);
    const told = vi.fn();
    view.subscribe(told);
    const before = view.order();
    table.write(a, 'name', 'x', 1);
    settle();
    expect(view.order()).toBe(before);
    expect(told).not.toHaveBeenCalled();
    table.write(b, 'level', 1, 1);
    scheduler.drawFrame();
    expect([...view.order()]).toEqual([b, a]);
    table.write(a, 'level', 2, 1);
    scheduler.drawFrame();
    expect([...view.order()], 'too soon after the last move').toEqual([b, a]);
    vi.advanceTimersByTime(250);
    expect([...view.order()]).toEqual([a, b]);
    expect(told).toHaveBeenCalledTimes(2);
  });
});

it('looks at the time only while somebody looks at it, and at once when somebody does again', () => {
  const { table, view, settle } = setUp();
  const row = table.ensureRow('a');
  settle();
  const startMs = Date.now();
  const test: RowFilter['test'] = (_read, nowMs) => nowMs - startMs < 60_000;
  view.setFilter({ columns: new Set(['level']), dependsOnTime: true, test });
  expect([...view.order()]).toEqual([row]);
  expect(vi.getTimerCount(), 'nothing keeps a view that nobody has').toBe(0);
  vi.advanceTimersByTime(59_000);
  const stop = view.subscribe(() => undefined);
  vi.advanceTimersByTime(0);
  expect([...view.order()]).toEqual([row]);
  vi.advanceTimersByTime(1_000);
  expect([...view.order()]).toEqual([]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

describe('holding still', () => {
  it('keeps the order, counts what waits, and moves on release', () => {
    const { table, view, settle } = setUp();
    const rows = ['a', 'b', 'c'].map((key) => table.ensureRow(key));
    const [a, b, c] = rows as [number, number, number];
    settle();
    view.setSort([{ column: 'level', direction: 'descending' }]);
    const release = view.freeze('pointer');
    const releaseOther = view.freeze('editor');
    table.write(c, 'level', 5, 1);
    settle();
    expect([...view.order()]).toEqual([a, b, c]);
    expect(view.pendingMoves()).toBe(1);
    table.removeRow(b);
    settle();
    expect([...view.order()], 'a row that went keeps its place').toEqual([a, b, c]);
    expect(view.pendingMoves()).toBe(2);
    release();
    release();
    expect(view.isFrozen()).toBe(true);
    expect([...view.order()]).toEqual([a, b, c]);
    releaseOther();
    expect(view.isFrozen()).toBe(false);
    expect([...view.order()]).toEqual([c, a]);
    expect(view.pendingMoves()).toBe(0);
  });

  it('holds a filter back that comes later than it was asked for, and shows it on release', () => {
    const { table, view, settle } = setUp();
    const [a, b] = [table.ensureRow('a'), table.ensureRow('b')];
    table.write(a, 'level', 1, 1);
    table.write(b, 'level', 2, 1);
    settle();
    const only = (level: number): RowFilter => ({
      columns: new Set(['level']),
      dependsOnTime: false,
      test: (read) => read('level') === level,
    });
    const release = view.freeze('pointer');
    view.settleFilter(only(2));
    expect([...view.order()]).toEqual([a, b]);
    expect([view.pendingMoves(), view.isDeparting(a)]).toEqual([1, true]);
    release();
    expect([...view.order()]).toEqual([b]);
    view.settleFilter(only(1));
    expect([...view.order()], 'nothing holds it').toEqual([a]);
    view.freeze('pointer');
    view.setFilter(only(2));
    expect([...view.order()], 'control: one that is asked for counts at once').toEqual([b]);
  });

  it('applies on demand, and sorts at once when asked', () => {
    const { table, view, settle } = setUp();
    const [a, b] = [table.ensureRow('a'), table.ensureRow('b')];
    table.write(a, 'level', 1, 1);
    table.write(b, 'level', 2, 1);
    settle();
    view.freeze('pointer');
    view.setSort([{ column: 'level', direction: 'descending' }]);
    expect([...view.order()]).toEqual([b, a]);
    table.write(a, 'level', 3, 1);
    settle();
    expect(view.pendingMoves()).toBe(1);
    view.applyOrder();
    expect([...view.order()]).toEqual([a, b]);
    expect(view.isFrozen()).toBe(true);
  });
});

function turn(key: SortKey | undefined): SortKey | undefined {
  return key && { ...key, direction: key.direction === 'ascending' ? 'descending' : 'ascending' };
}

function forgetTime(filter: RowFilter | undefined): RowFilter | undefined {
  return filter && { ...filter, dependsOnTime: false };
}

describe('counting moves', () => {
  const counter = createMoveCounter();
  const countMoves = (before: readonly number[], after: readonly number[]): number =>
    counter(Int32Array.from(before), Int32Array.from(after));
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 12 }));

  it('is none for equal orders and never more than all', () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        expect(countMoves(before, before)).toBe(0);
        const all = new Set([...before, ...after]).size;
        expect(countMoves(before, after)).toBeLessThanOrEqual(all);
        expect(countMoves(before, after)).toBe(countMoves(after, before));
      }),
    );
  });

  it('counts one for one row that jumps', () => {
    expect(countMoves([1, 2, 3, 4, 5], [5, 1, 2, 3, 4])).toBe(1);
    expect(countMoves([1, 2, 3], [1, 3])).toBe(1);
    expect(countMoves([1, 2], [2, 1, 9])).toBe(2);
  });
});
