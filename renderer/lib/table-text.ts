/** A table as text for other programs: tab-separated, CSV, JSON or Markdown. Pure; knows no field and masks nothing. */
import type { CellValue } from '#contract/cell-value';

export const tableFormats = ['tsv', 'csv', 'json', 'markdown'] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface PlainTable {
  /** Names of the columns, which head them. */
  columns: readonly string[];
  rows: readonly (readonly CellValue[])[];
}

/** Written where a value is not known; JSON leaves such a field out. */
export const unknownText = '?';

/**
 * Writes a table. Nothing to know is an empty cell, in JSON null. Lines end with `\n`, those of CSV with `\r\n` (RFC 4180).
 * Texts that a spreadsheet would take for a formula get a leading apostrophe in TSV and CSV.
 * @param options.hasHead without it only the cells are written (TSV and CSV)
 */
export function writeTable(table: PlainTable, format: TableFormat, options: { hasHead?: boolean } = {}): string {
  switch (format) {
    case 'tsv':
      return writeSeparated(table, '\t', '\n', options.hasHead ?? true);
    case 'csv':
      return writeSeparated(table, ',', '\r\n', options.hasHead ?? true);
    case 'json':
      return writeObjects(table);
    case 'markdown':
      return writeMarkdown(table);
    default:
      return format satisfies never;
  }
}

function writeSeparated({ columns, rows }: PlainTable, separator: string, lineEnd: string, hasHead: boolean): string {
  const lines = [...(hasHead ? [columns] : []), ...rows];
  return lines
    .map((cells) => cells.map((value) => quoteCell(guardFormula(value), separator)).join(separator))
    .join(lineEnd);
}

function writeCell(value: CellValue): string {
  if (value === undefined) return unknownText;
  return value === null ? '' : String(value);
}

/**
 * SECURITY: what somebody in a room has written must not run where the file is opened. Numbers stay numbers.
 * Source: OWASP, CSV Injection.
 */
function guardFormula(value: CellValue): string {
  const text = writeCell(value);
  return typeof value === 'string' && /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !isNumber(text)
    ? `'${text}`
    : text;
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text);
}

function quoteCell(text: string, separator: string): string {
  // In half of the world a spreadsheet parts cells at semicolons.
  return text.includes(separator) || /[";\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function writeObjects({ columns, rows }: PlainTable): string {
  // A key named like a built-in one is a key as any other.
  const objects = rows.map((cells) =>
    Object.fromEntries(
      columns.map((column, place) => [column, cells[place]] as const).filter(([, value]) => value !== undefined),
    ),
  );
  return JSON.stringify(objects, null, 2);
}

function writeMarkdown({ columns, rows }: PlainTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(escapeMarkdown)),
    line(columns.map(() => '---')),
    ...rows.map((cells) => line(cells.map((value) => escapeMarkdown(writeCell(value))))),
  ].join('\n');
}

/** SECURITY: no text becomes a link, a picture, HTML or another cell. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]()!#|~$]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/https?(?=:)|www(?=\.)|@(?=[\w-])/gi, (start) => `${start}\u200b`)
    .replaceAll(/\r\n|[\r\n\u2028\u2029]/g, '<br>');
}
