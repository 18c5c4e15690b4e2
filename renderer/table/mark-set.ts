/**
 * Rows that somebody has marked to act on: by number, so that marks follow a key across filter, sort and a new session.
 * A marked row's number is given to nobody else. It decides nothing about what is done with them.
 */
import { fit } from './typed-rows.ts';
import type { ColumnTable, RowList, RowNumber } from './types.ts';

export interface MarkSet {
  has(row: RowNumber): boolean;
  size(): number;
  /** In order of first sight, those that are gone too; the same list until it changes. */
  rows(): RowList;
  /** Moves with every change. */
  version(): number;
  /** Where a range begins: the row that was pressed or marked last. */
  anchor(): RowNumber | undefined;
  setAnchor(row: RowNumber): void;
  toggle(row: RowNumber): void;
  set(rows: RowList, isMarked: boolean): void;
  /**
   * Marks everything from the anchor to a row, in the given order; another range from the same anchor takes its place.
   * @param isMeant what a range may take; its ends too are marked only if they are
   */
  extendTo(row: RowNumber, order: RowList, isMeant?: (row: RowNumber) => boolean): void;
  /** What is marked of these rows is not any more, and the other way round; rows that are not named stay as they are. */
  invert(rows: RowList): void;
  clear(): void;
  subscribe(listener: () => void): () => void;
  dispose(): void;
}

const noRows: RowList = new Int32Array();

export function createMarkSet(table: Pick<ColumnTable, 'guardRelease' | 'ordinalOf'>): MarkSet {
  const listeners = new Set<() => void>();
  let marks = new Uint8Array();
  let size = 0;
  let version = 0;
  let list: RowList | undefined;
  let anchor: RowNumber | undefined;
  /** What the newest range has marked that was not marked before. */
  let range: RowList = noRows;

  function put(row: RowNumber, isMarked: boolean): void {
    marks = fit(marks, row + 1);
    const next = Number(isMarked);
    if (marks[row] === next) return;
    marks[row] = next;
    size += isMarked ? 1 : -1;
    list = undefined;
  }

  function change(apply: () => void): void {
    apply();
    version++;
    for (const listener of listeners) listener();
  }

  function listRows(): RowList {
    const rows = new Int32Array(size);
    let count = 0;
    for (let row = 0; row < marks.length; row++) if (marks[row] === 1) rows[count++] = row;
    return rows.sort((one, other) => table.ordinalOf(one) - table.ordinalOf(other));
  }

  // Nor may a range begin at somebody who was never pressed.
  const stopGuarding = table.guardRelease((row) => marks[row] === 1 || row === anchor);

  return {
    has: (row) => marks[row] === 1,
    size: () => size,
    rows: () => (list ??= listRows()),
    version: () => version,
    anchor: () => anchor,
    setAnchor(row) {
      anchor = row;
      range = noRows;
    },
    toggle(row) {
      anchor = row;
      range = noRows;
      change(() => put(row, marks[row] !== 1));
    },
    set(rows, isMarked) {
      range = noRows;
      change(() => rows.forEach((row) => put(row, isMarked)));
    },
    extendTo(row, order, isMeant = () => true) {
      const to = order.indexOf(row);
      if (to === -1) return;
      const from = anchor === undefined ? -1 : order.indexOf(anchor);
      // An anchor that is out of sight is none, and what it has marked stays marked.
      if (from === -1) {
        anchor = row;
        range = noRows;
      }
      const start = from === -1 ? to : Math.min(from, to);
      const wanted = order.subarray(start, (from === -1 ? to : Math.max(from, to)) + 1).filter(isMeant);
      const inSight = new Set(order);
      change(() => {
        // Nobody loses a mark unseen.
        for (const old of range) if (inSight.has(old)) put(old, false);
        range = wanted.filter((one) => marks[one] !== 1);
        wanted.forEach((one) => put(one, true));
      });
    },
    invert(rows) {
      range = noRows;
      change(() => rows.forEach((row) => put(row, marks[row] !== 1)));
    },
    clear() {
      range = noRows;
      change(() => {
        marks.fill(0);
        size = 0;
        list = undefined;
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      stopGuarding();
      listeners.clear();
    },
  };
}
