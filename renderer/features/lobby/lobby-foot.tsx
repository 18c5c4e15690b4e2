/** The foot of the lobby: how many rooms are shown and in which order, what is marked, and the verb of the chosen one. */
import { useSyncExternalStore } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { tellTime, type ExportWords } from '#renderer/features/grid-tools/export/list-export.ts';
import { MarksLine } from '#renderer/features/grid-tools/marks-line.tsx';
import { useGridCopy } from '#renderer/features/grid-tools/use-grid-copy.ts';
import type { Command } from '#renderer/lib/commands.ts';
import type { MarkSet } from '#renderer/table/mark-set.ts';
import type { ColumnTable, GridColumn, TableView } from '#renderer/table/types.ts';
import { describeRoomsShown } from './lobby-text.ts';

/** How cells of rooms are told outside of the window. Masks are of people, but for metadata: a room's sid is no person's. */
export const roomWords: ExportWords = {
  fieldOf: (column) => (column.startsWith('meta') ? column : 'room'),
  tell: (column, value) => (column === 'age' || column === 'seen' ? tellTime(value) : value),
};

export interface LobbyFootProps {
  table: ColumnTable;
  view: TableView;
  marks: MarkSet;
  drawn: readonly GridColumn[];
  /** Undefined while no list was read. */
  total: number | undefined;
  /** Opens the chosen room, or says why it cannot. */
  openVerb: Command | undefined;
}

export function LobbyFoot({ table, view, marks, drawn, total, openVerb }: LobbyFootProps) {
  const copy = useGridCopy({
    grid: 'Rooms',
    table,
    columns: drawn,
    listMarked: () => marks.rows(),
    ...roomWords,
  });
  const shown = useSyncExternalStore(view.subscribe, view.order).length;
  const sort = useSyncExternalStore(view.subscribe, view.sort);
  return (
    <footer className="lobby-foot">
      {total === undefined ? 'rooms unknown: the list was not read yet' : describeRoomsShown(shown, total, sort)}
      <span className="lobby-verbs">
        <MarksLine label="Rooms" table={table} view={view} marks={marks} copy={copy} />
        <Button size="small" keys="Enter" offReason={openVerb?.offReason} onClick={() => openVerb?.run?.()}>
          Open
        </Button>
      </span>
    </footer>
  );
}
