/** How many people each view would show now. Counted in slices, so that keys and frames are never kept waiting. */
import { useEffect, useState } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import { shownTextColumn } from '#contract/filter/types';
import { runSlices } from '#renderer/lib/time-slices.ts';
import type { CellValue, ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { excludeGone } from '../filter/exclude-gone.ts';
import { describeCell } from '../roster-text.ts';

export type ViewCounts = ReadonlyMap<string, number>;

/** From one counting to the next. */
const pauseMs = 2_000;
const longestPauseMs = 30_000;
/** Many people, or views that look through all texts: what is told on the side must stay a small part of the work. */
const pauseShare = 100;

/** Counts by the views' ids, as long as somebody looks; a view whose filter is wrong has none. */
export function useViewCounts(
  table: ColumnTable,
  views: readonly RosterView[],
  isLookedAt: boolean,
  isAbsent: (column: string) => boolean,
): ViewCounts {
  const [counts, setCounts] = useState<ViewCounts>(new Map());
  useEffect(
    () => (isLookedAt ? followCounts(table, views, setCounts, isAbsent) : undefined),
    [table, views, isLookedAt, isAbsent],
  );
  return counts;
}

function followCounts(
  table: ColumnTable,
  views: readonly RosterView[],
  onCounted: (change: (before: ViewCounts) => ViewCounts) => void,
  isAbsent: (column: string) => boolean,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  const count = (): void => {
    const begunMs = performance.now();
    stop = countViews(
      table,
      views,
      (counts) => {
        onCounted((before) => (isSame(before, counts) ? before : counts));
        const tookMs = performance.now() - begunMs;
        timer = setTimeout(count, Math.min(longestPauseMs, Math.max(pauseMs, tookMs * pauseShare)));
      },
      isAbsent,
    );
  };
  count();
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function isSame(one: ViewCounts, other: ViewCounts): boolean {
  return one.size === other.size && [...one].every(([id, count]) => other.get(id) === count);
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
