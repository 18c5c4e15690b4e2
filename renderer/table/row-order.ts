/** How rows are merged, and counted as moved. It knows no table and no values. */
import { fit } from './typed-rows.ts';
import type { RowList, RowNumber } from './types.ts';

/**
 * Puts sorted `entering` rows into sorted `staying` ones, with few comparisons: each finds its place by halving.
 * Writes into `merged`, which has room for both; returns how many it wrote.
 */
export function mergeRows(
  staying: Int32Array,
  entering: Int32Array,
  merged: Int32Array,
  compare: (one: RowNumber, other: RowNumber) => number,
): number {
  let from = 0;
  let count = 0;
  for (const row of entering) {
    let low = from;
    let high = staying.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(staying[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    while (from < low) merged[count++] = staying[from++]!;
    merged[count++] = row;
  }
  while (from < staying.length) merged[count++] = staying[from++]!;
  return count;
}

export function isSameList(one: RowList, other: RowList): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

/** Counts rows that come, go, or must be moved to make `after` out of `before`: the fewest that do it. */
export function createMoveCounter(): (before: RowList, after: RowList) => number {
  /** Place of each row in `after`, from 1. */
  let places = new Int32Array();
  let runEnds = new Int32Array();
  return (before, after) => {
    let start = 0;
    let beforeEnd = before.length;
    let afterEnd = after.length;
    while (start < beforeEnd && start < afterEnd && before[start] === after[start]) start++;
    while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
      beforeEnd--;
      afterEnd--;
    }
    if (beforeEnd === start && afterEnd === start) return 0;
    for (let index = start; index < afterEnd; index++) places = fit(places, after[index]! + 1);
    for (let index = start; index < beforeEnd; index++) places = fit(places, before[index]! + 1);
    for (let index = start; index < afterEnd; index++) places[after[index]!] = index + 1;
    runEnds = fit(runEnds, beforeEnd - start);
    // The longest run of rows that keep their relative order stays; everything else moves.
    let runLength = 0;
    let common = 0;
    for (let index = start; index < beforeEnd; index++) {
      const place = places[before[index]!]!;
      if (place === 0) continue;
      common++;
      let low = 0;
      let high = runLength;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (runEnds[middle]! < place) low = middle + 1;
        else high = middle;
      }
      runEnds[low] = place;
      if (low === runLength) runLength++;
    }
    for (let index = start; index < afterEnd; index++) places[after[index]!] = 0;
    return beforeEnd - start - common + (afterEnd - start - common) + (common - runLength);
  };
}
