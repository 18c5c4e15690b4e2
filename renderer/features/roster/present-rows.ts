/** Who is in a room's list without those who left some time ago: they are kept in it for who asks for them. */
import { goneColumn } from '#contract/fields';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';

export function isGone(table: ColumnTable, row: RowNumber): boolean {
  return table.read(row, goneColumn) === true;
}

export function listPresent(table: ColumnTable): RowNumber[] {
  return table.rows().filter((row) => !isGone(table, row));
}

export function countPresent(table: ColumnTable): number {
  return table.rows().length - table.countKnown(goneColumn);
}
