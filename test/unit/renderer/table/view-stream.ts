/**
 * Random streams of what happens to a table and its view, and the order by the book: everything filtered, everything
 * sorted, everything grouped anew, with no cache and no merging.
 */
import { shownTextColumn } from '#contract/filter/types';
import * as fc from 'fast-check';
import { expect, vi } from 'vitest';
import { createColumnTable, type OwnedColumnTable } from '#renderer/table/column-table.ts';
import { readAs } from '#renderer/table/sort-keys.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, RowFilter, RowNumber, SortKey, SortType, TableView } from '#renderer/table/types.ts';
import { filterWords } from './filter-words.ts';
import { createManualScheduler } from './manual-scheduler.ts';

const collator = new Intl.Collator('en', { numeric: true });
const keys = 'a b c d e f g h i j k l m n o p q r s t'.split(' ');
const columns = ['name', 'level', 'team'] as const;

const sortTypes: Readonly<Record<string, readonly (SortType | undefined)[]>> = {
  plain: [undefined, undefined, undefined],
  typed: ['text', 'number', { values: ['red', 'blue', null] }],
  other: ['time', 'boolean', 'text'],
};

/** Filters of every kind: of one column, of two with an unknown answer, of time. */
const filters: Readonly<Record<string, RowFilter | undefined>> = {
  none: undefined,
  team: { columns: new Set(['team']), dependsOnTime: false, test: (read) => read('team') === 'red' },
  unknown: {
    columns: new Set(['team', 'level']),
    dependsOnTime: false,
    test: (read) => {
      const level = read('level');
      return typeof level === 'number' ? level > 0 || read('team') === 'blue' : undefined;
    },
  },
  text: filterWords('ada'),
  otherText: filterWords('b'),
  time: {
    columns: new Set(['level']),
    dependsOnTime: true,
    test: (read, nowMs) => {
      const level = read('level');
      return typeof level === 'number' ? (Math.floor(nowMs / 1_000) + level) % 2 === 0 : undefined;
    },
  },
};

const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'red',
    'blue',
    'Ada',
    'ada 10',
    'ada 9',
    '7',
    '007',
    'yes',
    'Ünal',
    'U\u0308nal',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', 'B'), maxLength: 4 }),
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(Number.NaN, true, false),
);
const direction = fc.constantFrom('ascending' as const, 'descending' as const);
const sortKey = fc.record({ column: fc.constantFrom(...columns, 'missing'), direction });

const step = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      key: fc.constantFrom(...keys),
      column: fc.constantFrom(...columns),
      value,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('leave' as const, 'release' as const),
      key: fc.constantFrom(...keys),
    }),
  },
  fc.record({ kind: fc.constant('sort' as const), sort: fc.array(sortKey, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('group' as const), group: fc.option(sortKey, { nil: undefined }) }),
  fc.record({ kind: fc.constant('types' as const), types: fc.constantFrom(...Object.keys(sortTypes)) }),
  fc.record({ kind: fc.constant('filter' as const), filter: fc.constantFrom(...Object.keys(filters)) }),
  fc.record({ kind: fc.constant('collapse' as const), place: fc.nat(9), isCollapsed: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('freeze' as const, 'thaw' as const, 'apply' as const) }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('frame' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('second' as const) }) },
);

export const stream = fc.array(step, { maxLength: 80, size: 'max' });
export type Stream = readonly (typeof step extends fc.Arbitrary<infer One> ? One : never)[];

/** A part that does not do what it should, to see that it is found out. */
export interface Fault {
  table?: (table: OwnedColumnTable) => Partial<OwnedColumnTable>;
  view?: (view: TableView) => Partial<TableView>;
}

/** Runs a stream and compares after each frame; throws where view and book disagree. */
export function runStream(steps: Stream, fault: Fault = {}): void {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  let types = sortTypes['plain']!;
  let clockMs = 0;
  const now = (): number => clockMs;
  const typeOf = (column: string): SortType | undefined => types[columns.indexOf(column as (typeof columns)[number])];
  const sound = createTableView({ ...table, ...fault.table?.(table) }, { collator, sortTypeOf: typeOf, now });
  // Time goes on for whoever looks alone.
  sound.subscribe(() => undefined);
  const view: TableView = { ...sound, ...fault.view?.(sound) };
  let thaw: (() => void) | undefined;
  let heldOrder: readonly RowNumber[] | undefined;
  let heldNames: readonly string[] = [];

  function hold(): void {
    heldOrder = thaw && [...view.order()];
    heldNames = (heldOrder ?? []).map((row) => table.keyOf(row));
  }

  function settle(): void {
    clockMs += 1_000;
    scheduler.drawFrame();
    // Long enough for whatever looks at the time.
    vi.advanceTimersByTime(1_250);
    const book = recompute(table, view, typeOf, clockMs);
    expect([...view.matching()], 'matching').toEqual(book.order);
    if (heldOrder) {
      expect([...view.order()], 'held').toEqual(heldOrder);
      expect(
        heldOrder.map((row) => table.keyOf(row)),
        'who is held',
      ).toEqual(heldNames);
      expect(view.pendingMoves(), 'moves').toBe(countMovesByTheBook(heldOrder, book.order));
      const departing = heldOrder.filter((row) => view.isDeparting(row));
      expect(departing, 'departing').toEqual(heldOrder.filter((row) => !book.order.includes(row)));
    } else {
      expect([...view.order()], 'order').toEqual(book.order);
      expect(view.pendingMoves()).toBe(0);
      expect(describeEntries(view), 'entries').toEqual(book.entries);
      for (const head of view.entries().filter((entry) => entry < 0))
        expect([...view.matchingInGroup(head)], 'matching in a group').toEqual([...view.groupRows(head)]);
    }
  }

  try {
    for (const one of steps) {
      switch (one.kind) {
        case 'write':
          table.write(table.ensureRow(one.key), one.column, one.value, clockMs);
          continue;
        case 'leave':
        case 'release': {
          const row = table.findRow(one.key);
          if (row === undefined) continue;
          table.removeRow(row);
          if (one.kind === 'release') table.release(row);
          continue;
        }
        case 'sort':
          view.setSort(one.sort);
          break;
        case 'group':
          view.setGroup(one.group);
          break;
        case 'types':
          types = sortTypes[one.types]!;
          view.setSortTypes(typeOf);
          break;
        case 'filter':
          view.setFilter(filters[one.filter]);
          break;
        case 'collapse': {
          const heads = [...view.entries()].filter((entry) => entry < 0);
          const head = heads[one.place % Math.max(1, heads.length)];
          if (head !== undefined) view.setCollapsed(head, one.isCollapsed);
          continue;
        }
        case 'freeze':
          thaw ??= view.freeze('test');
          break;
        case 'thaw':
          thaw?.();
          thaw = undefined;
          break;
        case 'apply':
          view.applyOrder();
          break;
        case 'frame':
          settle();
          continue;
        case 'second':
          vi.advanceTimersByTime(1_000);
          continue;
        default:
          one satisfies never;
      }
      // Whatever is asked for by hand moves at once, and is held from then on.
      hold();
    }
    thaw?.();
    thaw = undefined;
    hold();
    settle();
  } finally {
    view.dispose();
    table.dispose();
  }
}

