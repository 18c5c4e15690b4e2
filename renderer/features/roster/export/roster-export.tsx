/** The ways of data out of the roster: a dialog for rows and columns, the masks, and the copy key in the grid. */
import { Share } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { ColumnTable, GridColumn, RowNumber, TableView } from '#renderer/table/types.ts';
import { ExportDialog } from '#renderer/features/grid-tools/export/export-dialog.tsx';
import { watchTable } from './hide-values.ts';
import { listShown } from '#renderer/features/grid-tools/export/list-export.ts';
import { useGridCopy } from '#renderer/features/grid-tools/use-grid-copy.ts';
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

export function RosterExport({ room, table, view, columns, listMarked }: RosterExportProps) {
  const [open, setOpen] = useState<'export' | 'masks'>();
  const show = (): void => setOpen('export');
  useCommands([{ ...exportCommand, run: show }, { ...masksCommand, run: () => setOpen('masks') }, copyKeys]);
  useEffect(() => watchTable(table), [table]);
  useGridCopy({ grid: 'Participants', table, columns, listMarked });
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
