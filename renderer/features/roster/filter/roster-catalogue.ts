/** What the people in a room have, for the completion of filters: counted when it is asked for, and kept for a moment. */
import { listPaths, nameMetadataField } from '#contract/metadata-path';
import { compileFilter } from '#contract/filter/compile-filter';
import type { CatalogueField, CatalogueValue, FilterCatalogue } from '#contract/filter/complete-filter';
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import { describeCell } from '../roster-text.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { countValues, listFacets } from './count-values.ts';

/** Typing on asks again and again for what hardly changes. */
const keptMs = 2_000;
const maxValues = 500;
const offeredValues = 50;
const sampledRows = 200;
const sampleCharacters = 40;
/** Longer metadata is not searched for paths to offer. */
const maxMetadataCharacters = 65_536;

export function createRosterCatalogue(
  table: ColumnTable,
  now: () => number = () => performance.now(),
): FilterCatalogue {
  const kept = new Map<string, { atMs: number; value: unknown }>();

  function keep<T>(key: string, make: () => T): T {
    const known = kept.get(key);
    if (known && now() - known.atMs < keptMs) return known.value as T;
    const value = make();
    kept.set(key, { atMs: now(), value });
    return value;
  }

  return {
    fields: () => keep('fields', () => [...listColumns(table), ...listMetadataFields(table)]),
    values: (field) => keep(`values ${field}`, () => listValues(table, field)),
    facetFields: () => keep('facets', () => listFacets(table, table.columns()).map(({ name }) => name)),
    countQuestion: (name) => keep(`is ${name}`, () => countQuestion(table, name)),
  };
}

function listColumns(table: ColumnTable): CatalogueField[] {
  const columns = new Set(table.columns());
  const named = [...participantLanguage.fields.values()].filter(({ name, column }) => columns.has(column ?? name));
  const others = [...columns].filter((name) => !participantLanguage.fields.has(name));
  return [...named.map(({ name }) => name), ...others].flatMap((name) => {
    const opened = openField(name, participantLanguage);
    if (!opened) return [];
    const sample = findSample(table, opened.column);
    return [{ name, count: table.countKnown(opened.column), ...(sample === undefined ? {} : { sample }) }];
  });
}

function findSample(table: ColumnTable, column: string): string | undefined {
  for (const row of table.rows().slice(0, sampledRows)) {
    const text = describeCell(column, table.read(row, column));
    if (text !== '') return cutText(text, sampleCharacters).text;
  }
  return undefined;
}

function listMetadataFields(table: ColumnTable): CatalogueField[] {
  const found = new Map<string, { count: number; sample: string }>();
  for (const row of table.rows().slice(0, sampledRows)) {
    for (const { path, value } of listPaths(readMetadata(table.read(row, 'metadata')))) {
      const name = nameMetadataField(path);
      const sample = cutText(typeof value === 'string' ? value : JSON.stringify(value), sampleCharacters).text;
      const known = found.get(name);
      found.set(name, { count: (known?.count ?? 0) + 1, sample: known?.sample ?? sample });
    }
  }
  return [...found].map(([name, { count, sample }]) => ({ name, count, sample }));
}

function readMetadata(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > maxMetadataCharacters) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function listValues(table: ColumnTable, field: string): readonly CatalogueValue[] {
  return countValues(table, field, maxValues)?.slice(0, offeredValues) ?? [];
}

function countQuestion(table: ColumnTable, name: string): number {
  const { test } = compileFilter({ kind: 'is', at: 0, length: 0, name }, participantLanguage);
  const nowMs = Date.now();
  return table.rows().filter((row) => test((column) => table.read(row, column), nowMs) === true).length;
}
