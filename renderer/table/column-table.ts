/**
 * The columnar store: one array a column, a version a row, a dirty list, and one notice per frame for all that changed.
 * It knows nothing of LiveKit, of order or of React.
 */
import { createFrameScheduler, type FrameScheduler } from './frame-scheduler.ts';
import { createRowBatch, fit } from './typed-rows.ts';
import type { CellValue, ColumnTable, RowList, RowNumber } from './types.ts';

/** What only the owner of the rows may do. */
export interface OwnedColumnTable extends ColumnTable {
  /** Gives the number of a row that was taken out free for another key, as soon as no guard holds it. */
  release(row: RowNumber): void;
}

interface Column {
  values: CellValue[];
  changedAtMs: Float64Array<ArrayBuffer>;
  /** Number of the notice that told, or will tell, of each cell's last change. */
  stamps: Uint32Array<ArrayBuffer>;
  knownCount: number;
  /** Taken away: not listed until it is written again. */
  isDropped: boolean;
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
  const rowStamps: number[] = [];
  const ordinals: number[] = [];
  const present = new Set<RowNumber>();
  /** Given free, but perhaps still held by a guard. */
  const releasing = new Set<RowNumber>();
  /** The notice that was due when guards were last asked for all of them. */
  let sweptStamp = 0;
  const guards = new Set<(row: RowNumber) => boolean>();
  const free: RowNumber[] = [];
  const snapshots = new Map<RowNumber, Snapshot[]>();
  const rowListeners = new Map<RowNumber, Set<() => void>>();
  const columnListeners = new Set<() => void>();
  const changeListeners = new Set<(rows: RowList) => void>();
  let rowList: readonly RowNumber[] | undefined;
  let columnList: readonly string[] = [];
  const dirty = createRowBatch();
  let stamp = 1;
  let seenCount = 0;
  let haveColumnsMoved = false;
  let cancelFlush: (() => void) | undefined;
  let isDisposed = false;

  function plan(): void {
    if (!isDisposed) cancelFlush ??= scheduler.schedule(flush);
  }

  function flush(): void {
    cancelFlush = undefined;
    const changed = dirty.take();
    stamp++;
    if (haveColumnsMoved) {
      haveColumnsMoved = false;
      for (const listener of columnListeners) listener();
    }
    if (changed.length === 0) return;
    for (const row of changed) {
      const listeners = rowListeners.get(row);
      if (listeners) for (const listener of listeners) listener();
    }
    for (const listener of changeListeners) listener(changed);
  }

  function markDirty(row: RowNumber): void {
    versions[row] = (versions[row] ?? 0) + 1;
    rowStamps[row] = stamp;
    dirty.add(row);
    plan();
  }

  function columnOf(name: string): Column {
    let column = columns.get(name);
    if (!column) {
      column = {
        values: [],
        changedAtMs: new Float64Array(),
        stamps: new Uint32Array(),
        knownCount: 0,
        isDropped: false,
      };
      columns.set(name, column);
      listColumns();
    } else if (column.isDropped) {
      column.isDropped = false;
      listColumns();
    }
    return column;
  }

  function listColumns(): void {
    columnList = [...columns].flatMap(([name, { isDropped }]) => (isDropped ? [] : [name]));
    haveColumnsMoved = true;
    plan();
  }

  function clearCells(row: RowNumber): void {
    for (const { values, changedAtMs, stamps } of columns.values()) {
      if (row >= values.length) continue;
      values[row] = undefined;
      changedAtMs[row] = 0;
      stamps[row] = stamp;
    }
    snapshots.delete(row);
  }

  /** Frees the number of a row, unless somebody holds it. */
  function freeReleased(row: RowNumber): void {
    if (isHeld(row)) return;
    releasing.delete(row);
    rowsByKey.delete(keys[row]!);
    clearCells(row);
    free.push(row);
  }

  function isHeld(row: RowNumber): boolean {
    for (const guard of guards) if (guard(row)) return true;
    return false;
  }

  function takeNumber(): RowNumber {
    // Thousands may be held for as long as a list is paused: they are not asked for with each row that comes.
    if (free.length === 0 && sweptStamp !== stamp) {
      sweptStamp = stamp;
      for (const row of releasing) freeReleased(row);
    }
    const row = free.pop() ?? keys.length;
    ordinals[row] = seenCount++;
    return row;
  }

  return {
    ensureRow(key) {
      const known = rowsByKey.get(key);
      if (known !== undefined && present.has(known)) return known;
      const row = known ?? takeNumber();
      releasing.delete(row);
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
    has: (row) => present.has(row),
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
      releasing.add(row);
      freeReleased(row);
    },
    guardRelease(guard) {
      guards.add(guard);
      return () => void guards.delete(guard);
    },
    rows: () => (rowList ??= [...present]),
    ordinalOf: (row) => ordinals[row] ?? 0,
    write(row, name, value, atMs) {
      if (!present.has(row)) return false;
      const column = columnOf(name);
      const before = column.values[row];
      if (Object.is(before, value)) return false;
      if (isKnown(before)) column.knownCount--;
      if (isKnown(value)) column.knownCount++;
      const { values } = column;
      // A gap would make a slow array of it.
      while (values.length <= row) values.push(undefined);
      values[row] = value;
      column.changedAtMs = fit(column.changedAtMs, row + 1);
      column.changedAtMs[row] = atMs;
      column.stamps = fit(column.stamps, row + 1);
      column.stamps[row] = stamp;
      markDirty(row);
      return true;
    },
    dropColumn(name) {
      const column = columns.get(name);
      if (!column || column.isDropped) return;
      column.values.forEach((value, row) => {
        if (value === undefined) return;
        column.values[row] = undefined;
        column.changedAtMs[row] = 0;
        // Or whoever sorts by it would keep what it was.
        column.stamps[row] = stamp;
        if (present.has(row)) markDirty(row);
      });
      column.knownCount = 0;
      column.isDropped = true;
      listColumns();
    },
    read: (row, name) => columns.get(name)?.values[row],
    changedAt: (row, name) => columns.get(name)?.changedAtMs[row] ?? 0,
    stamp: () => stamp,
    stampOf: (row, name) => columns.get(name)?.stamps[row] ?? 0,
    rowStamp: (row) => rowStamps[row] ?? 0,
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
      guards.clear();
    },
  };
}

function isKnown(value: CellValue): boolean {
  return value !== undefined && value !== null;
}

function isSame(one: readonly CellValue[], other: readonly CellValue[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}
