/**
 * Writes chosen paths of people's metadata into their table as columns. A text is decoded when it changes and never again;
 * paths that nobody has chosen cost nothing.
 */
import { nameMetadataField, readMetadataFieldName, type MetadataPath } from '#contract/metadata-path';
import { runSlices, type RunSlices } from '#renderer/lib/time-slices.ts';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { readMetadataValues } from './read-metadata-values.ts';

export interface MetadataColumns {
  /** Reads these columns from now on, and takes others away. Names that are no paths are left out. */
  choose(names: readonly string[]): void;
}

interface PathColumn {
  name: string;
  path: MetadataPath;
}

const source = 'metadata';
const known = new WeakMap<ColumnTable, MetadataColumns>();

/** Lives as long as its table. */
export function metadataColumnsOf(table: ColumnTable): MetadataColumns {
  let columns = known.get(table);
  if (!columns) {
    columns = createMetadataColumns(table);
    known.set(table, columns);
  }
  return columns;
}

/** @param run how everybody is read when a path is chosen */
export function createMetadataColumns(table: ColumnTable, run: RunSlices = runSlices): MetadataColumns {
  let columns: readonly PathColumn[] = [];
  /** Names of columns that everybody was read for. */
  let whole = new Set<string>();
  let stopReading = (): void => undefined;
  let stopFollowing: (() => void) | undefined;
  /** The notice that was due when changes were last looked at. */
  let readStamp = 0;

  function write(row: RowNumber, wanted: readonly PathColumn[]): void {
    const atMs = table.changedAt(row, source);
    const values = readMetadataValues(
      table.read(row, source),
      wanted.map(({ path }) => path),
    );
    wanted.forEach(({ name }, index) => table.write(row, name, values[index], atMs));
  }

  function follow(): void {
    if (stopFollowing) return;
    readStamp = table.stamp();
    stopFollowing = table.subscribeChanges((rows) => {
      const from = readStamp;
      readStamp = table.stamp();
      for (const row of rows) if (table.stampOf(row, source) >= from) write(row, columns);
    });
  }

  return {
    choose(names) {
      const before = columns;
      columns = [...new Set(names)].flatMap((name) => {
        const path = readMetadataFieldName(name);
        return path ? [{ name: nameMetadataField(path), path }] : [];
      });
      const chosen = new Set(columns.map(({ name }) => name));
      stopReading();
      whole = new Set([...whole].filter((name) => chosen.has(name)));
      // Or words would find and an export would tell what is not shown.
      for (const { name } of before) if (!chosen.has(name)) table.dropColumn(name);
      if (columns.length > 0) follow();
      else {
        stopFollowing?.();
        stopFollowing = undefined;
      }
      const unread = columns.filter(({ name }) => !whole.has(name));
      if (unread.length === 0) return;
      stopReading = run(
        table.rows(),
        (row) => write(row, unread),
        () => unread.forEach(({ name }) => whole.add(name)),
      );
    },
  };
}
