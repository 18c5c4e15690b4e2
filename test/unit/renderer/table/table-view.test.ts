import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createColumnTable, type OwnedColumnTable } from '#renderer/table/column-table.ts';
import { compareValues, countMoves, isMissing } from '#renderer/table/row-order.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, RowNumber, SortKey } from '#renderer/table/types.ts';
import { createManualScheduler } from './manual-scheduler.ts';

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

/** The order by the book: filter everything, sort everything. */
function recompute(table: OwnedColumnTable, sort: SortKey | undefined, filter: string): RowNumber[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = table.rows();
  const kept = rows.filter((row) =>
    words.every((word) =>
      table.columns().some((column) => {
        const value = table.read(row, column);
        return typeof value === 'string' && value.toLowerCase().includes(word);
      }),
    ),
  );
  if (!sort) return kept;
  const place = new Map(rows.map((row, index) => [row, index]));
  return kept.sort((one, other) => {
    const [a, b] = [table.read(one, sort.column), table.read(other, sort.column)];
    if (isMissing(a) || isMissing(b)) {
      if (isMissing(a) && isMissing(b)) return place.get(one)! - place.get(other)!;
      return isMissing(a) ? 1 : -1;
    }
    const difference = compareValues(a, b, collator);
    if (difference === 0) return place.get(one)! - place.get(other)!;
    return sort.direction === 'ascending' ? difference : -difference;
  });
}

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const columns = ['name', 'level'] as const;
const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom(undefined, null, '', 'Ada', 'ada 10', 'ada 9', 'Bob', 'Ünal'),
  fc.integer({ min: -2, max: 2 }),
  fc.constant(Number.NaN),
  fc.boolean(),
);
type Step =
  | { kind: 'write'; key: string; column: string; value: CellValue }
  | { kind: 'remove' | 'release'; key: string }
  | { kind: 'sort'; sort: SortKey | undefined }
  | { kind: 'filter'; text: string }
  | { kind: 'frame' };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      key: fc.constantFrom(...keys),
      column: fc.constantFrom(...columns),
      value,
    }),
  },
  fc.record({ kind: fc.constantFrom('remove' as const, 'release' as const), key: fc.constantFrom(...keys) }),
  fc.record({
    kind: fc.constant('sort' as const),
    sort: fc.option(
      fc.record({
        column: fc.constantFrom(...columns, 'missing'),
        direction: fc.constantFrom('ascending' as const, 'descending' as const),
      }),
      { nil: undefined },
    ),
  }),
  fc.record({ kind: fc.constant('filter' as const), text: fc.constantFrom('', 'ada', 'ADA 1', 'o B', 'zzz') }),
  { weight: 4, arbitrary: fc.constant({ kind: 'frame' as const }) },
);

describe('the order', () => {
  it('equals a full recompute after any steps', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { table, view, settle } = setUp();
        for (const one of steps) {
          if (one.kind === 'write') table.write(table.ensureRow(one.key), one.column, one.value, 1);
          else if (one.kind === 'sort') view.setSort(one.sort);
          else if (one.kind === 'filter') view.setQuickFilter(one.text);
          else if (one.kind === 'frame') {
            settle();
            expect(view.order()).toEqual(recompute(table, view.sort(), view.quickFilter()));
          } else {
            const row = table.findRow(one.key);
            if (row === undefined) continue;
            table.removeRow(row);
            if (one.kind === 'release') table.release(row);
          }
        }
        settle();
        expect(view.order()).toEqual(recompute(table, view.sort(), view.quickFilter()));
      }),
      { numRuns: 400 },
    );
  });

  it('puts what is unknown last in both directions', () => {
    const { table, view, settle } = setUp();
    const rows = [null, 2, undefined, 10, 1].map((level, index) => {
      const row = table.ensureRow(String(index));
      table.write(row, 'level', level, 1);
      return row;
    });
    settle();
    view.setSort({ column: 'level', direction: 'ascending' });
    expect(view.order()).toEqual([4, 1, 3, 0, 2].map((index) => rows[index]));
    view.setSort({ column: 'level', direction: 'descending' });
    expect(view.order()).toEqual([3, 1, 4, 0, 2].map((index) => rows[index]));
  });

  it('shows the first rows at once, however lately it was sorted', () => {
    const { scheduler, table, view } = setUp();
    view.setSort({ column: 'name', direction: 'ascending' });
    table.write(table.ensureRow('a'), 'name', 'Ada', 1);
    scheduler.drawFrame();
    expect(view.order()).toHaveLength(1);
  });

  it('stays the same array while nothing moves, and moves at most every 250 ms', () => {
    const { table, view, scheduler, settle } = setUp();
    const [a, b] = [table.ensureRow('a'), table.ensureRow('b')];
    settle();
    view.setSort({ column: 'level', direction: 'descending' });
    const told = vi.fn();
    view.subscribe(told);
    const before = view.order();
    table.write(a, 'name', 'x', 1);
    settle();
    expect(view.order()).toBe(before);
    expect(told).not.toHaveBeenCalled();
    table.write(b, 'level', 1, 1);
    scheduler.drawFrame();
    expect(view.order()).toEqual([b, a]);
    table.write(a, 'level', 2, 1);
    scheduler.drawFrame();
    expect(view.order(), 'too soon after the last move').toEqual([b, a]);
    vi.advanceTimersByTime(250);
    expect(view.order()).toEqual([a, b]);
    expect(told).toHaveBeenCalledTimes(2);
  });
});

describe('holding still', () => {
  it('keeps the order, counts what waits, and moves on release', () => {
    const { table, view, settle } = setUp();
    const rows = ['a', 'b', 'c'].map((key) => table.ensureRow(key));
    const [a, b, c] = rows as [number, number, number];
    settle();
    view.setSort({ column: 'level', direction: 'descending' });
    const release = view.freeze('pointer');
    const releaseOther = view.freeze('editor');
    table.write(c, 'level', 5, 1);
    settle();
    expect(view.order()).toEqual([a, b, c]);
    expect(view.pendingMoves()).toBe(1);
    table.removeRow(b);
    settle();
    expect(view.order(), 'a row that went keeps its place').toEqual([a, b, c]);
    expect(view.pendingMoves()).toBe(2);
    release();
    release();
    expect(view.isFrozen()).toBe(true);
    expect(view.order()).toEqual([a, b, c]);
    releaseOther();
    expect(view.isFrozen()).toBe(false);
    expect(view.order()).toEqual([c, a]);
    expect(view.pendingMoves()).toBe(0);
  });

  it('applies on demand, and sorts at once when asked', () => {
    const { table, view, settle } = setUp();
    const [a, b] = [table.ensureRow('a'), table.ensureRow('b')];
    table.write(a, 'level', 1, 1);
    table.write(b, 'level', 2, 1);
    settle();
    view.freeze('pointer');
    view.setSort({ column: 'level', direction: 'descending' });
    expect(view.order()).toEqual([b, a]);
    table.write(a, 'level', 3, 1);
    settle();
    expect(view.pendingMoves()).toBe(1);
    view.applyOrder();
    expect(view.order()).toEqual([a, b]);
    expect(view.isFrozen()).toBe(true);
  });
});

describe('countMoves', () => {
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
