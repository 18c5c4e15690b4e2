/**
 * What the table's parts promise to each other and to features: a columnar store, a view (filter → order) over it, and the
 * columns that a Grid draws. Knows nothing of LiveKit: rows are keyed by text, values are plain.
 */
import type { CellValue } from '#contract/cell-value';

export type { CellValue };

/** Given to a key on first sight and kept for the life of the table. */
export type RowNumber = number;

/** The columnar store. Writes are immediate; listeners are told once per animation frame. */
export interface ColumnTable {
  /** Row of a key, made if it is new. */
  ensureRow(key: string): RowNumber;
  findRow(key: string): RowNumber | undefined;
  keyOf(row: RowNumber): string;
  /** Takes a row out; its number is reused only after `release`. */
  removeRow(row: RowNumber): void;
  /** Every row now in the table, in order of first sight. */
  rows(): readonly RowNumber[];
  /** Writes a cell; returns whether the value changed. Unknown columns are made. */
  write(row: RowNumber, column: string, value: CellValue, atMs: number): boolean;
  read(row: RowNumber, column: string): CellValue;
  /** When a cell last changed (epoch ms), 0 for never since the row was made. */
  changedAt(row: RowNumber, column: string): number;
  /** Names of all columns ever written, in order of first sight. */
  columns(): readonly string[];
  /** How many rows have a value (not unknown, not null) in a column. */
  countKnown(column: string): number;
  /** The same array until one of the row's values moves: what a row component renders. */
  rowSnapshot(row: RowNumber, columns: readonly string[]): readonly CellValue[];
  subscribeRow(row: RowNumber, listener: () => void): () => void;
  /** New columns appeared. */
  subscribeColumns(listener: () => void): () => void;
  /** Rows came, went or changed; once per frame at most, with those that did. */
  subscribeChanges(listener: (rows: ReadonlySet<RowNumber>) => void): () => void;
  dispose(): void;
}

export interface SortKey {
  column: string;
  direction: 'ascending' | 'descending';
}

/** Filter and order over a ColumnTable. Recomputed at most every 250 ms, and not at all while frozen. */
export interface TableView {
  /** The rows to show, in order. The same array until the order moves. */
  order(): readonly RowNumber[];
  subscribe(listener: () => void): () => void;
  sort(): SortKey | undefined;
  setSort(sort: SortKey | undefined): void;
  quickFilter(): string;
  /** Case-insensitive words that must all occur in some cell of the row. */
  setQuickFilter(text: string): void;
  /** Holds the order still (pointer over the body, focus in a cell, an editor open); cells stay live. */
  freeze(reason: string): () => void;
  isFrozen(): boolean;
  /** Rows that would move, come or go if the order were applied now. */
  pendingMoves(): number;
  /** Applies the order now, frozen or not. */
  applyOrder(): void;
  dispose(): void;
}

export interface GridColumn {
  /** The field's name; goes into `data-column`. */
  name: string;
  /** Upper line of the head, shared by neighbours; empty for none. */
  group: string;
  label: string;
  /** Decides how the cell is drawn; the Grid hands it to the feature's cell renderer. */
  type: string;
  widthPx: number;
  align: 'start' | 'centre' | 'end';
  pin: 'start' | 'end' | 'none';
}
