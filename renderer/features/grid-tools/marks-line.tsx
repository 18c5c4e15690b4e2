/** What is marked of a grid beside the roster: how many, how many of them are not shown or gone, and what can be done with them. */
import { Copy } from 'lucide-react';
import { useMemo, useSyncExternalStore } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import type { MarkSet } from '#renderer/table/mark-set.ts';
import type { ColumnTable, RowList, TableView } from '#renderer/table/types.ts';
import type { GridCopy } from './use-grid-copy.ts';
import './marks-line.css';

export interface MarksLineProps {
  /** The grid's name. */
  label: string;
  table: ColumnTable;
  view: TableView;
  marks: MarkSet;
  copy: GridCopy;
}

/** Draws nothing while no row is marked. */
export function MarksLine({ label, table, view, marks, copy }: MarksLineProps) {
  const version = useSyncExternalStore(marks.subscribe, marks.version);
  const order = useSyncExternalStore(view.subscribe, view.order);
  const count = useMemo(
    () => countMarks(table, marks.rows(), order),
    // oxlint-disable-next-line react/exhaustive-deps -- the version says that there are other marks
    [table, marks, version, order],
  );
  if (count.marked === 0) return null;
  const rest = [
    count.notShown > 0 ? `${formatCount(count.notShown)} not shown` : '',
    count.gone > 0 ? `${formatCount(count.gone)} no longer kept` : '',
  ].filter(Boolean);
  return (
    <span className="marks-line" role="toolbar" aria-label={`Marked ${label}`}>
      <b>{formatCount(count.marked)} marked</b>
      {rest.length > 0 && <span className="marks-line-rest">{rest.join(', ')}</span>}
      <Button
        size="small"
        look="quiet"
        icon={<Copy className="marks-line-icon" aria-hidden="true" />}
        offReason={copy.offReason}
        hint="The shown columns, tab-separated"
        onClick={copy.copyMarked}
      >
        Copy rows
      </Button>
      <Button size="small" look="quiet" onClick={() => marks.invert(view.matching())}>
        Invert
      </Button>
      <Button size="small" look="quiet" keys="Esc" onClick={() => marks.clear()}>
        Clear
      </Button>
    </span>
  );
}

export interface MarkCount {
  marked: number;
  /** The filter leaves them out. */
  notShown: number;
  /** The log has dropped them since. */
  gone: number;
}

export function countMarks(table: Pick<ColumnTable, 'has'>, marked: RowList, order: RowList): MarkCount {
  const shown = new Set(marked.length === 0 ? [] : order);
  let [notShown, gone] = [0, 0];
  for (const row of marked) {
    if (!table.has(row)) gone++;
    else if (!shown.has(row)) notShown++;
  }
  return { marked: marked.length, notShown, gone };
}
