/** What the rows of a grid beside the roster have, for the completion of its filter: counted when it is asked for. */
import { compileFilter } from '#contract/filter/compile-filter';
import type { CatalogueValue, FilterCatalogue } from '#contract/filter/complete-filter';
import type { FilterLanguage, FilterNode } from '#contract/filter/types';
import { printFilter } from '#contract/filter/print-filter';
import { countValues, listCommonest } from '#renderer/features/roster/filter/count-values.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { createAnswerMemory } from './answer-memory.ts';

const maxValues = 500;
const offeredValues = 50;
/** A column with more values is searched, not chosen from. */
const maxFacetValues = 20;
const sampleCharacters = 40;

export function createTableCatalogue(
  table: ColumnTable,
  language: FilterLanguage,
  now: () => number = () => performance.now(),
): FilterCatalogue {
  const { keep } = createAnswerMemory(now);
  const names = [...language.fields.keys()];

  function findSample(name: string): string | undefined {
    const row = table.rows().find((one) => typeof table.read(one, name) === 'string' && table.read(one, name) !== '');
    return row === undefined ? undefined : cutText(String(table.read(row, name)), sampleCharacters).text;
  }

  function isFacet(name: string): boolean {
    const { type } = language.fields.get(name) ?? {};
    if (type === 'time' || type === 'json') return false;
    const counts = countValues(table, name, maxFacetValues, language);
    return counts !== undefined && counts.present.size > 1;
  }

  function listValues(name: string): CatalogueValue[] {
    const counts = countValues(table, name, maxValues, language);
    return counts ? listCommonest(counts).slice(0, offeredValues) : [];
  }

  function count(term: FilterNode): number {
    const filter = compileFilter(term, language);
    const nowMs = Date.now();
    return table.rows().filter((row) => filter.test((column) => table.read(row, column), nowMs) === true).length;
  }

  return {
    fields: () =>
      keep('fields', () =>
        names.map((name) => {
          const sample = findSample(name);
          return { name, ...(sample === undefined ? {} : { sample }) };
        }),
      ),
    values: (name) => keep(`values ${name}`, () => listValues(name)),
    facetFields: () => keep('facets', () => names.filter(isFacet)),
    count: (term) => keep(`count ${printFilter(term, language)}`, () => count(term)),
  };
}
