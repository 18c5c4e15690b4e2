/** Answers whether a row is wanted by a compiled filter, which may look into all words of the row. It orders nothing. */
import { shownTextColumn } from '#contract/filter/types';
import type { CellValue, ColumnTable, RowFilter, RowNumber } from './types.ts';

export interface RowMatcher {
  filter(): RowFilter | undefined;
  setFilter(filter: RowFilter | undefined): void;
  /** Whether the answer for a row may be another since the notice `since` was due. */
  isDue(row: RowNumber, since: number): boolean;
  test(row: RowNumber, nowMs: number): boolean;
  /** Asks a row for a filter that is not set yet, which may remember the answer. */
  prepare(row: RowNumber, next: RowFilter, nowMs: number): void;
}

/** @param describeCell what words are sought in */
export function createRowMatcher(
  table: ColumnTable,
  describeCell: (column: string, value: CellValue) => string,
): RowMatcher {
  let filter: RowFilter | undefined;
  let filterColumns: readonly string[] = [];
  /** What the words are sought in, by row, and for which notice it was put together. */
  let texts: (string | undefined)[] = [];
  let textStamps: number[] = [];
  /** Columns that have had words in some row; what stands in the others changes no text. */
  const wordColumns = new Set<string>();
  /** The row that is being tested: one reader for all, so that none is made for each. */
  let testedRow: RowNumber = 0;
  const readTested = (column: string): CellValue =>
    column === shownTextColumn ? readText(testedRow) : table.read(testedRow, column);

  function describe(row: RowNumber, column: string): string {
    const own = describeCell(column, table.read(row, column));
    if (own !== '') wordColumns.add(column);
    return own;
  }

  /** Whether a row may be put into other words since a notice: most changes are of glyphs, lamps and ages. */
  function hasOtherWords(row: RowNumber, since: number): boolean {
    if (table.rowStamp(row) < since) return false;
    for (const column of table.columns()) {
      if (table.stampOf(row, column) < since) continue;
      if (wordColumns.has(column) || describe(row, column) !== '') return true;
    }
    return false;
  }

  function readText(row: RowNumber): string {
    let own = texts[row];
    if (own === undefined || hasOtherWords(row, textStamps[row]!)) {
      // Words hold no white space, so a line break between cells keeps them from matching across two.
      own = table
        .columns()
        .map((column) => describe(row, column))
        .join('\n')
        .toLowerCase();
      texts[row] = own;
      textStamps[row] = table.stamp();
    }
    return own;
  }

  function needsTexts(): boolean {
    return filter?.columns.has(shownTextColumn) ?? false;
  }

  /** Texts that nothing looks into are not kept. */
  function dropTexts(): void {
    if (needsTexts()) return;
    texts = [];
    textStamps = [];
  }

  return {
    filter: () => filter,
    setFilter(next) {
      filter = next;
      filterColumns = next ? [...next.columns] : [];
      dropTexts();
    },
    isDue(row, since) {
      if (needsTexts() && hasOtherWords(row, since)) return true;
      for (const column of filterColumns) if (table.stampOf(row, column) >= since) return true;
      return false;
    },
    test(row, nowMs) {
      if (!filter) return true;
      testedRow = row;
      return filter.test(readTested, nowMs) === true;
    },
    prepare(row, next, nowMs) {
      testedRow = row;
      next.test(readTested, nowMs);
    },
  };
}
