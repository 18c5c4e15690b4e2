/**
 * Values that masks hide: those that people have now, and, for as long as the window is open and there is room, those that
 * they had before they changed them, left, or another room was shown. Records and events tell of them still.
 */
import type { Masks } from '#renderer/lib/masks.ts';
import { runSlices } from '#renderer/lib/time-slices.ts';
import type { ColumnTable, RowList, RowNumber } from '#renderer/table/types.ts';

/** Shorter ones (`1`, `no`) stand in every text without meaning the value. */
export const shortestCharacters = 4;

/** What is remembered of values that nobody has any more; the oldest are forgotten first. */
export const rememberedLimits = { values: 10_000, characters: 1_000_000 } as const;

const texts: ReadonlySet<string> = new Set(['identity', 'name', 'metadata', 'sid', 'region']);

/** Columns in which there is something to hide: but for metadata, a column is masked as a whole. */
function listColumns(table: ColumnTable, masks: Masks): string[] {
  return table
    .columns()
    .filter((column) => column.startsWith('attr.') || texts.has(column))
    .filter((column) => column === 'metadata' || masks.listHidden(column, 'any').length > 0);
}

/** What is hidden of one person now, with and without the quotes of JSON. */
export function listHiddenOf(table: ColumnTable, row: RowNumber, columns: readonly string[], masks: Masks): string[] {
  return columns
    .flatMap((column) => masks.listHidden(column, table.read(row, column)))
    .flatMap((value) => [value, unquote(value)])
    .filter((value) => value.length >= shortestCharacters);
}

export interface HiddenValues {
  /** What people of this table have, and had since, is known from now on. Returns the way to stop; what is known stays. */
  watch(table: ColumnTable): () => void;
  /** Of those who are there, and what is remembered. */
  list(): Set<string>;
  /** Other masks hide other values: what was remembered for the old ones is forgotten. */
  setMasks(masks: Masks): void;
}

export function createHiddenValues(run = runSlices): HiddenValues {
  const tables = new Map<ColumnTable, { begin: () => void }>();
  const remembered = new Map<string, true>();
  let characters = 0;
  let masks: Masks | undefined;

  function remember(values: readonly string[]): void {
    for (const value of values) {
      if (remembered.delete(value)) characters -= value.length;
      remembered.set(value, true);
      characters += value.length;
    }
    for (const oldest of remembered.keys()) {
      if (remembered.size <= rememberedLimits.values && characters <= rememberedLimits.characters) break;
      remembered.delete(oldest);
      characters -= oldest.length;
    }
  }

  return {
    watch(table) {
      /** What is hidden of each row, as of when it was last looked at. */
      let known = new Map<RowNumber, readonly string[]>();
      let since = table.stamp();
      let stopBeginning = (): void => undefined;

      function look(row: RowNumber): void {
        const before = known.get(row) ?? [];
        const now = masks && table.has(row) ? listHiddenOf(table, row, listColumns(table, masks), masks) : [];
        if (now.length > 0) known.set(row, now);
        else known.delete(row);
        remember(before.filter((value) => !now.includes(value)));
      }

      function begin(): void {
        stopBeginning();
        known = new Map();
        since = table.stamp();
        if (masks && !masks.isEmpty) stopBeginning = run(table.rows(), look);
      }

      function follow(rows: RowList): void {
        const last = since;
        since = table.stamp();
        if (!masks || masks.isEmpty) return;
        const columns = listColumns(table, masks);
        for (const row of rows) {
          const isOther = !table.has(row) || columns.some((column) => table.stampOf(row, column) >= last);
          if (isOther) look(row);
        }
      }

      tables.set(table, { begin });
      begin();
      const stop = table.subscribeChanges(follow);
      return () => {
        stop();
        stopBeginning();
        tables.delete(table);
        for (const values of known.values()) remember(values);
      };
    },
    list() {
      const found = new Set(remembered.keys());
      if (!masks || masks.isEmpty) return found;
      for (const table of tables.keys()) {
        const columns = listColumns(table, masks);
        for (const row of table.rows()) for (const value of listHiddenOf(table, row, columns, masks)) found.add(value);
      }
      return found;
    },
    setMasks(next) {
      if (next === masks) return;
      masks = next;
      remembered.clear();
      characters = 0;
      for (const { begin } of tables.values()) begin();
    },
  };
}

/** A JSON string is shown without its quotes as well. */
function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