interface Book {
  order: RowNumber[];
  /** Heads as texts, rows as numbers. */
  entries: (string | RowNumber)[];
}

function readOrJoin(table: OwnedColumnTable, row: RowNumber, column: string): CellValue {
  if (column !== shownTextColumn) return table.read(row, column);
  const cells = table.columns().map((name) => table.read(row, name));
  return cells
    .filter((cell) => typeof cell === 'string')
    .join('\n')
    .toLowerCase();
}

function recompute(
  table: OwnedColumnTable,
  view: TableView,
  typeOf: (column: string) => SortType | undefined,
  nowMs: number,
): Book {
  const filter = view.filter();
  const group = view.group();
  const order = table
    .rows()
    .filter((row) => !filter || filter.test((column) => readOrJoin(table, row, column), nowMs) === true)
    .sort((one, other) => {
      for (const key of group ? [group, ...view.sort()] : view.sort()) {
        const type = typeOf(key.column);
        const read = (row: RowNumber): CellValue => readAs(type, table.read(row, key.column));
        const difference = compareByTheBook(read(one), read(other), key, type);
        if (difference !== 0) return difference;
      }
      return table.ordinalOf(one) - table.ordinalOf(other);
    });
  if (!group) return { order, entries: order };
  const byValue = new Map<CellValue, RowNumber[]>();
  for (const row of order) {
    const own = readAs(typeOf(group.column), table.read(row, group.column));
    byValue.set(own, [...(byValue.get(own) ?? []), row]);
  }
  const collapsed = new Set(listHeads(view).flatMap(({ value: own, isCollapsed }) => (isCollapsed ? [own] : [])));
  const entries = [...byValue].flatMap(([own, rows]) => [
    nameHead(own, rows.length),
    ...(collapsed.has(own) ? [] : rows),
  ]);
  return { order, entries };
}

function compareByTheBook(one: CellValue, other: CellValue, key: SortKey, type: SortType | undefined): number {
  const listed = typeof type === 'object' ? type.values : [];
  const rank = (cell: CellValue): number => {
    if (cell === undefined) return 4;
    if (cell === null) return 3;
    if (typeof type === 'object') return listed.includes(cell) ? 0 : 2;
    return typeof cell === 'number' ? 0 : typeof cell === 'boolean' ? 1 : 2;
  };
  const [a, b] = [rank(one), rank(other)];
  const sign = key.direction === 'ascending' ? 1 : -1;
  if (a !== b) return a > 2 || b > 2 ? a - b : sign * (a - b);
  if (a > 2) return 0;
  if (a === 2) {
    const [x, y] = [String(one), String(other)];
    return sign * (collator.compare(x, y) || (x < y ? -1 : x > y ? 1 : 0));
  }
  if (typeof type === 'object') return sign * (listed.indexOf(one) - listed.indexOf(other));
  return sign * (Number(one) - Number(other));
}

function listHeads(view: TableView) {
  return [...view.entries()].filter((entry) => entry < 0).map((entry) => view.groupHead(entry)!);
}

function describeEntries(view: TableView): (string | RowNumber)[] {
  return [...view.entries()].map((entry) => {
    const head = view.groupHead(entry);
    return head ? nameHead(head.value, head.count) : entry;
  });
}

function nameHead(own: CellValue, count: number): string {
  return `${typeof own} ${String(own)}: ${count}`;
}

/** Everything that is not in the longest common run comes, goes or moves. */
function countMovesByTheBook(before: readonly RowNumber[], after: readonly RowNumber[]): number {
  const common = before.filter((row) => after.includes(row)).map((row) => after.indexOf(row));
  const longest: number[] = [];
  common.forEach((place, index) => {
    longest[index] = 1 + Math.max(0, ...common.slice(0, index).map((other, at) => (other < place ? longest[at]! : 0)));
  });
  const going = before.length - common.length;
  const coming = after.length - common.length;
  return going + coming + common.length - Math.max(0, ...longest);
}
