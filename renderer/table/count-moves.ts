/** How far two orders differ, in rows: the number on the "rows moved" chip. */
import type { RowNumber } from './types.ts';

/** Rows that came, went, or would have to move for `before` to become `after` (the rest keep their places relative to each other). */
export function countMoves(before: readonly RowNumber[], after: readonly RowNumber[]): number {
  const placeBefore = new Map(before.map((row, index) => [row, index]));
  const common = after.filter((row) => placeBefore.has(row));
  const gone = before.length - common.length;
  const come = after.length - common.length;
  const kept = countLongestRise(common.map((row) => placeBefore.get(row) ?? 0));
  return gone + come + (common.length - kept);
}

/** Length of the longest rising subsequence (patience sorting, n log n). */
function countLongestRise(places: readonly number[]): number {
  const tails: number[] = [];
  for (const place of places) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    tails[low] = place;
  }
  return tails.length;
}
