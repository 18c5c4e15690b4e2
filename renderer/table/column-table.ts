/**
 * The columnar store: one array a column, one number a row. A write marks its row; listeners are told once per frame.
 * Never copies rows and knows nothing of what the values mean.
 */
import type { FrameScheduler } from './frame-scheduler.ts';
import type { CellValue, ColumnTable, RowNumber } from './types.ts';

interface Column {
  values: CellValue[];
  changedAtMs: number[];
  /** Rows with a value that is neither unknown nor "nothing to know". */
  knownCount: number;
}

interface Snapshot {
  version: number;
  columns: readonly string[];
  values: readonly CellValue[];
}

/** Makes an empty table. Numbers of removed rows are not used again while the table lives, so nothing that held one errs. */
export function createColumnTable({ scheduler }: { scheduler: FrameScheduler }): ColumnTable {
  const columns = new Map<string, Column>();
  const rowByKey = new Map<string, RowNumber>();
  const keys: string[] = [];
  const versions: number[] = [];
  /** Last snapshot per row; a row is drawn by one component, with one list of columns. */
  const snapshots: (Snapshot | undefined)[] = [];
  const dirty = new Set<RowNumber>();
  const rowListeners = new Map<RowNumber, Set<() => void>>();
  const columnListeners = new Set<() => void>();
  const changeListeners = new Set<(rows: ReadonlySet<RowNumber>) => void>();
  let columnNames: readonly string[] = [];
  let areColumnsNew = false;
  let rowList: readonly RowNumber[] | undefined;
  let callOff: (() => void) | undefined;

  function mark(row: RowNumber): void {
    dirty.add(row);
    callOff ??= scheduler.schedule(flush);
  }

  function flush(): void {
    callOff = undefined;
    const rows = new Set(dirty);
    dirty.clear();
    if (areColumnsNew) {
      areColumnsNew = false;
      for (const listener of columnListeners) listener();
    }
    for (const row of rows) for (const listener of rowListeners.get(row) ?? []) listener();
    for (const listener of changeListeners) listener(rows);
  }

  function makeColumn(name: string): Column {
    const column: Column = { values: [], changedAtMs: [], knownCount: 0 };
    columns.set(name, column);
    columnNames = [...columnNames, name];
    areColumnsNew = true;
    return column;
  }

  return {
    ensureRow(key) {
      const existing = rowByKey.get(key);
      if (existing !== undefined) return existing;
      const row = keys.length;
      keys.push(key);
      versions.push(0);
      rowByKey.set(key, row);
      rowList = undefined;
      mark(row);
      return row;
    },
    findRow: (key) => rowByKey.get(key),
    keyOf: (row) => keys[row] ?? '',
    removeRow(row) {
      const key = keys[row];
      if (key === undefined || rowByKey.get(key) !== row) return;
      rowByKey.delete(key);
      rowList = undefined;
      for (const column of columns.values()) {
        if (isKnown(column.values[row])) column.knownCount -= 1;
        // Large texts of people who left must not stay.
        column.values[row] = undefined;
      }
      snapshots[row] = undefined;
      versions[row] = (versions[row] ?? 0) + 1;
      mark(row);
    },
    rows() {
      rowList ??= [...rowByKey.values()];
      return rowList;
    },
    write(row, name, value, atMs) {
      const column = columns.get(name) ?? makeColumn(name);
      const before = column.values[row];
      if (Object.is(before, value)) return false;
      const wasWritten = row in column.values;
      column.values[row] = value;
      if (wasWritten) column.changedAtMs[row] = atMs;
      column.knownCount += Number(isKnown(value)) - Number(isKnown(before));
      versions[row] = (versions[row] ?? 0) + 1;
      mark(row);
      return true;
    },
    read: (row, name) => columns.get(name)?.values[row],
    changedAt: (row, name) => columns.get(name)?.changedAtMs[row] ?? 0,
    columns: () => columnNames,
    countKnown: (name) => columns.get(name)?.knownCount ?? 0,
    rowSnapshot(row, names) {
      const version = versions[row] ?? 0;
      const kept = snapshots[row];
      if (kept && kept.version === version && kept.columns === names) return kept.values;
      const values = names.map((name) => columns.get(name)?.values[row]);
      // The same array while nothing that is shown moved: React renders what a subscription returns, and only if it is new.
      const isSame =
        kept !== undefined &&
        kept.columns === names &&
        values.every((value, index) => Object.is(value, kept.values[index]));
      const snapshot = { version, columns: names, values: isSame ? kept.values : values };
      snapshots[row] = snapshot;
      return snapshot.values;
    },
    subscribeRow(row, listener) {
      const listeners = rowListeners.get(row) ?? new Set();
      rowListeners.set(row, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && rowListeners.get(row) === listeners) rowListeners.delete(row);
      };
    },
    subscribeColumns(listener) {
      columnListeners.add(listener);
      return () => columnListeners.delete(listener);
    },
    subscribeChanges(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    dispose() {
      callOff?.();
      callOff = undefined;
      rowListeners.clear();
      columnListeners.clear();
      changeListeners.clear();
    },
  };
}

function isKnown(value: CellValue): boolean {
  return value !== undefined && value !== null;
}
