/** How many people each view would show now. Counted in slices, so that keys and frames are never kept waiting. */
import { useEffect, useState } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import { shownTextColumn } from '#contract/filter/types';
import { runSlices } from '#renderer/lib/time-slices.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { CellValue, ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { excludeGone } from '../filter/exclude-gone.ts';
import { describeCell } from '../roster-text.ts';

export type ViewCounts = ReadonlyMap<string, number>;

const countedEveryMs = 2_000;

/** Counts by the views' ids, as long as somebody looks; a view whose filter is wrong has none. */
export function useViewCounts(
  table: ColumnTable,
  views: readonly RosterView[],
  isLookedAt: boolean,
  isAbsent: (column: string) => boolean,
): ViewCounts {
  const [counts, setCounts] = useState<ViewCounts>(new Map());
  const countedAt = Math.floor(useNow() / countedEveryMs);
  useEffect(
    () => (isLookedAt ? countViews(table, views, setCounts, isAbsent) : undefined),
    [table, views, isLookedAt, countedAt, isAbsent],
  );
  return counts;
}

/**
 * @param isAbsent true for a column that is not there because nobody has anything to stand in it
 * @returns the way to stop before the end
 */
export function countViews(
  table: ColumnTable,
  views: readonly RosterView[],
  onCounted: (counts: ViewCounts) => void,
  isAbsent: (column: string) => boolean,
): () => void {
  const nowMs = Date.now();
  const counters = views.flatMap(({ id, filter }) => {
    const parsed = parseFilter(filter);
    return parsed.ok ? [{ id, filter: excludeGone(parsed.ast, parsed.filter), count: 0 }] : [];
  });
  let row: RowNumber = 0;
  let text: string | undefined;
  const read = (column: string): CellValue => {
    if (column === shownTextColumn) return (text ??= joinTexts(table, row));
    const value = table.read(row, column);
    return value === undefined && isAbsent(column) ? null : value;
  };
  const count = (next: RowNumber): void => {
    row = next;
    text = undefined;
    for (const counter of counters) if (counter.filter?.test(read, nowMs) === true) counter.count++;
  };
  return runSlices(table.rows(), count, () => onCounted(new Map(counters.map(({ id, count: found }) => [id, found]))));
}

function joinTexts(table: ColumnTable, row: RowNumber): string {
  const texts = table.columns().map((column) => describeCell(column, table.read(row, column)));
  return texts.join('\n').toLowerCase();
}
