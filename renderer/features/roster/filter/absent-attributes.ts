/** Which attributes nobody has: no column is known to be nothing, not unknown, as long as every key that was found has one. */
import { readAttributeFieldName } from '#contract/fields';
import type { AttributeKeyCounts } from '#renderer/room/person-columns.ts';
import type { ColumnTable } from '#renderer/table/types.ts';

export function createAbsentAttributes(
  table: Pick<ColumnTable, 'columns'>,
  countKeys: () => AttributeKeyCounts,
): (column: string) => boolean {
  let list: readonly string[] = [];
  let columns: ReadonlySet<string> = new Set();
  return (column) => {
    if (table.columns() !== list) {
      list = table.columns();
      columns = new Set(list);
    }
    if (columns.has(column) || readAttributeFieldName(column) === undefined) return false;
    const { found, shown } = countKeys();
    return found === shown;
  };
}
