/** What the people in a room have, for the completion of filters: counted when it is asked for, and kept for a moment. */
import { compileFilter } from '#contract/filter/compile-filter';
import type { CatalogueField, FilterCatalogue } from '#contract/filter/complete-filter';
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import { printFilter } from '#contract/filter/print-filter';
import type { FilterNode, ReadCell } from '#contract/filter/types';
import { readMetadataFieldName } from '#contract/metadata-path';
import { findPaths, type FoundPath } from '../columns/find-paths.ts';
import { describeCell } from '../roster-text.ts';
import { createAnswerMemory } from '#renderer/features/grid-tools/filter/answer-memory.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { excludeGone } from './exclude-gone.ts';
import { countMatching, countValues, listCommonest, listFacets, type ValueCounts } from './count-values.ts';

const maxValues = 500;
const offeredValues = 50;
const sampledRows = 200;
const sampleCharacters = 40;

export interface RosterCatalogue extends FilterCatalogue {
  /** Looks for the paths that metadata has; they are offered once they are found. Returns the way to stop. */
  lookForPaths(): () => void;
}

/** @param isAbsent true for a column that is not there because nobody has anything to stand in it */
export function createRosterCatalogue(
  table: ColumnTable,
  isAbsent: (column: string) => boolean,
  now: () => number = () => performance.now(),
): RosterCatalogue {
  const { keep, forget } = createAnswerMemory(now);
  let paths: readonly FoundPath[] = [];
  /** As they were last listed to the end. */
  let facets: readonly string[] = [];
  let stopListing = (): void => undefined;

  const countField = (field: string): ValueCounts | undefined =>
    keep(`values ${field}`, () => countValues(table, field, maxValues));

  function countTerm(term: FilterNode): number | undefined {
    if (term.kind === 'compare') {
      // JSON’s null is nothing among the values, and something to this one word.
      if (readMetadataFieldName(term.field) && term.pattern.kind === 'text' && term.pattern.text === 'null')
        return undefined;
      const counts = countField(term.field);
      return counts && countMatching(counts, term, Date.now());
    }
    const isPath = 'field' in term && readMetadataFieldName(term.field) !== undefined;
    if (!isPath) return countRows(table, term, isAbsent);
    return term.kind === 'has' ? paths.find(({ name }) => name === term.field)?.people : undefined;
  }

  return {
    fields: () => keep('fields', () => [...listColumns(table, paths), ...paths.map(describePath)]),
    values: (field) => {
      const counts = countField(field);
      return counts ? listCommonest(counts).slice(0, offeredValues) : [];
    },
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
        forget('fields');
      }),
    count: (term) => keep(`count ${printFilter(term)}`, () => countTerm(term)),
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
    return [{ name, ...(sample === undefined ? {} : { sample }) }];
  });
}

function findSample(table: ColumnTable, column: string): string | undefined {
  for (const row of table.rows().slice(0, sampledRows)) {
    const text = describeCell(column, table.read(row, column));
    if (text !== '') return cutText(text, sampleCharacters).text;
  }
  return undefined;
}

function describePath({ name, sample }: FoundPath): CatalogueField {
  const text = sample === undefined || sample === null ? '' : cutText(String(sample), sampleCharacters).text;
  return { name, ...(text === '' ? {} : { sample: text }) };
}

function countRows(table: ColumnTable, term: FilterNode, isAbsent: (column: string) => boolean): number {
  const filter = excludeGone(term, compileFilter(term, participantLanguage));
  const nowMs = Date.now();
  let row: RowNumber = 0;
  const read: ReadCell = (column) => {
    const value = table.read(row, column);
    return value === undefined && isAbsent(column) ? null : value;
  };
  let count = 0;
  for (row of table.rows()) if (filter?.test(read, nowMs) === true) count++;
  return count;
}
