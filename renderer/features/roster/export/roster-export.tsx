/** The ways of data out of the roster: a dialog for rows and columns, the masks, and the copy key in the grid. */
import { goneColumn } from '#contract/fields';
import { GridExport } from '#renderer/features/grid-tools/export/grid-export.tsx';
import { useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { ColumnTable, GridColumn, RowNumber, TableView } from '#renderer/table/types.ts';
import { listPresent } from '../present-rows.ts';
import { useGridCopy } from '#renderer/features/grid-tools/use-grid-copy.ts';

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
  useCommands([copyKeys]);
  useGridCopy({ grid: 'Participants', table, columns, listMarked });
  return (
    <GridExport
      name={room}
      table={table}
      view={view}
      listMarked={listMarked}
      listAll={() => listPresent(table)}
      allLabel="Everybody"
      columns={columns.map(({ name }) => name)}
      known={table.columns().filter((name) => name !== goneColumn)}
      command={exportCommand}
      masksCommand={masksCommand}
    />
  );
}
