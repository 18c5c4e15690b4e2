/** The rooms of a server as a columnar table: written anew with every list, so that only what moved is drawn again. */
import { useEffect, useMemo } from 'react';
import type { RoomCount, RoomDoubt, RoomList, RoomSummary } from '#contract/domain/room-facts';
import { readMetadataFieldName, type MetadataPath } from '#contract/metadata-path';
import type { ColumnRules } from '#renderer/features/grid-tools/column-choices.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createGoneRows } from '#renderer/table/gone-rows.ts';
import { createMarkSet, type MarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import { createRoomMetadata, type RoomMetadata } from './room-metadata.ts';
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
  column('room', 'room', 180, { pin: 'start' }),
  column('sid', 'sid', 132, { type: 'sid' }),
  column('age', 'age', 80, time),
  column('people', 'people', 72, number),
  column('agents', 'agents', 60, number),
  column('recorders', 'recorders', 74, number),
  column('phones', 'phones', 60, number),
  column('hidden', 'hidden', 60, number),
  column('publishers', 'publishers', 78, number),
  column('recording', 'recording', 74, { type: 'boolean', align: 'centre' }),
  column('state', 'state', 124),
  column('metadata', 'metadata', 220, { type: 'json' }),
  column('seen', 'seen', 64, time),
  column('source', 'source', 64, { pin: 'end', align: 'end', type: 'source' }),
];

/** What holds for the lobby's columns. */
export const roomColumnRules: ColumnRules = { rowName: 'room', createColumn: createPathColumn };

/** The column of a path of the rooms' metadata; undefined for a name that is no path. */
function createPathColumn(name: string): GridColumn | undefined {
  return readMetadataFieldName(name) && column(name, spellHostileText(name, 60), 120, { type: 'metadata-path' });
}

/** A column for a path of the rooms' metadata, by its field name. */
export interface MetadataColumn {
  name: string;
  path: MetadataPath;
}

/** Those of the columns that are paths. */
export function listMetadataColumns(columns: readonly GridColumn[]): MetadataColumn[] {
  return columns.flatMap(({ name }) => {
    const path = readMetadataFieldName(name);
    return path ? [{ name, path }] : [];
  });
}

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

/** Table and view over the rooms of the last good list; `openRooms` are those with a tab, `own` the columns of metadata. */
export function useRoomTable(
  list: RoomList | undefined,
  openRooms: readonly string[],
  own: readonly MetadataColumn[],
): { table: ColumnTable; view: TableView; marks: MarkSet; metadata: RoomMetadata } {
  const made = useMemo(() => {
    const table = createColumnTable();
    const view = createTableView(table, { describeCell: describeRoomCell });
    view.setSort([{ column: 'people', direction: 'descending' }]);
    return {
      table,
      view,
      marks: createMarkSet(table),
      goneRows: createGoneRows(table),
      metadata: createRoomMetadata(),
    };
  }, []);
  useEffect(() => {
    const { table, goneRows, metadata } = made;
    metadata.keepOnly(list?.rooms ?? []);
    const readAtMs = list?.readAtMs ?? Date.now();
    const gone = table
      .columns()
      .filter((name) => readMetadataFieldName(name) && !own.some((column) => column.name === name));
    const names = new Set((list?.rooms ?? []).map(({ name }) => name));
    for (const row of table.rows()) if (!names.has(table.keyOf(row))) goneRows.remove(row, performance.now());
    goneRows.releaseOld(performance.now());
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
      // Or the filter would find what is not shown.
      for (const name of gone) table.write(row, name, undefined, readAtMs);
      for (const { name, path } of own) table.write(row, name, metadata.read(room, path), readAtMs);
    }
  }, [made, list, openRooms, own]);
  return made;
}
