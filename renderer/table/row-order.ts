/** How rows are compared, merged and counted as moved. Pure: it holds no state and knows no table. */
import type { CellValue, RowNumber, SortKey } from './types.ts';

/** True for what sorts last in both directions: unknown, nothing to know, not a number. */
export function isMissing(value: CellValue): value is undefined | null {
  return value === undefined || value === null || Number.isNaN(value);
}

/** Ascending order of two values that are there: numbers, then booleans, then texts. */
export function compareValues(
  one: Exclude<CellValue, undefined | null>,
  other: Exclude<CellValue, undefined | null>,
  collator: Intl.Collator,
): number {
  if (typeof one === 'string' && typeof other === 'string') return collator.compare(one, other);
  if (typeof one === typeof other) return Number(one) - Number(other);
  return rankType(one) - rankType(other);
}

function rankType(value: string | number | boolean): number {
  switch (typeof value) {
    case 'number':
      return 0;
    case 'boolean':
      return 1;
    default:
      return 2;
  }
}

/**
 * A total order of rows: by their sort values, else by first sight.
 * @param values sort value of each row
 * @param ordinals place of each row in order of first sight
 */
export function createRowComparison(
  sort: SortKey | undefined,
  values: readonly CellValue[],
  ordinals: readonly number[],
  collator: Intl.Collator,
): (one: RowNumber, other: RowNumber) => number {
  const sign = sort?.direction === 'descending' ? -1 : 1;
  return (one, other) => {
    if (sort) {
      const [a, b] = [values[one], values[other]];
      const [isAMissing, isBMissing] = [isMissing(a), isMissing(b)];
      if (isAMissing !== isBMissing) return isAMissing ? 1 : -1;
      if (!isMissing(a) && !isMissing(b)) {
        const difference = compareValues(a, b, collator);
        if (difference !== 0) return sign * difference;
      }
    }
    return (ordinals[one] ?? 0) - (ordinals[other] ?? 0);
  };
}

/** Puts sorted `entering` rows into sorted `staying` ones, with few comparisons: each finds its place by halving. */
export function mergeRows(
  staying: readonly RowNumber[],
  entering: readonly RowNumber[],
  compare: (one: RowNumber, other: RowNumber) => number,
): RowNumber[] {
  const merged: RowNumber[] = [];
  let from = 0;
  for (const row of entering) {
    let low = from;
    let high = staying.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(staying[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    while (from < low) merged.push(staying[from++]!);
    merged.push(row);
  }
  while (from < staying.length) merged.push(staying[from++]!);
  return merged;
}

/** Rows that come, go, or must be moved to make `after` out of `before`: the fewest that do it. */
export function countMoves(before: readonly RowNumber[], after: readonly RowNumber[]): number {
  let start = 0;
  let beforeEnd = before.length;
  let afterEnd = after.length;
  while (start < beforeEnd && start < afterEnd && before[start] === after[start]) start++;
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd--;
    afterEnd--;
  }
  const places = new Map<RowNumber, number>();
  for (let index = start; index < afterEnd; index++) places.set(after[index]!, index);
  // The longest run of rows that keep their relative order stays; everything else moves.
  const runEnds: number[] = [];
  let common = 0;
  for (let index = start; index < beforeEnd; index++) {
    const place = places.get(before[index]!);
    if (place === undefined) continue;
    common++;
    let low = 0;
    let high = runEnds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (runEnds[middle]! < place) low = middle + 1;
      else high = middle;
    }
    runEnds[low] = place;
  }
  const going = beforeEnd - start - common;
  const coming = afterEnd - start - common;
  return going + coming + (common - runEnds.length);
}
