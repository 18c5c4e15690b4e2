/** The ways of data out of the roster: a dialog for rows and columns, the masks, and the copy key in the grid. */
import { Share } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { writeTable } from '#renderer/lib/table-text.ts';
import type { ColumnTable, GridColumn, RowNumber, TableView } from '#renderer/table/types.ts';
import { readMasks } from '../preferences-store.ts';
import { ExportDialog } from '#renderer/features/grid-tools/export/export-dialog.tsx';
import { watchTable } from './hide-values.ts';
import { listExport, listShown } from '#renderer/features/grid-tools/export/list-export.ts';
import { MasksDialog } from '#renderer/features/grid-tools/export/masks-dialog.tsx';
import '#renderer/features/grid-tools/export/export.css';

const place = 'Room';
const exportCommand = {
  id: 'roster.export',
  label: 'Export the roster',
  place,
  keys: 'x',
} as const satisfies CommandDefinition;
const masksCommand = {
  id: 'roster.masks',
  label: 'Masks of what leaves the window',
  place,
} satisfies CommandDefinition;
const copyKeys = {
  id: 'roster.keys.copy',
  label: 'Copy the cell, or the marked rows',
  place,
  keys: '$mod+C',
} satisfies CommandDefinition;

export interface RosterExportProps {
  room: string;
  table: ColumnTable;
  view: TableView;
  columns: readonly GridColumn[];
  listMarked: () => Iterable<RowNumber>;
}

export function RosterExport(props: RosterExportProps) {
  const { room, table, view, columns, listMarked } = props;
  const [open, setOpen] = useState<'export' | 'masks'>();
  const show = (): void => setOpen('export');
  useCommands([{ ...exportCommand, run: show }, { ...masksCommand, run: () => setOpen('masks') }, copyKeys]);
  useEffect(() => watchTable(table), [table]);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => copyFromGrid(event, latest.current);
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, []);
  return (
    <>
      <Button
        look="quiet"
        icon={<Share className="roster-export-icon" aria-hidden="true" />}
        hint={`Copy or save rows for other programs. ${showKeys(exportCommand.keys)}`}
        onClick={show}
      >
        Export
      </Button>
      {open === 'export' && (
        <ExportDialog
          room={room}
          table={table}
          shown={listShown(view)}
          marked={listMarked()}
          columns={columns.map(({ name }) => name)}
          onMasks={() => setOpen('masks')}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'masks' && <MasksDialog onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** The marked rows with their shown columns, or else the cell with the focus. A selected text is copied as ever. */
function copyFromGrid(event: ClipboardEvent, { table, columns, listMarked }: RosterExportProps): void {
  // Without a selection the event is the body's, whatever has the focus.
  const focused = document.activeElement;
  const cell = focused?.closest<HTMLElement>('.roster [data-row-number] [data-column]');
  if (!focused || !cell || getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  const masks = readMasks();
  const marked = [...listMarked()];
  if (marked.length > 0) {
    const told = listExport(
      table,
      marked,
      columns.map(({ name }) => name),
      masks,
    );
    void copyTold(actionStore, `Copied: ${formatCount(told.rows.length)} marked rows`, writeTable(told, 'tsv'));
    return;
  }
  const row = Number(cell.closest<HTMLElement>('[data-row-number]')?.dataset['rowNumber']);
  const column = cell.dataset['column'] ?? '';
  const told = listExport(table, [row], [column], masks);
  // One value is copied as it is: it goes into a field, not into a table.
  const what = told.maskedCells > 0 ? `${column}, masked` : column;
  void copyTold(actionStore, `Copied: ${what}`, String(told.rows[0]?.[0] ?? ''));
}
