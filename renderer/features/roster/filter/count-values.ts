/** How many people have which value of a field, and which fields have so few values that they can be chosen from. Pure. */
import { openField } from '#contract/filter/open-field';
import { participantLanguage } from '#contract/filter/participant-language';
import type { CatalogueValue } from '#contract/filter/complete-filter';
import { goneColumn, type FieldType } from '#contract/fields';
import type { CellValue, ColumnTable, RowNumber } from '#renderer/table/types.ts';

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
  const opened = openField(name, participantLanguage);
  if (!opened) return [];
  const counts = new Map<CellValue, number>();
  for (const row of listCounted(table, name)) {
    const value = opened.read((column) => table.read(row, column));
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > limit) return undefined;
  }
  // Who may use every source may use this one.
  if (opened.field.type === 'right' && counts.has('all')) {
    counts.set('can', (counts.get('can') ?? 0) + (counts.get('all') ?? 0));
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
}

/** Who left some time ago counts only where it is asked who has left. */
function* listCounted(table: ColumnTable, name: string): Iterable<RowNumber> {
  const isOfLeft = name === 'state' || name === 'left' || name === 'reason';
  for (const row of table.rows()) if (isOfLeft || table.read(row, goneColumn) !== true) yield row;
}

/** How many are in the list, without who left some time ago. */
export function countPresent(table: ColumnTable): number {
  return table.rows().length - table.countKnown(goneColumn);
}

/** Fields with few values that many share, those that moderators choose by most first. */
export function listFacets(table: ColumnTable, columns: readonly string[]): Facet[] {
  const people = countPresent(table);
  const ranks = new Map(columns.map((name) => [name, rankColumn(name)]));
  const rankOf = (name: string): number => ranks.get(name) ?? 0;
  return [...columns]
    .sort((one, other) => rankOf(one) - rankOf(other) || table.countKnown(other) - table.countKnown(one))
    .flatMap((name) => {
      const type = openField(name, participantLanguage)?.field.type;
      if (!type || !facetTypes.has(type)) return [];
      const values = countValues(table, name, maxFacetValues + 1);
      return values && isFacet(name, type, values, people) ? [{ name, values }] : [];
    });
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
