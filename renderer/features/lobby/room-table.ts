/** The rooms of a server as a columnar table: written anew with every list, so that only what moved is drawn again. */
import { useEffect, useMemo } from 'react';
import type { RoomCount, RoomList, RoomSummary } from '#contract/domain/room-facts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue, ColumnTable, GridColumn, TableView } from '#renderer/table/types.ts';

function column(
  name: string,
  label: string,
  widthPx: number,
  options: Partial<Pick<GridColumn, 'align' | 'pin' | 'type'>> = {},
): GridColumn {
  return { name, label, widthPx, group: '', type: 'text', align: 'start', pin: 'none', ...options };
}

const number = { align: 'end', type: 'number' } as const;
const time = { align: 'end', type: 'time' } as const;

export const roomColumns: readonly GridColumn[] = [
  column('room', 'room', 200, { pin: 'start' }),
  column('sid', 'sid', 132, { type: 'sid' }),
  column('age', 'age', 80, time),
  column('people', 'people', 72, number),
  column('agents', 'agents', 64, number),
  column('recorders', 'recorders', 76, number),
  column('phones', 'phones', 64, number),
  column('hidden', 'hidden', 64, number),
  column('publishers', 'publishers', 84, number),
  column('recording', 'recording', 80, { type: 'boolean', align: 'centre' }),
  column('metadata', 'metadata', 264, { type: 'json' }),
  column('seen', 'seen', 64, time),
  column('source', 'source', 64, { pin: 'end', align: 'end', type: 'source' }),
];

/** What is told of a room: the list, when it was read, and who was counted in it, if that was read yet. */
export interface ToldRoom {
  room: RoomSummary;
  readAtMs: number;
  count: RoomCount | undefined;
  isOpen: boolean;
}

/**
 * Values of a room by column; `age` is the time of its making, so that it sorts and ticks. Until a room is counted, people
 * are those of the list, and who else is in it is unknown.
 */
export function readRoom({ room, readAtMs, count, isOpen }: ToldRoom): Record<string, CellValue> {
  return {
    room: room.name,
    sid: room.sid,
    age: room.createdAtMs,
    people: count?.people ?? room.numParticipants,
    agents: count?.agents,
    recorders: count?.recorders,
    phones: count?.phones,
    hidden: count?.hidden,
    countedAt: count?.readAtMs,
    publishers: room.numPublishers,
    recording: room.isRecording,
    metadata: room.metadata,
    seen: readAtMs,
    source: 'api',
    isOpen,
  };
}

/** What the quick filter finds in a cell: texts that the row shows, not the inner names of its lamps. */
export function describeRoomCell(columnName: string, value: CellValue): string {
  return typeof value === 'string' && columnName !== 'source' ? value : '';
}

/** Table and view over the rooms of the last good list; `openRooms` are those with a tab. */
export function useRoomTable(
  list: RoomList | undefined,
  openRooms: readonly string[],
): { table: ColumnTable; view: TableView } {
  const made = useMemo(() => {
    const table = createColumnTable();
    const view = createTableView(table, { describeCell: describeRoomCell });
    view.setSort({ column: 'people', direction: 'descending' });
    return { table, view };
  }, []);
  useEffect(() => {
    const { table } = made;
    const readAtMs = list?.readAtMs ?? Date.now();
    const names = new Set((list?.rooms ?? []).map(({ name }) => name));
    for (const row of table.rows()) if (!names.has(table.keyOf(row))) table.removeRow(row);
    for (const room of list?.rooms ?? []) {
      const row = table.ensureRow(room.name);
      const values = readRoom({
        room,
        readAtMs,
        count: list?.counts?.[room.sid],
        isOpen: openRooms.includes(room.name),
      });
      for (const [name, value] of Object.entries(values)) table.write(row, name, value, readAtMs);
    }
  }, [made, list, openRooms]);
  return made;
}
