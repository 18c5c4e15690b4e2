/** One order for all values: unknown and "nothing to know" last in either direction, numbers by size, texts as people sort. */
import type { CellValue, SortKey } from './types.ts';

/** 1-digit ranks keep mixed columns stable: false, true, numbers, texts. */
function rankType(value: string | number | boolean): number {
  return typeof value === 'boolean' ? 0 : typeof value === 'number' ? 1 : 2;
}

/** Negative if `a` comes first. */
export function compareValues(
  a: CellValue,
  b: CellValue,
  direction: SortKey['direction'],
  collator: Pick<Intl.Collator, 'compare'>,
): number {
  const isAbsentA = a === undefined || a === null;
  const isAbsentB = b === undefined || b === null;
  if (isAbsentA || isAbsentB) return Number(isAbsentA) - Number(isAbsentB);
  const ascending = comparePresent(a, b, collator);
  return direction === 'ascending' ? ascending : -ascending;
}

function comparePresent(
  a: string | number | boolean,
  b: string | number | boolean,
  collator: Pick<Intl.Collator, 'compare'>,
): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  const byType = rankType(a) - rankType(b);
  return byType === 0 ? Number(a) - Number(b) : byType;
}
