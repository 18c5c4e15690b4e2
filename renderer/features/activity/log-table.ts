/**
 * A log as a columnar table with its view: rows come as whole lists and only what is new in them is written. It keeps the
 * rows themselves too, for whoever draws them. It knows no kind of row.
 */
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import { cycleSort } from '#renderer/table/grid/move-focus.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, RowList, RowNumber, SortKey } from '#renderer/table/types.ts';

/** What a log's rows are read by. */
export interface LogShape<Row> {
  keyOf: (row: Row) => string | number;
  /** What the words are sought in. */
  textOf: (row: Row) => string;
  columns: readonly { name: string; read?: (row: Row) => CellValue }[];
}

export interface LogTable<Row> {
  /**
   * Takes the list as it is now, oldest first. `isGrowing`: rows never change, they come at either end and go at the
   * beginning, so that most of the list need not be looked at.
   */
  feed(rows: readonly Row[], shape: LogShape<Row>, isGrowing: boolean): void;
  /** What is shown, newest first unless it is sorted; the same list until it changes. */
  order(): RowList;
  rowOf(row: RowNumber): Row | undefined;
  findRow(key: string | number): RowNumber | undefined;
  /** Moves when a row that is there was replaced by a newer one, or goes while the order is held. */
  version(): number;
  sort(): SortKey | undefined;
  /** Ascending, descending, newest first. */
  press(column: string): void;
  setWords(text: string): void;
  subscribe(listener: () => void): () => void;
  /** Holds the order still; what is in the rows stays live. */
  freeze(reason: string): () => void;
  isDeparting(row: RowNumber): boolean;
}

/** The columns behind all others: where a row stands in its log, and all of its words. */
const placeColumn = '\u0000place';
const textColumn = '\u0000text';
const newestFirst: SortKey = { column: placeColumn, direction: 'descending' };

export function createLogTable<Row>(deps: { scheduler?: FrameScheduler } = {}): LogTable<Row> {
  const table = createColumnTable(deps);
  const view = createTableView(table, {
    describeCell: (column, value) => (column === textColumn && typeof value === 'string' ? value : ''),
  });
  view.setSort([newestFirst]);
  const listeners = new Set<() => void>();
  const kept: (Row | undefined)[] = [];
  let fed: readonly Row[] = [];
  let firstPlace = 0;
  let nextPlace = 0;
  let version = 0;

  function write(row: Row, shape: LogShape<Row>, place: () => number): void {
    const key = String(shape.keyOf(row));
    const known = table.findRow(key);
    if (known !== undefined && kept[known] === row) return;
    const number = known ?? table.ensureRow(key);
    kept[number] = row;
    for (const { name, read } of shape.columns) if (read) table.write(number, name, read(row), 0);
    table.write(number, textColumn, shape.textOf(row), 0);
    if (known === undefined) table.write(number, placeColumn, place(), 0);
    else version++;
  }

  function takeOut(row: Row, shape: LogShape<Row>): void {
    const number = table.findRow(String(shape.keyOf(row)));
    if (number === undefined) return;
    table.removeRow(number);
    table.release(number);
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
    feed(rows, shape, isGrowing) {
      if (rows === fed) return;
      const before = version;
      const isFirst = fed.length === 0;
      if (!isGrowing || !feedEnds(rows, shape)) feedAll(rows, shape);
      fed = rows;
      // Nobody waits a frame for the first rows.
      if (isFirst) view.setSort(view.sort());
      if (version !== before) for (const listener of listeners) listener();
    },
    order: view.order,
    rowOf: (row) => kept[row],
    findRow: (key) => table.findRow(String(key)),
    version: () => version + view.departures(),
    sort: () => view.sort().find(({ column }) => column !== placeColumn),
    press(column) {
      const next = cycleSort(view.sort(), column, false);
      // Rows that are alike stand as in the log.
      view.setSort([...next, newestFirst]);
    },
    setWords: view.setQuickFilter,
    subscribe(listener) {
      listeners.add(listener);
      const stop = view.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    freeze: view.freeze,
    isDeparting: view.isDeparting,
  };
}
