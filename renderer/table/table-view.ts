/**
 * Filter and order over a columnar table, kept incrementally: only rows that changed are taken out and put back. It moves
 * at most four times a second and not at all while held still, so that the row under the pointer stays the row aimed at.
 */
import { countMoves, createRowComparison, mergeRows } from './row-order.ts';
import type { CellValue, ColumnTable, RowNumber, SortKey, TableView } from './types.ts';

export interface TableViewOptions {
  /** Order of texts; numbers inside texts count as numbers when not given. */
  collator?: Intl.Collator;
  /** What the quick filter searches of a cell; texts only when not given, since raw times and flags are not what is shown. */
  describeCell?: (column: string, value: CellValue) => string;
}

const updateIntervalMs = 250;

/** A view that follows the table until it is disposed of. */
export function createTableView(table: ColumnTable, options: TableViewOptions = {}): TableView {
  const collator = options.collator ?? new Intl.Collator(undefined, { numeric: true });
  const describeCell = options.describeCell ?? ((_column, value) => (typeof value === 'string' ? value : ''));
  const listeners = new Set<() => void>();
  const holds = new Set<symbol>();
  let sort: SortKey | undefined;
  let filterText = '';
  let words: readonly string[] = [];
  /** What the order would be now; `shown` is what is told. */
  let target: readonly RowNumber[] = [];
  let shown: readonly RowNumber[] = [];
  let moves = 0;
  const sortValues: CellValue[] = [];
  const ordinals: number[] = [];
  const searchTexts = new Map<RowNumber, string>();
  /** Row list for which the ordinals were counted. */
  let countedRows: readonly RowNumber[] | undefined;
  let changedRows = new Set<RowNumber>();
  let isRebuildDue = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let updatedAtMs = Number.NEGATIVE_INFINITY;

  function matches(row: RowNumber): boolean {
    if (words.length === 0) return true;
    let text = searchTexts.get(row);
    if (text === undefined) {
      // Words hold no white space, so a line break between cells keeps them from matching across two.
      text = table
        .columns()
        .map((column) => describeCell(column, table.read(row, column)))
        .join('\n')
        .toLowerCase();
      searchTexts.set(row, text);
    }
    return words.every((word) => text.includes(word));
  }

  /** Returns whether rows came or went since it was last called. */
  function countRows(): boolean {
    const rows = table.rows();
    if (rows === countedRows) return false;
    countedRows = rows;
    ordinals.fill(-1);
    rows.forEach((row, ordinal) => {
      ordinals[row] = ordinal;
    });
    return true;
  }

  function isPresent(row: RowNumber): boolean {
    return (ordinals[row] ?? -1) >= 0;
  }

  function readSortValue(row: RowNumber): CellValue {
    return sort ? table.read(row, sort.column) : undefined;
  }

  /** Brings `target` up to date with the table. */
  function follow(): void {
    const changed = changedRows;
    changedRows = new Set();
    for (const row of changed) searchTexts.delete(row);
    const hasNewMembers = countRows();
    const compare = createRowComparison(sort, sortValues, ordinals, collator);
    if (isRebuildDue) {
      isRebuildDue = false;
      for (const row of table.rows()) sortValues[row] = readSortValue(row);
      target = table.rows().filter(matches).sort(compare);
      return;
    }
    if (changed.size === 0) return;
    const before = target;
    const wasShown = hasNewMembers || words.length > 0 ? new Set(before) : undefined;
    const moving = new Set<RowNumber>();
    const entering: RowNumber[] = [];
    for (const row of changed) {
      const value = isPresent(row) ? readSortValue(row) : undefined;
      const isIn = isPresent(row) && matches(row);
      const stays = !hasNewMembers && Object.is(value, sortValues[row]) && isIn === (wasShown?.has(row) ?? true);
      if (stays) continue;
      sortValues[row] = value;
      moving.add(row);
      if (isIn) entering.push(row);
    }
    if (moving.size === 0) return;
    entering.sort(compare);
    target = mergeRows(
      before.filter((row) => !moving.has(row)),
      entering,
      compare,
    );
  }

  function show(): void {
    const isMoved = !isSameOrder(shown, target);
    const hadMoves = moves !== 0;
    moves = 0;
    if (isMoved) shown = target;
    if (isMoved || hadMoves) tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function update(): void {
    clearTimeout(timer);
    timer = undefined;
    updatedAtMs = performance.now();
    follow();
    if (holds.size === 0) return show();
    const next = countMoves(shown, target);
    if (next === moves) return;
    moves = next;
    tell();
  }

  function applyNow(): void {
    update();
    show();
  }

  const stopListening = table.subscribeChanges((rows) => {
    for (const row of rows) changedRows.add(row);
    if (timer !== undefined) return;
    // Nothing is aimed at in an empty view: its first rows come at once.
    const waitMs = shown.length === 0 ? 0 : updatedAtMs + updateIntervalMs - performance.now();
    if (waitMs <= 0) update();
    else timer = setTimeout(update, waitMs);
  });
  update();

  return {
    order: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sort: () => sort,
    setSort(next) {
      sort = next;
      isRebuildDue = true;
      // Asked for by hand: it moves at once, also while held still.
      applyNow();
      tell();
    },
    quickFilter: () => filterText,
    setQuickFilter(text) {
      filterText = text;
      words = text.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) searchTexts.clear();
      isRebuildDue = true;
      applyNow();
      tell();
    },
    freeze(reason) {
      const hold = Symbol(reason);
      holds.add(hold);
      return () => {
        if (!holds.delete(hold) || holds.size > 0) return;
        applyNow();
        tell();
      };
    },
    isFrozen: () => holds.size > 0,
    pendingMoves: () => moves,
    applyOrder: applyNow,
    dispose() {
      stopListening();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

function isSameOrder(one: readonly RowNumber[], other: readonly RowNumber[]): boolean {
  return one === other || (one.length === other.length && one.every((row, index) => row === other[index]));
}
