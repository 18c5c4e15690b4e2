import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { compareValues } from '#renderer/table/compare-values.ts';
import { countMoves } from '#renderer/table/count-moves.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, ColumnTable, SortKey, TableView } from '#renderer/table/types.ts';
import { createManualTime } from './manual-scheduler.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function makeView() {
  const time = createManualTime();
  const table = createColumnTable({ scheduler: time });
  const view = createTableView(table, { collator, after: time.after });
  return { time, table, view, keys: () => view.order().map((row) => table.keyOf(row)) };
}

/** The order as a full sort of everything gives it. */
function recompute(table: ColumnTable, view: TableView): string[] {
  const words = view.quickFilter().toLowerCase().split(/\s+/).filter(Boolean);
  const sort = view.sort();
  return [...table.rows()]
    .filter((row) => {
      const text = table
        .columns()
        .map((column) => String(table.read(row, column) ?? ''))
        .join('\n')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) =>
      sort
        ? compareValues(table.read(a, sort.column), table.read(b, sort.column), sort.direction, collator) || a - b
        : a - b,
    )
    .map((row) => table.keyOf(row));
}

const cell: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom(undefined, null, '', 'red', 'Blue', 'item 2', 'item 10', true, false),
  fc.integer({ min: -3, max: 3 }),
);
const key = fc.constantFrom('amara', 'jonas', 'mei', 'pascal', 'róisín', 'wim', 'zoë');
const sorts = fc.option(
  fc.record({ column: fc.constantFrom('a', 'b'), direction: fc.constantFrom('ascending', 'descending') }),
  { nil: undefined },
) as fc.Arbitrary<SortKey | undefined>;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write' as const), key, column: fc.constantFrom('a', 'b'), value: cell }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sort' as const), sort: sorts }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('filter' as const), text: fc.constantFrom('', 'red', 'item', 'e m') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const) }) },
);

describe('table view', () => {
  it('always ends in the order of a full recompute, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { time, table, view, keys } = makeView();
        for (const [index, action] of steps.entries()) {
          if (action.do === 'write') table.write(table.ensureRow(action.key), action.column, action.value, index);
          else if (action.do === 'remove') table.removeRow(table.findRow(action.key) ?? -1);
          else if (action.do === 'sort') view.setSort(action.sort);
          else if (action.do === 'filter') view.setQuickFilter(action.text);
          else time.pass();
        }
        time.pass();
        expect(keys()).toEqual(recompute(table, view));
      }),
      { numRuns: 500 },
    );
  });

  it('holds every row still while frozen, counts what would move, and catches up when asked or let go', () => {
    const { time, table, view, keys } = makeView();
    view.setSort({ column: 'a', direction: 'ascending' });
    for (const [index, name] of ['amara', 'jonas', 'mei'].entries()) table.write(table.ensureRow(name), 'a', index, 1);
    time.pass();
    const release = view.freeze('pointer');
    const before = view.order();
    table.write(table.ensureRow('amara'), 'a', 9, 2);
    table.write(table.ensureRow('wim'), 'a', -1, 2);
    time.pass();
    expect(view.order()).toBe(before);
    expect(view.pendingMoves()).toBe(2);
    view.applyOrder();
    expect(keys()).toEqual(['wim', 'jonas', 'mei', 'amara']);
    expect(view.pendingMoves()).toBe(0);
    table.write(table.ensureRow('wim'), 'a', 99, 3);
    time.pass();
    expect(keys()[0]).toBe('wim');
    release();
    expect(keys()).toEqual(['jonas', 'mei', 'amara', 'wim']);
  });

  it('puts unknown and nothing-to-know last in both directions', () => {
    const { time, table, view, keys } = makeView();
    const values: [string, CellValue][] = [
      ['unknown', undefined],
      ['nothing', null],
      ['two', 2],
      ['ten', 10],
    ];
    for (const [name, value] of values) table.write(table.ensureRow(name), 'a', value, 1);
    time.pass();
    view.setSort({ column: 'a', direction: 'ascending' });
    expect(keys()).toEqual(['two', 'ten', 'unknown', 'nothing']);
    view.setSort({ column: 'a', direction: 'descending' });
    expect(keys()).toEqual(['ten', 'two', 'unknown', 'nothing']);
  });
});

describe('countMoves', () => {
  it.each([
    ['equal', [1, 2, 3], [1, 2, 3], 0],
    ['one moved to the end', [1, 2, 3, 4], [2, 3, 4, 1], 1],
    ['reversed', [1, 2, 3], [3, 2, 1], 2],
    ['one came, one went', [1, 2, 3], [2, 3, 4], 2],
    ['all new', [1, 2], [3, 4], 4],
  ])('%s', (_what, before, after, moves) => {
    expect(countMoves(before, after)).toBe(moves);
  });
});
