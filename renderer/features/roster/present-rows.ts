/** Who is in a room's list, and who of it is meant by all: who has left is kept in it for a while, and for who asks for them. */
import { goneColumn } from '#contract/fields';
import type { ColumnTable, RowNumber, TableView } from '#renderer/table/types.ts';
import { asksForLeft } from './filter/exclude-gone.ts';
import { filterOf } from './filter/roster-filter.ts';

export function isGone(table: ColumnTable, row: RowNumber): boolean {
  return table.read(row, goneColumn) === true;
}

export function listPresent(table: ColumnTable): RowNumber[] {
  return table.rows().filter((row) => !isGone(table, row));
}

export function countPresent(table: ColumnTable): number {
  return table.rows().length - table.countKnown(goneColumn);
}

/** Whether a row is no part of what is marked together: who has left, unless the filter asks for them. */
export function isPassedOver(table: ColumnTable, view: TableView, row: RowNumber): boolean {
  return table.read(row, 'state') === 'left' && !asksForLeft(filterOf(view).state().applied.tree);
}
