/**
 * What the table's parts promise to each other and to features: a columnar store, a view (filter → group → order) over it, and
 * the columns that a Grid draws. Knows nothing of LiveKit: rows are keyed by text, values are plain.
 */
import type { CellValue } from '#contract/cell-value';

export type { CellValue };

/** Given to a key on first sight and kept for the life of the table. */
export type RowNumber = number;

/** A list of row numbers. Never written to by who reads it. */
export type RowList = Readonly<Int32Array>;

/** The columnar store. Writes are immediate; listeners are told once per animation frame. */
export interface ColumnTable {
  /** Row of a key, made if it is new. */
  ensureRow(key: string): RowNumber;
  findRow(key: string): RowNumber | undefined;
  keyOf(row: RowNumber): string;
  has(row: RowNumber): boolean;
  /** Takes a row out; its number is reused only after `release`, and not while a guard holds it. */
  removeRow(row: RowNumber): void;
  /** Keeps the numbers of rows that are gone from being given to others, as long as somebody shows or marks them. */
  guardRelease(isHeld: (row: RowNumber) => boolean): () => void;
  /** Every row now in the table. */
  rows(): readonly RowNumber[];
  /** Place of a row's key in order of first sight; a row that comes back keeps it. */
  ordinalOf(row: RowNumber): number;
  /** Writes a cell; returns whether the value changed. Unknown columns are made. */
  write(row: RowNumber, column: string, value: CellValue, atMs: number): boolean;
  /** Takes a column away, with all that stands in it, until it is written again. */
  dropColumn(column: string): void;
  read(row: RowNumber, column: string): CellValue;
  /** When a cell last changed (epoch ms), 0 for never since the row was made. */
  changedAt(row: RowNumber, column: string): number;
  /** Number of the notice that is due next. A cell whose stamp is as high or higher has changed since it was read. */
  stamp(): number;
  stampOf(row: RowNumber, column: string): number;
  /** The highest of a row's stamps. */
  rowStamp(row: RowNumber): number;
  /** Names of all columns ever written and not taken away since, in order of first sight. */
  columns(): readonly string[];
  /** How many rows have a value (not unknown, not null) in a column. */
  countKnown(column: string): number;
  /** The same array until one of the row's values moves: what a row component renders. */
  rowSnapshot(row: RowNumber, columns: readonly string[]): readonly CellValue[];
  subscribeRow(row: RowNumber, listener: () => void): () => void;
  /** Columns appeared, or were taken away. */
  subscribeColumns(listener: () => void): () => void;
  /** Rows came, went or changed; once per frame at most, with those that did. The list is good only during the call. */
  subscribeChanges(listener: (rows: RowList) => void): () => void;
  dispose(): void;
}

export interface SortKey {
  column: string;
  direction: 'ascending' | 'descending';
}

/** By what kind of value a column is sorted; without one, numbers come first, then yes and no, then texts. */
export type SortType = 'boolean' | 'number' | 'time' | 'text' | { readonly values: readonly CellValue[] };

/** Decides which rows are shown. `contract/filter` compiles such. */
export interface RowFilter {
  /** Columns it reads: only rows whose value there has changed are asked again. */
  readonly columns: ReadonlySet<string>;
  /** A row's answer may change by time alone. */
  readonly dependsOnTime: boolean;
  /** Rows are shown where it answers true; `undefined` is unknown. */
  test(read: (column: string) => CellValue, nowMs: number): boolean | undefined;
}

/** What a group's head row tells. */
export interface GroupHead {
  column: string;
  value: CellValue;
  count: number;
  isCollapsed: boolean;
}

/**
 * An entry of what a grid draws: a row's number, or below 0 the head of a group, which keeps its number as long as its
 * column stays the group.
 */
export type Entry = number;

/** Filter, group and order over a ColumnTable. Recomputed at most every 250 ms, and not at all while frozen. */
export interface TableView {
  /** The rows that are shown, in order, those of collapsed groups too. The same list until the order moves. */
  order(): RowList;
  /**
   * The rows that match, in the order they would have now: with the order held still, those that came since are among them
   * and departing ones are not. The same list until it changes.
   */
  matching(): RowList;
  /** Those of the matching rows that belong to a group now. */
  matchingInGroup(entry: Entry): RowList;
  /** What a grid draws: heads of groups, and the rows of those that are open. The same list until it changes. */
  entries(): RowList;
  subscribe(listener: () => void): () => void;
  /** The first decides; rows that are alike in all stand in order of first sight. */
  sort(): readonly SortKey[];
  setSort(sort: readonly SortKey[]): void;
  /** Sorts by other types from now on. */
  setSortTypes(typeOf: (column: string) => SortType | undefined): void;
  group(): SortKey | undefined;
  setGroup(group: SortKey | undefined): void;
  /** The head of an entry below 0. */
  groupHead(entry: Entry): GroupHead | undefined;
  /** Rows of a group, shown or collapsed. */
  groupRows(entry: Entry): RowList;
  /** The group in which a row is shown, if there are groups. */
  groupOf(row: RowNumber): Entry | undefined;
  setCollapsed(entry: Entry, isCollapsed: boolean): void;
  setAllCollapsed(isCollapsed: boolean): void;
  filter(): RowFilter | undefined;
  setFilter(filter: RowFilter | undefined): void;
  /**
   * A filter that looks into all texts of thousands of rows takes longer than a key may wait: each row is asked beforehand, in
   * slices. Where that is short, `onReady` is called before this returns. @returns the way to stop
   */
  prepareFilter(filter: RowFilter | undefined, onReady: () => void): () => void;
  /** Filters otherwise without anybody asking just now: while the order is held still it waits, as any change of order does. */
  settleFilter(filter: RowFilter | undefined): void;
  /** Holds the order still (pointer over the body, focus in a cell, an editor open); cells stay live. */
  freeze(reason: string): () => void;
  isFrozen(): boolean;
  /** Rows that would move, come or go if the order were applied now. */
  pendingMoves(): number;
  /** True for a row that is shown only because the order is held still: it matches no more, or is gone. */
  isDeparting(row: RowNumber): boolean;
  /** Moves whenever some row begins or ceases to be departing. */
  departures(): number;
  /** Applies the order now, frozen or not. */
  applyOrder(): void;
  /** Moves whenever somebody asked for another order, filter, group or fold: what then stands elsewhere is no surprise. */
  asked(): number;
  dispose(): void;
}

export interface GridColumn {
  /** The field's name; goes into `data-column`. */
  name: string;
  /** Upper line of the head, shared by neighbours; empty for none. */
  group: string;
  label: string;
  /** What has to be known to read it; said in the head's tooltip. */
  hint?: string;
  /** Decides how the cell is drawn; the Grid hands it to the feature's cell renderer. */
  type: string;
  widthPx: number;
  align: 'start' | 'centre' | 'end';
  pin: 'start' | 'end' | 'none';
  /** Takes the room that the others leave. */
  isGrowing?: boolean;
  /** It holds no value to sort or group by: a button, or what is true only for a moment. */
  isBare?: boolean;
  /** Where it would be held if there were room. */
  wantedPin?: 'start' | 'end' | 'none';
}
