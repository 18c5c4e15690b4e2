/**
 * Filter and order over a table, kept up step by step: only rows that changed are taken out, judged and merged back.
 * Published at most every 250 ms and not at all while frozen, so that the row under the pointer stays where it is.
 */
import { compareValues } from './compare-values.ts';
import { countMoves } from './count-moves.ts';
import type { CellValue, ColumnTable, RowNumber, SortKey, TableView } from './types.ts';

export interface TableViewDeps {
  collator?: Pick<Intl.Collator, 'compare'>;
  /** Runs once after so many ms; returns the way to call it off. */
  after?: (delayMs: number, run: () => void) => () => void;
  sort?: SortKey;
}

/** How often rows may change places at most. */
const settleMs = 250;
/** Long texts are searched up to here; nobody finds a person by the 5,000th character of a metadata. */
const searchedCharacters = 4_096;

/** Makes a view over all rows of a table, in order of first sight until it is sorted. */
export function createTableView(table: ColumnTable, deps: TableViewDeps = {}): TableView {
  const collator = deps.collator ?? new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const after = deps.after ?? runAfter;
  let sort = deps.sort;
  let filter = '';
  let words: string[] = [];
  /** Up to date; `published` is what is shown. */
  let current: RowNumber[] = [];
  let published: readonly RowNumber[] = current;
  const isIn = new Set<RowNumber>();
  const sortValues = new Map<RowNumber, CellValue>();
  const changed = new Set<RowNumber>();
  const freezes = new Set<symbol>();
  const listeners = new Set<() => void>();
  let callOff: (() => void) | undefined;
  let moves = 0;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function compareRows(a: RowNumber, b: RowNumber): number {
    if (!sort) return a - b;
    return compareValues(sortValues.get(a), sortValues.get(b), sort.direction, collator) || a - b;
  }

  function matches(row: RowNumber): boolean {
    if (table.findRow(table.keyOf(row)) !== row) return false;
    if (words.length === 0) return true;
    const text = table
      .columns()
      .map((column) => readText(table.read(row, column)))
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  }

  /** Brings `current` up to date with the rows that changed. */
  function settle(): void {
    const leaving = new Set<RowNumber>();
    const coming: RowNumber[] = [];
    for (const row of changed) {
      const isMatch = matches(row);
      const value = sort ? table.read(row, sort.column) : undefined;
      const isMoved = isMatch && !Object.is(value, sortValues.get(row));
      if (isIn.has(row) && (!isMatch || isMoved)) leaving.add(row);
      if (isMatch && (isMoved || !isIn.has(row))) coming.push(row);
      if (isMatch) {
        isIn.add(row);
        sortValues.set(row, value);
      } else {
        isIn.delete(row);
        sortValues.delete(row);
      }
    }
    changed.clear();
    if (leaving.size === 0 && coming.length === 0) return;
    const staying = leaving.size === 0 ? current : current.filter((row) => !leaving.has(row));
    current = mergeSorted(staying, coming.toSorted(compareRows), compareRows);
  }

  function update(): void {
    callOff = undefined;
    settle();
    if (freezes.size === 0) publish();
    else {
      const before = moves;
      moves = countMoves(published, current);
      if (moves !== before) tell();
    }
  }

  function publish(): void {
    if (published === current && moves === 0) return;
    published = current;
    moves = 0;
    tell();
  }

  function rebuild(): void {
    current = [];
    isIn.clear();
    sortValues.clear();
    changed.clear();
    for (const row of table.rows()) changed.add(row);
    settle();
    // The moderator asked for it, so it happens at once, frozen or not.
    publish();
  }

  const stop = table.subscribeChanges((rows) => {
    for (const row of rows) changed.add(row);
    callOff ??= after(published.length === 0 ? 0 : settleMs, update);
  });
  rebuild();

  return {
    order: () => published,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sort: () => sort,
    setSort(next) {
      sort = next;
      rebuild();
    },
    quickFilter: () => filter,
    setQuickFilter(text) {
      filter = text;
      words = text.toLowerCase().split(/\s+/).filter(Boolean);
      rebuild();
    },
    freeze(reason) {
      const hold = Symbol(reason);
      freezes.add(hold);
      return () => {
        if (freezes.delete(hold) && freezes.size === 0) update();
      };
    },
    isFrozen: () => freezes.size > 0,
    pendingMoves: () => moves,
    applyOrder() {
      settle();
      publish();
    },
    dispose() {
      callOff?.();
      stop();
      listeners.clear();
    },
  };
}

function mergeSorted(
  staying: readonly RowNumber[],
  coming: readonly RowNumber[],
  compare: (a: RowNumber, b: RowNumber) => number,
): RowNumber[] {
  const merged: RowNumber[] = [];
  let next = 0;
  for (const row of staying) {
    for (; next < coming.length && compare(coming[next] as RowNumber, row) < 0; next += 1) {
      merged.push(coming[next] as RowNumber);
    }
    merged.push(row);
  }
  for (; next < coming.length; next += 1) merged.push(coming[next] as RowNumber);
  return merged;
}

function readText(value: CellValue): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.slice(0, searchedCharacters) : String(value);
}

function runAfter(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
