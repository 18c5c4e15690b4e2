/** How many people have which value of a field, and which fields have so few values that they can be chosen from. Pure. */
import { combineFilter, createValueTerm } from '#contract/filter/combine-filter';
import { compileFilter } from '#contract/filter/compile-filter';
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import type { CatalogueValue } from '#contract/filter/complete-filter';
import { printFilter } from '#contract/filter/print-filter';
import type { FilterField, FilterLanguage, FilterNode } from '#contract/filter/types';
import { nameAttributeField, type FieldType } from '#contract/fields';
import { readMetadataFieldName } from '#contract/metadata-path';
import { runSlices, type RunSlices } from '#renderer/lib/time-slices.ts';
import type { CellValue, ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { countPresent, isGone } from '../present-rows.ts';
import { asksForLeft } from './exclude-gone.ts';

export interface Facet {
  name: string;
  /** Commonest first. */
  values: readonly CatalogueValue[];
}

/** A field with more values is searched, not chosen from. */
const maxFacetValues = 20;
/** A longer value is a document. */
const maxFacetCharacters = 80;
/** Fields whose values are shown even if everybody has the same. */
const alwaysShown: ReadonlySet<string> = new Set(['kind', 'state']);
const facetTypes: ReadonlySet<FieldType> = new Set([
  'enumeration',
  'track',
  'right',
  'boolean',
  'source',
  'text',
  'number',
]);

/** How often each value of a field occurs, among who is there and among who left some time ago. */
export interface ValueCounts {
  field: FilterField;
  present: ReadonlyMap<CellValue, number>;
  gone: ReadonlyMap<CellValue, number>;
}

/** How often each value of a field occurs; undefined where there are more than `limit` of them. */
export function countValues(
  table: ColumnTable,
  name: string,
  limit: number,
  language: FilterLanguage = participantLanguage,
): ValueCounts | undefined {
  const counter = createCounter(table, name, limit, language);
  if (!counter) return undefined;
  for (const row of listCounted(table, name)) {
    counter.count(row);
    if (counter.isOver()) return undefined;
  }
  return counter.counts;
}

/** Values, commonest first. */
export function listCommonest({ present, gone }: ValueCounts): CatalogueValue[] {
  const values = new Map(present);
  for (const [value, count] of gone) values.set(value, (values.get(value) ?? 0) + count);
  return [...values].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
}

/** A field that is read as it is, whatever stands in it. */
const standIn = nameAttributeField('value');

/** How many a filter of this one term would show. @param term asks of the counted field alone */
export function countMatching({ field, present, gone }: ValueCounts, term: FilterNode, nowMs: number): number {
  const isPath = readMetadataFieldName(field.name) !== undefined;
  const filter = compileFilter(isPath ? renameField(term) : term, participantLanguage);
  let count = 0;
  for (const values of asksForLeft(term) ? [present, gone] : [present]) {
    for (const [value, rows] of values) if (filter.test(() => value, nowMs) === true) count += rows;
  }
  return count;
}

/** What stands at a path is known here already; the filter’s own reader would look for it in the whole metadata. */
function renameField(term: FilterNode): FilterNode {
  if (term.kind === 'not') return { ...term, of: renameField(term.of) };
  return 'field' in term ? { ...term, field: standIn } : term;
}

interface Counter {
  counts: ValueCounts;
  count(row: RowNumber): void;
  /** There are more values than are wanted. */
  isOver(): boolean;
}

/** Counts the values of one field, row by row; undefined where there is no such field. */
function createCounter(table: ColumnTable, name: string, limit: number, language: FilterLanguage): Counter | undefined {
  const opened = openField(name, language);
  if (!opened) return undefined;
  const present = new Map<CellValue, number>();
  const gone = new Map<CellValue, number>();
  // A path that is a column was read when its text changed.
  const column = opened.column !== name && table.columns().includes(name) ? name : undefined;
  let row: RowNumber = 0;
  const readColumn = (wanted: string): CellValue => table.read(row, wanted);
  return {
    counts: { field: opened.field, present, gone },
    isOver: () => present.size > limit || gone.size > limit,
    count(next) {
      row = next;
      const value = column === undefined ? opened.read(readColumn) : table.read(row, column);
      // To a filter, an empty text is nothing too.
      const counted = value === '' ? null : value;
      const counts = isOfLeft(name) && isGone(table, row) ? gone : present;
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
    },
  };
}

/** Who left some time ago counts only where it is asked who has left. */
function* listCounted(table: ColumnTable, name: string): Iterable<RowNumber> {
  for (const row of table.rows()) if (isOfLeft(name) || !isGone(table, row)) yield row;
}

function isOfLeft(name: string): boolean {
  return name === 'state' || name === 'left' || name === 'reason';
}

/** Rows of one column that are counted in one go. */
const rowsATime = 128;

/**
 * Fields with few values that many share, those that moderators choose by most first. Counted in slices: a short list is
 * through when this returns.
 *
 * @returns the way to stop before the end
 */
export function listFacets(
  table: ColumnTable,
  columns: readonly string[],
  onListed: (facets: readonly Facet[]) => void,
  run: RunSlices = runSlices,
): () => void {
  const people = countPresent(table);
  const ranks = new Map(columns.map((name) => [name, rankColumn(name)]));
  const rankOf = (name: string): number => ranks.get(name) ?? 0;
  const counted = [...columns]
    .sort((one, other) => rankOf(one) - rankOf(other) || table.countKnown(other) - table.countKnown(one))
    .flatMap((name) => {
      const counter = createCounter(table, name, maxFacetValues + 1, participantLanguage);
      return counter && facetTypes.has(counter.counts.field.type) ? [{ name, counter }] : [];
    });
  const present = [...listCounted(table, 'identity')];
  const pieces = counted.flatMap(({ name, counter }) => {
    const rows = isOfLeft(name) ? table.rows() : present;
    const parts = Math.ceil(rows.length / rowsATime);
    return Array.from({ length: parts }, (_, part) => ({ counter, rows, from: part * rowsATime }));
  });
  return run(
    pieces,
    ({ counter, rows, from }) => {
      const to = Math.min(rows.length, from + rowsATime);
      for (let index = from; index < to && !counter.isOver(); index++) counter.count(rows[index]!);
    },
    () =>
      onListed(
        counted.flatMap(({ name, counter }) => {
          if (counter.isOver()) return [];
          const values = listCommonest(counter.counts);
          if (!isFacet(name, counter.counts.field.type, values, people)) return [];
          return [{ name, values: listChoices(counter.counts, values) }];
        }),
      ),
  );
}

/** Each value with how many choosing it shows; of values that are chosen by the same filter the commonest. */
function listChoices(counts: ValueCounts, values: readonly CatalogueValue[]): CatalogueValue[] {
  const nowMs = Date.now();
  const chosen = new Set<string>();
  return values
    .flatMap(({ value }) => {
      const term = createValueTerm(counts.field.name, value);
      // What somebody has need not be a word of the language.
      if (!term || combineFilter('', counts.field.name, value, 'include') === undefined) return [];
      const folded = printFilter(term).toLowerCase();
      if (chosen.has(folded)) return [];
      chosen.add(folded);
      return [{ value, count: countMatching(counts, term, nowMs) }];
    })
    .sort((one, other) => other.count - one.count);
}

function isFacet(name: string, type: FieldType, values: readonly CatalogueValue[], people: number): boolean {
  if (alwaysShown.has(name)) return true;
  if (values.length < 2) return false;
  const known = values.filter(({ value }) => value !== undefined && value !== null);
  const holders = known.reduce((sum, { count }) => sum + count, 0);
  // What one person alone has is found by name.
  if (known.length === 0 || (name.startsWith('attr.') && holders < 2)) return false;
  if (type !== 'text') return true;
  const isLong = known.some(({ value }) => String(value).length > maxFacetCharacters);
  // Where nearly everybody has a value of their own, there is nothing to choose from.
  return !isLong && known.length <= Math.max(2, people / 2);
}

function rankColumn(name: string): number {
  if (name === 'kind') return 0;
  if (name === 'state') return 1;
  if (name.startsWith('attr.')) return 2;
  return name.startsWith('can.') ? 4 : 3;
}
