/** The copy key in a grid: its marked rows with the columns that are drawn, or else the cell with the focus; masked. */
import { useEffect, useRef } from 'react';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { readMasks } from '#renderer/features/roster/preferences-store.ts';
import { beginHiding } from '#renderer/lib/copy-text.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { writeTable } from '#renderer/lib/table-text.ts';
import type { ColumnTable, GridColumn, RowNumber } from '#renderer/table/types.ts';
import { listExport, type ExportWords } from './export/list-export.ts';

export interface CopySource extends ExportWords {
  /** Accessible name of the grid. */
  grid: string;
  table: ColumnTable;
  /** Those that are drawn. */
  columns: readonly GridColumn[];
  listMarked: () => Iterable<RowNumber>;
  /** Why nothing may be copied. */
  offReason?: string | undefined;
}

export interface GridCopy {
  copyMarked: () => void;
  offReason: string | undefined;
}

export function useGridCopy(source: CopySource): GridCopy {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => copyFromGrid(event, latest.current);
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, []);
  return { copyMarked: () => void copyMarked(latest.current), offReason: source.offReason };
}

/** A selected text is copied as ever. */
function copyFromGrid(event: ClipboardEvent, source: CopySource): void {
  const { grid, table, listMarked, offReason } = source;
  // Without a selection the event is the body's, whatever has the focus.
  const cell = document.activeElement?.closest<HTMLElement>('[data-row-number] [data-column]');
  if (cell?.closest('[role="grid"]')?.ariaLabel !== grid || getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  if (offReason !== undefined) {
    actionStore.notify({ tone: 'told', title: `Nothing was copied. ${offReason}` });
    return;
  }
  if ([...listMarked()].length > 0) {
    void copyMarked(source);
    return;
  }
  const row = Number(cell.closest<HTMLElement>('[data-row-number]')?.dataset['rowNumber']);
  const column = cell.dataset['column'] ?? '';
  const told = listExport(table, [row], [column], readMasks(), { ...source, hide: beginHiding() });
  // One value is copied as it is: it goes into a field, not into a table.
  void copy(String(told.rows[0]?.[0] ?? ''), told.maskedCells > 0 ? `${column}, masked` : column);
}

async function copyMarked(source: CopySource): Promise<void> {
  const { table, columns, listMarked } = source;
  const marked = [...listMarked()];
  const names = columns.filter(({ isBare }) => !isBare).map(({ name }) => name);
  const told = listExport(table, marked, names, readMasks(), { ...source, hide: beginHiding() });
  const gone = marked.length - told.rows.length;
  const rest = gone > 0 ? `; ${formatCount(gone)} more are no longer there` : '';
  await copy(writeTable(told, 'tsv'), `${formatCount(told.rows.length)} marked rows${rest}`);
}

async function copy(text: string, what: string): Promise<void> {
  await copyTold(actionStore, `Copied: ${what}`, text);
}
