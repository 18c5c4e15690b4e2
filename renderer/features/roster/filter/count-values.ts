/** How many people have which value of a field, and which fields have so few values that they can be chosen from. Pure. */
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import type { CatalogueValue } from '#contract/filter/complete-filter';
import type { FieldType } from '#contract/fields';
import { runSlices, type RunSlices } from '#renderer/lib/time-slices.ts';
import type { CellValue, ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { countPresent, isGone } from '../present-rows.ts';

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

/** Values of a field with how many people have each, commonest first; undefined where there are more than `limit`. */
export function countValues(table: ColumnTable, name: string, limit: number): CatalogueValue[] | undefined {
  const counter = createCounter(table, name, limit);
  if (!counter) return [];
  for (const row of listCounted(table, name)) {
    counter.count(row);
    if (counter.isOver()) return undefined;
  }
  return counter.values();
}

interface Counter {
  type: FieldType;
  count(row: RowNumber): void;
  /** There are more values than are wanted. */
  isOver(): boolean;
  values(): CatalogueValue[] | undefined;
}

/** Counts the values of one field, row by row; undefined where there is no such field. */
function createCounter(table: ColumnTable, name: string, limit: number): Counter | undefined {
  const opened = openField(name, participantLanguage);
  if (!opened) return undefined;
  const counts = new Map<CellValue, number>();
  // A path that is a column was read when its text changed.
  const column = opened.column !== name && table.columns().includes(name) ? name : undefined;
  let row: RowNumber = 0;
  const readColumn = (wanted: string): CellValue => table.read(row, wanted);
  const isOver = (): boolean => counts.size > limit;
  return {
    type: opened.field.type,
    isOver,
    count(next) {
      row = next;
      const value = column === undefined ? opened.read(readColumn) : table.read(row, column);
      // To a filter, an empty text is nothing too.
      const counted = value === '' ? null : value;
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
    },
    values() {
      if (isOver()) return undefined;
      // Who may use every source may use this one.
      if (opened.field.type === 'right' && counts.has('all')) {
        counts.set('can', (counts.get('can') ?? 0) + (counts.get('all') ?? 0));
      }
      return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
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
      const counter = createCounter(table, name, maxFacetValues + 1);
      return counter && facetTypes.has(counter.type) ? [{ name, counter }] : [];
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
          const values = counter.values();
          return values && isFacet(name, counter.type, values, people) ? [{ name, values }] : [];
        }),
      ),
  );
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
