/** Finds masked values of those who are in the open rooms inside any text that is about to leave the window. */
import { guardCopies, guardSelections } from '#renderer/lib/copy-text.ts';
import { maskedText, type Masks } from '#renderer/lib/masks.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { readMasks } from '../preferences-store.ts';

/** Shorter ones (`1`, `no`) stand in every text without meaning the value. */
const shortestCharacters = 4;

/** The longest first, so that no part of one is left by a shorter one inside it. */
export function listHiddenValues(tables: Iterable<ColumnTable>, masks: Masks): string[] {
  const found = new Set<string>();
  if (masks.isEmpty) return [];
  for (const table of tables) {
    const columns = table.columns().filter((column) => column.startsWith('attr.') || texts.has(column));
    for (const row of table.rows()) {
      for (const column of columns) {
        for (const value of masks.listHidden(column, table.read(row, column))) {
          if (value.length >= shortestCharacters) found.add(value).add(unquote(value));
        }
      }
    }
  }
  return [...found]
    .filter((value) => value.length >= shortestCharacters && value !== maskedText)
    .toSorted((one, other) => other.length - one.length);
}

/** Hides them in a text. */
export function hideValues(text: string, values: readonly string[]): string {
  return values.reduce((told, value) => told.replaceAll(value, maskedText), text);
}

const openTables = new Set<ColumnTable>();

/** Values of this table are looked for as long as it is on screen; returns the way to stop. */
export function watchTable(table: ColumnTable): () => void {
  openTables.add(table);
  return () => void openTables.delete(table);
}

/** Makes every text that is copied in this window go through this server's masks; returns the way to stop. */
export function guardWindow(): () => void {
  guardCopies((text) => hideValues(text, listHiddenValues(openTables, readMasks())));
  return guardSelections();
}

const texts: ReadonlySet<string> = new Set(['identity', 'name', 'metadata', 'sid', 'region']);

/** A JSON string is shown without its quotes as well. */
function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
