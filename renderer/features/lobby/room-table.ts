/** The rooms of a server as a columnar table: written anew with every list, so that only what moved is drawn again. */
import { useEffect, useMemo } from 'react';
import type { RoomCount, RoomDoubt, RoomList, RoomSummary } from '#contract/domain/room-facts';
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
  column('state', 'state', 132),
  column('metadata', 'metadata', 264, { type: 'json' }),
  column('seen', 'seen', 64, time),
  column('source', 'source', 64, { pin: 'end', align: 'end', type: 'source' }),
];

/** What is told of a room: the list, when it was read, and who was counted in it, if that was read yet. */
export interface ToldRoom {
  room: RoomSummary;
  readAtMs: number;
  count: RoomCount | undefined;
  doubt?: RoomDoubt | undefined;
  serverAheadMs?: number | undefined;
  isOpen: boolean;
}

/**
 * Values of a room by column; `age` is the time of its making by this computer's clock, so that it sorts and ticks. Until a room is counted, people
 * are those of the list, and who else is in it is unknown.
 */
export function readRoom({ room, readAtMs, count, doubt, serverAheadMs, isOpen }: ToldRoom): Record<string, CellValue> {
  return {
    room: room.name,
    sid: room.sid,
    age: room.createdAtMs - (serverAheadMs ?? 0),
    serverAheadMs,
    people: count?.people ?? room.numParticipants,
    agents: count?.agents,
    recorders: count?.recorders,
    phones: count?.phones,
    hidden: count?.hidden,
    countedAt: count?.readAtMs,
    publishers: room.numPublishers,
    recording: room.isRecording,
    state: nameRoomState(room, count, doubt),
    doubtSinceMs: doubt?.sinceMs,
    metadata: room.metadata,
    seen: readAtMs,
    source: 'api',
    isOpen,
  };
}

/** One word for a room: what is wrong with it before what is right. */
function nameRoomState(
  room: RoomSummary,
  count: RoomCount | undefined,
  doubt: RoomDoubt | undefined,
): RoomDoubt['kind'] | 'active' | 'empty' | undefined {
  if (doubt) return doubt.kind;
  if (room.numParticipants > 0) return 'active';
  if (!count) return undefined;
  return countEverybody(count) > 0 ? 'active' : 'empty';
}

function countEverybody({ people, agents, recorders, phones, hidden }: RoomCount): number {
  return people + agents + recorders + phones + hidden;
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
        count: list?.found?.counts[room.sid],
        doubt: list?.found?.doubts[room.sid],
        serverAheadMs: list?.serverAheadMs,
        isOpen: openRooms.includes(room.name),
      });
      for (const [name, value] of Object.entries(values)) table.write(row, name, value, readAtMs);
    }
  }, [made, list, openRooms]);
  return made;
}
