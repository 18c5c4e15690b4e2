/** Where the focus goes from a cell with a key, and how a press on a head changes the sort. Pure: it touches no document. */
import type { SortKey } from '../types.ts';

/** A cell by place; row -1 is the head. */
export interface CellPlace {
  row: number;
  column: number;
}

export interface FocusBounds {
  rowCount: number;
  columnCount: number;
  /** Rows that fit into sight at once. */
  pageRows: number;
}

export interface FocusKey {
  key: string;
  isControl: boolean;
}

/** The cell that a key leads to, or undefined if it is no key of ours. */
export function moveFocus(from: CellPlace, { key, isControl }: FocusKey, bounds: FocusBounds): CellPlace | undefined {
  const lastRow = bounds.rowCount - 1;
  const lastColumn = Math.max(0, bounds.columnCount - 1);
  const page = Math.max(1, bounds.pageRows - 1);
  const place = (row: number, column: number): CellPlace => ({
    row: Math.max(-1, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  switch (key) {
    case 'ArrowUp':
      return place(from.row - 1, from.column);
    case 'ArrowDown':
      return place(from.row + 1, from.column);
    case 'ArrowLeft':
      return place(from.row, from.column - 1);
    case 'ArrowRight':
      return place(from.row, from.column + 1);
    case 'Home':
      return isControl ? place(Math.min(0, lastRow), 0) : place(from.row, 0);
    case 'End':
      return isControl ? place(lastRow, lastColumn) : place(from.row, lastColumn);
    case 'PageUp':
      return place(Math.max(Math.min(0, lastRow), from.row - page), from.column);
    case 'PageDown':
      return place(from.row + page, from.column);
    default:
      return undefined;
  }
}

/**
 * Ascending, descending, none: what a press on a column's head makes of the sort. With Shift the other columns stay in it,
 * and a new one decides where they leave rows alike.
 */
export function cycleSort(sort: readonly SortKey[], column: string, isAdding: boolean): readonly SortKey[] {
  const known = sort.find((key) => key.column === column && (isAdding || key === sort[0]));
  const next: SortKey[] =
    known?.direction === 'descending' ? [] : [{ column, direction: known ? 'descending' : 'ascending' }];
  if (!isAdding) return next;
  return known ? sort.flatMap((key) => (key === known ? next : [key])) : [...sort, ...next];
}
