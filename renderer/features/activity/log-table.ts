/**
 * A log as a columnar table with its view: rows come as whole lists and only what is new in them is written. It keeps the
 * rows themselves too, for whoever draws them. It knows no kind of row.
 */
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import { createGoneRows } from '#renderer/table/gone-rows.ts';
import { createMarkSet, type MarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, ColumnTable, RowNumber, SortKey, TableView } from '#renderer/table/types.ts';

/** What a log's rows are read by. */
export interface LogShape<Row> {
  keyOf: (row: Row) => string | number;
  /** What the words are sought in. */
  textOf: (row: Row) => string;
  columns: readonly { name: string; read?: (row: Row) => CellValue }[];
}

export interface LogTable<Row> {
  table: ColumnTable;
  /** Newest first where rows are alike, or are not sorted at all; its `sort` tells what was asked for alone. */
  view: TableView;
  /** A marked row whose log has dropped it stays marked, until it is unmarked. */
  marks: MarkSet;
  /**
   * Takes the list as it is now, oldest first. `isGrowing`: rows never change, they come at either end and go at the
   * beginning, so that most of the list need not be looked at.
   */
  feed(rows: readonly Row[], shape: LogShape<Row>, isGrowing: boolean): void;
  /** The row of a key, also while it is shown only because the order is held. */
  rowOf(key: string): Row | undefined;
  /** Moves when a row that is there was replaced by a newer one. */
  version(): number;
  subscribe(listener: () => void): () => void;
}

/** The columns behind all others: where a row stands in its log, all of its words, and how often it was replaced. */
const placeColumn = '\u0000place';
const textColumn = '\u0000text';
/** What is drawn of a row that changes in place has to read it too. */
export const versionColumn = '\u0000version';
/** A log that is written fast does not keep the numbers of all that it has dropped in the last minutes. */
const mostGone = 5_000;
const newestFirst: SortKey = { column: placeColumn, direction: 'descending' };

export function createLogTable<Row>(deps: { scheduler?: FrameScheduler } = {}): LogTable<Row> {
  const table = createColumnTable(deps);
  const view = createTableView(table, {
    describeCell: (column, value) => (column === textColumn && typeof value === 'string' ? value : ''),
  });
  view.setSort([newestFirst]);
  const marks = createMarkSet(table);
  const goneRows = createGoneRows(table, mostGone);
  const listeners = new Set<() => void>();
  const numbers = new Map<string, RowNumber>();
  /** By number; both stay until the number is another row's. */
  const written: { row: Row; key: string }[] = [];
  let asked: readonly SortKey[] = [];
  let fed: readonly Row[] = [];
  let firstPlace = 0;
  let nextPlace = 0;
  let version = 0;

  function write(row: Row, shape: LogShape<Row>, place: () => number): void {
    const key = String(shape.keyOf(row));
    const known = table.findRow(key);
    if (known !== undefined && written[known]?.row === row) return;
    const number = known ?? table.ensureRow(key);
    const before = written[number]?.key;
    if (before !== undefined && before !== key) numbers.delete(before);
    numbers.set(key, number);
    written[number] = { row, key };
    for (const { name, read } of shape.columns) if (read) table.write(number, name, read(row), 0);
    table.write(number, textColumn, shape.textOf(row), 0);
    if (known === undefined) table.write(number, placeColumn, place(), 0);
    else table.write(number, versionColumn, ++version, 0);
  }

  function takeOut(row: Row, shape: LogShape<Row>): void {
    const number = table.findRow(String(shape.keyOf(row)));
    if (number !== undefined) goneRows.remove(number, performance.now());
  }

  /** Writes what came at the ends of a list whose rows never change; false when it is no such list. */
  function feedEnds(rows: readonly Row[], shape: LogShape<Row>): boolean {
    const [first] = fed;
    const last = fed.at(-1);
    if (first === undefined || last === undefined) return false;
    const start = rows.indexOf(first);
    // The beginning went, or there are older rows before it.
    const gone = start === -1 && rows[0] !== undefined ? fed.indexOf(rows[0]) : 0;
    const from = Math.max(start, 0);
    if (gone === -1 || rows[from + fed.length - gone - 1] !== last) return false;
    for (let index = 0; index < gone; index++) takeOut(fed[index]!, shape);
    for (let index = from - 1; index >= 0; index--) write(rows[index]!, shape, () => --firstPlace);
    for (let index = from + fed.length - gone; index < rows.length; index++)
      write(rows[index]!, shape, () => nextPlace++);
    return true;
  }

  function feedAll(rows: readonly Row[], shape: LogShape<Row>): void {
    const keys = new Set(rows.map((row) => String(shape.keyOf(row))));
    for (const row of fed) if (!keys.has(String(shape.keyOf(row)))) takeOut(row, shape);
    for (const row of rows) write(row, shape, () => nextPlace++);
  }

  return {
    table,
    view: {
      ...view,
      sort: () => asked,
      setSort(next) {
        asked = next;
        view.setSort([...next, newestFirst]);
      },
    },
    marks,
    feed(rows, shape, isGrowing) {
      if (rows === fed) return;
      const before = version;
      const first = fed[0];
      const isAtEnd = asked.length === 0 && view.group() === undefined;
      const isAsked = first === undefined || (isGrowing && isAtEnd && rows.indexOf(first) > 0);
      if (!isGrowing || !feedEnds(rows, shape)) feedAll(rows, shape);
      goneRows.releaseOld(performance.now());
      fed = rows;
      // Nobody waits for the first rows, nor for older ones that were asked for, also where the order is held: those come
      // behind all others. Sorted otherwise they would come between rows that somebody aims at.
      if (isAsked) view.setSort(view.sort());
      if (version !== before) for (const listener of listeners) listener();
    },
    rowOf(key) {
      const number = numbers.get(key);
      return number === undefined ? undefined : written[number]?.row;
    },
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const kept = new WeakMap<object, Map<string, unknown>>();

/** The table of a log that outlives what shows it: sort, groups, marks and filter are there again with the tab. @param keeper what the log is of */
export function keepLogTable<Row>(keeper: object, label: string): LogTable<Row> {
  const tables = kept.get(keeper) ?? new Map<string, unknown>();
  kept.set(keeper, tables);
  const table = (tables.get(label) as LogTable<Row> | undefined) ?? createLogTable<Row>();
  tables.set(label, table);
  return table;
}
