/** What of a grid leaves the window: rows and columns as a plain table, masked. Pure but for the table it reads. */
import type { CellValue } from '#contract/cell-value';
import type { Masks } from '#renderer/lib/masks.ts';
import { maskedText } from '#renderer/lib/masks.ts';
import type { PlainTable, TableFormat } from '#renderer/lib/table-text.ts';
import type { ColumnTable, RowList, RowNumber, TableView } from '#renderer/table/types.ts';

export interface MaskedTable extends PlainTable {
  /** Cells of which all or a part is hidden. */
  maskedCells: number;
}

/** The rows that are shown and match: one that stays only because the order is held still is left out. */
export function listShown(view: TableView): RowList {
  return view.order().filter((row) => !view.isDeparting(row));
}

/** How cells are told outside of the window, where they are not told as they are. */
export interface ExportWords {
  /** The field whose masks hide a column; the column's own name when not given. */
  fieldOf?: (column: string) => string;
  tell?: (column: string, value: CellValue) => CellValue;
}

/**
 * @param rows those that are gone from the table meanwhile are left out
 * @param words.hide hides masked values inside texts: before they are written, since a value that is escaped is not found
 */
export function listExport(
  table: ColumnTable,
  rows: Iterable<RowNumber>,
  columns: readonly string[],
  masks: Masks,
  { fieldOf, tell, hide = (text) => text }: ExportWords & { hide?: (text: string) => string } = {},
): MaskedTable {
  let maskedCells = 0;
  function read(row: RowNumber, column: string): CellValue {
    const value = table.read(row, column);
    const told = masks.maskCell(fieldOf?.(column) ?? column, value);
    if (told !== value) {
      maskedCells++;
      return told;
    }
    const whole = tell ? tell(column, value) : value;
    const rest = typeof whole === 'string' ? hide(whole) : whole;
    if (rest !== whole) maskedCells++;
    return rest;
  }
  const told = [...rows].filter((row) => table.has(row)).map((row) => columns.map((column) => read(row, column)));
  return { columns, rows: told, maskedCells };
}

/** A time as other programs read it. */
export function tellTime(value: CellValue): CellValue {
  return typeof value === 'number' ? new Date(value).toISOString() : value;
}

const endings: Readonly<Record<TableFormat, string>> = { tsv: 'tsv', csv: 'csv', json: 'json', markdown: 'md' };

/** A file's name that every system takes: `town-hall 2026-11-21 14.05.csv`. */
export function nameExportFile(room: string, format: TableFormat, at: Date): string {
  const safe = room
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${safe === '' ? 'room' : safe} ${day} ${two(at.getHours())}.${two(at.getMinutes())}.${endings[format]}`;
}

/** JSON of one value as it leaves the window: what is hidden is a JSON string as well. */
export function maskJson(masks: Masks, field: string, json: string): string {
  const told = String(masks.maskCell(field, json));
  return told === maskedText ? JSON.stringify(maskedText) : told;
}
