/**
 * The columnar store: one array a column, a version a row, a dirty list, and one notice per frame for all that changed.
 * It knows nothing of LiveKit, of order or of React.
 */
import { createFrameScheduler, type FrameScheduler } from './frame-scheduler.ts';
import type { CellValue, ColumnTable, RowNumber } from './types.ts';

/** What only the owner of the rows may do. */
export interface OwnedColumnTable extends ColumnTable {
  /** Gives the number of a row that was taken out free for another key. */
  release(row: RowNumber): void;
}

interface Column {
  values: CellValue[];
  changedAtMs: number[];
  knownCount: number;
}

interface Snapshot {
  version: number;
  columns: readonly string[];
  values: readonly CellValue[];
}

/** @param deps.scheduler tells when listeners hear of changes; animation frames when not given */
export function createColumnTable(deps: { scheduler?: FrameScheduler } = {}): OwnedColumnTable {
  const scheduler = deps.scheduler ?? createFrameScheduler();
  const columns = new Map<string, Column>();
  const rowsByKey = new Map<string, RowNumber>();
  /** Key of each row number, also of those that were taken out, until they are released. */
  const keys: string[] = [];
  const versions: number[] = [];
  /** In order of first sight. */
  const present = new Set<RowNumber>();
  const free: RowNumber[] = [];
  const snapshots = new Map<RowNumber, Snapshot[]>();
  const rowListeners = new Map<RowNumber, Set<() => void>>();
  const columnListeners = new Set<() => void>();
  const changeListeners = new Set<(rows: ReadonlySet<RowNumber>) => void>();
  let rowList: readonly RowNumber[] | undefined;
  let columnList: readonly string[] = [];
  let dirty = new Set<RowNumber>();
  let hasNewColumns = false;
  let cancelFlush: (() => void) | undefined;
  let isDisposed = false;

  function plan(): void {
    if (!isDisposed) cancelFlush ??= scheduler.schedule(flush);
  }

  function flush(): void {
    cancelFlush = undefined;
    const changed = dirty;
    dirty = new Set();
    if (hasNewColumns) {
      hasNewColumns = false;
      for (const listener of columnListeners) listener();
    }
    if (changed.size === 0) return;
    for (const row of changed) for (const listener of rowListeners.get(row) ?? []) listener();
    for (const listener of changeListeners) listener(changed);
  }

  function markDirty(row: RowNumber): void {
    versions[row] = (versions[row] ?? 0) + 1;
    dirty.add(row);
    plan();
  }

  function columnOf(name: string): Column {
    let column = columns.get(name);
    if (!column) {
      column = { values: [], changedAtMs: [], knownCount: 0 };
      columns.set(name, column);
      columnList = [...columns.keys()];
      hasNewColumns = true;
      plan();
    }
    return column;
  }

  function clearCells(row: RowNumber): void {
    for (const { values, changedAtMs } of columns.values()) {
      if (row < values.length) {
        values[row] = undefined;
        changedAtMs[row] = 0;
      }
    }
    snapshots.delete(row);
  }

  return {
    ensureRow(key) {
      const known = rowsByKey.get(key);
      if (known !== undefined && present.has(known)) return known;
      const row = known ?? free.pop() ?? keys.length;
      clearCells(row);
      keys[row] = key;
      rowsByKey.set(key, row);
      present.add(row);
      rowList = undefined;
      markDirty(row);
      return row;
    },
    findRow(key) {
      const row = rowsByKey.get(key);
      return row !== undefined && present.has(row) ? row : undefined;
    },
    keyOf: (row) => keys[row] ?? '',
    removeRow(row) {
      if (!present.delete(row)) return;
      rowList = undefined;
      // The cells stay readable: a view that is held still goes on showing the row until it may move.
      for (const column of columns.values()) if (isKnown(column.values[row])) column.knownCount--;
      markDirty(row);
    },
    release(row) {
      const key = keys[row];
      if (key === undefined || present.has(row) || rowsByKey.get(key) !== row) return;
      rowsByKey.delete(key);
      clearCells(row);
      free.push(row);
    },
    rows: () => (rowList ??= [...present]),
    write(row, name, value, atMs) {
      if (!present.has(row)) return false;
      const column = columnOf(name);
      const before = column.values[row];
      if (Object.is(before, value)) return false;
      if (isKnown(before)) column.knownCount--;
      if (isKnown(value)) column.knownCount++;
      column.values[row] = value;
      column.changedAtMs[row] = atMs;
      markDirty(row);
      return true;
    },
    read: (row, name) => columns.get(name)?.values[row],
    changedAt: (row, name) => columns.get(name)?.changedAtMs[row] ?? 0,
    columns: () => columnList,
    countKnown: (name) => columns.get(name)?.knownCount ?? 0,
    rowSnapshot(row, wanted) {
      const version = versions[row] ?? 0;
      const kept = snapshots.get(row);
      const known = kept?.find((snapshot) => snapshot.columns === wanted);
      if (known?.version === version) return known.values;
      const values = wanted.map((name) => columns.get(name)?.values[row]);
      if (known && isSame(known.values, values)) {
        known.version = version;
        return known.values;
      }
      // A grid asks with a few lists (pinned columns, the others); older lists belong to one that is gone.
      const others = (kept ?? []).filter((snapshot) => snapshot.columns !== wanted).slice(-3);
      snapshots.set(row, [...others, { version, columns: wanted, values }]);
      return values;
    },
    subscribeRow(row, listener) {
      const listeners = rowListeners.get(row) ?? new Set();
      rowListeners.set(row, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && rowListeners.get(row) === listeners) rowListeners.delete(row);
      };
    },
    subscribeColumns(listener) {
      columnListeners.add(listener);
      return () => void columnListeners.delete(listener);
    },
    subscribeChanges(listener) {
      changeListeners.add(listener);
      return () => void changeListeners.delete(listener);
    },
    dispose() {
      isDisposed = true;
      cancelFlush?.();
      cancelFlush = undefined;
      rowListeners.clear();
      columnListeners.clear();
      changeListeners.clear();
    },
  };
}

function isKnown(value: CellValue): boolean {
  return value !== undefined && value !== null;
}

function isSame(one: readonly CellValue[], other: readonly CellValue[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}
