/** Reads one row as a filter does, outside of any view. */
import { shownTextColumn, type ReadCell } from '#contract/filter/types';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { describeCell } from '../roster-text.ts';

/** @param isAbsent true for a column that is not there because nobody has anything to stand in it */
export function createRowReader(
  table: ColumnTable,
  row: RowNumber,
  isAbsent: (column: string) => boolean = () => false,
): ReadCell {
  return (column) => {
    if (column === shownTextColumn) {
      const texts = table.columns().map((name) => describeCell(name, table.read(row, name)));
      return texts.join('\n').toLowerCase();
    }
    const value = table.read(row, column);
    return value === undefined && isAbsent(column) ? null : value;
  };
}
