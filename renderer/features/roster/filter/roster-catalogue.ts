/** What the people in a room have, for the completion of filters: counted when it is asked for, and kept for a moment. */
import { compileFilter } from '#contract/filter/compile-filter';
import type { CatalogueField, CatalogueValue, FilterCatalogue } from '#contract/filter/complete-filter';
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import type { FilterNode } from '#contract/filter/types';
import { findPaths, type FoundPath } from '../columns/find-paths.ts';
import { describeCell } from '../roster-text.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { excludeGone } from './exclude-gone.ts';
import { countValues, listFacets } from './count-values.ts';

/** Typing on asks again and again for what hardly changes. */
const keptMs = 2_000;
const maxValues = 500;
const offeredValues = 50;
const sampledRows = 200;
const sampleCharacters = 40;

export interface RosterCatalogue extends FilterCatalogue {
  /** Looks for the paths that metadata has; they are offered once they are found. Returns the way to stop. */
  lookForPaths(): () => void;
}

export function createRosterCatalogue(
  table: ColumnTable,
  now: () => number = () => performance.now(),
): RosterCatalogue {
  const kept = new Map<string, { atMs: number; value: unknown }>();
  let paths: readonly FoundPath[] = [];
  /** As they were last listed to the end. */
  let facets: readonly string[] = [];
  let stopListing = (): void => undefined;

  function keep<T>(key: string, make: () => T): T {
    const known = kept.get(key);
    if (known && now() - known.atMs < keptMs) return known.value as T;
    const value = make();
    kept.set(key, { atMs: now(), value });
    return value;
  }

  return {
    fields: () => keep('fields', () => [...listColumns(table, paths), ...paths.map(describePath)]),
    values: (field) => keep(`values ${field}`, () => listValues(table, field)),
    facetFields: () => {
      keep('facets', () => {
        stopListing();
        stopListing = listFacets(table, table.columns(), (found) => void (facets = found.map(({ name }) => name)));
      });
      return facets;
    },
    lookForPaths: () =>
      findPaths(table, (findings) => {
        paths = findings.paths;
        kept.delete('fields');
      }),
    countQuestion: (name) => keep(`is ${name}`, () => countQuestion(table, name)),
  };
}

function listColumns(table: ColumnTable, paths: readonly FoundPath[]): CatalogueField[] {
  const found = new Set(paths.map(({ name }) => name));
  const columns = new Set(table.columns().filter((name) => !found.has(name)));
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

function describePath({ name, people, sample }: FoundPath): CatalogueField {
  const text = sample === undefined || sample === null ? '' : cutText(String(sample), sampleCharacters).text;
  return { name, count: people, ...(text === '' ? {} : { sample: text }) };
}

function listValues(table: ColumnTable, field: string): readonly CatalogueValue[] {
  return countValues(table, field, maxValues)?.slice(0, offeredValues) ?? [];
}

function countQuestion(table: ColumnTable, name: string): number {
  const tree: FilterNode = { kind: 'is', at: 0, length: 0, name };
  const filter = excludeGone(tree, compileFilter(tree, participantLanguage));
  const nowMs = Date.now();
  return table.rows().filter((row) => filter?.test((column) => table.read(row, column), nowMs) === true).length;
}
