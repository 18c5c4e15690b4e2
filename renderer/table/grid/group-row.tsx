/** The head of a group as a row of the grid: its value, how many rows it has, how many of them are marked. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useMemo } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import type { MarkSet } from '../mark-set.ts';
import type { CellValue, Entry, GroupHead, TableView } from '../types.ts';

export interface GroupRowProps {
  view: TableView;
  marks: MarkSet | undefined;
  /** Moves when marks do: counting them is work, so it is done once for each change. */
  markVersion: number;
  entry: Entry;
  /** From 0, the head not counted. */
  index: number;
  topPx: number;
  columnCount: number;
  /** What the group's column is called. */
  label: string;
  describeValue: ((column: string, value: CellValue) => string) | undefined;
  value: CellValue;
  count: number;
  isCollapsed: boolean;
  column: string;
  isTabStop: boolean;
}

const drawnCharacters = 80;

export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { view, marks, markVersion, entry, index, topPx, label, value, count, isCollapsed, column } = props;
  const markedCount = useMemo(
    () => (marks && markVersion >= 0 ? countMarked(view, marks, entry) : 0),
    // oxlint-disable-next-line react/exhaustive-deps -- the count of rows tells that the group has other ones
    [view, marks, markVersion, entry, count],
  );
  const words = props.describeValue?.(column, value) ?? describeGroupValue(value);
  const isMarked = markedCount === count ? 'all' : markedCount > 0 ? 'some' : undefined;
  const Chevron = isCollapsed ? ChevronRight : ChevronDown;
  const style = useMemo(() => ({ insetBlockStart: topPx }), [topPx]);
  return (
    <div
      role="row"
      className="grid-row grid-group"
      style={style}
      data-group={words}
      data-row-number={entry}
      data-marked={isMarked}
      aria-rowindex={index + 2}
    >
      <div
        role="gridcell"
        className="grid-cell grid-cell-pin-start grid-group-cell"
        data-column={column}
        aria-colindex={1}
        aria-colspan={props.columnCount}
        aria-expanded={!isCollapsed}
        tabIndex={props.isTabStop ? 0 : -1}
      >
        <Chevron className="grid-group-chevron" aria-hidden="true" />
        <span className="grid-group-label">{label}</span>
        <span className="grid-group-value">
          <HostileText text={words} maxCharacters={drawnCharacters} />
        </span>
        <span className="grid-group-count">
          {formatCount(count)}
          <span className="base-hidden"> {count === 1 ? 'row' : 'rows'}</span>
        </span>
        {markedCount > 0 && <span className="grid-group-marked">{formatCount(markedCount)} marked</span>}
      </div>
    </div>
  );
});

/** The props of a group's row that come from its head. */
export function spreadHead(head: GroupHead): Pick<GroupRowProps, keyof GroupHead> {
  return { column: head.column, value: head.value, count: head.count, isCollapsed: head.isCollapsed };
}

/** What a group's value is called where the feature has no words of its own for it. */
export function describeGroupValue(value: CellValue): string {
  if (value === undefined) return 'unknown';
  if (value === null) return 'none';
  if (value === '') return '(empty)';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function countMarked(view: TableView, marks: MarkSet, entry: Entry): number {
  let count = 0;
  for (const row of view.groupRows(entry)) if (marks.has(row)) count++;
  return count;
}
