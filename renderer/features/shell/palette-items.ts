/** What the palette finds in a server's window: commands, people of the open rooms, rooms and servers. */
import type { RoomSummary } from '#contract/domain/room-facts';
import type { ServerName } from '#contract/domain/server-profile';
import type { PaletteItem } from '#renderer/features/palette/palette-search.ts';
import { showKeys, type Command } from '#renderer/lib/commands.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { sortByPeople } from './room-list.ts';
import { paletteCommand } from './shell-commands.ts';

/** Verbs about the chosen person first, then those of the room, then those of everywhere. */
const placeOrder: Record<Command['place'], number> = {
  Person: 0,
  Room: 1,
  Lobby: 1,
  Servers: 2,
  Form: 2,
  Everywhere: 3,
};

/** Every command that can be run, or is off for a reason. */
export function listVerbs(commands: readonly Command[]): PaletteItem[] {
  return commands
    .toSorted((one, other) => placeOrder[one.place] - placeOrder[other.place])
    .flatMap(({ id, label, detail, keys, offReason, run }) =>
      run === undefined || id === paletteCommand.id
        ? []
        : [
            {
              id: `do ${id} ${detail ?? ''}`,
              section: 'Do' as const,
              label,
              ...(detail === undefined ? {} : { detail }),
              keys: showKeys(keys),
              offReason,
              run,
            },
          ],
    );
}

/** Everybody in the open rooms; those of the room in front first. */
export function listPeople(
  sessions: readonly RoomSession[],
  roomInFront: string | undefined,
  onChoose: (room: string, identity: string) => void,
): PaletteItem[] {
  return sessions
    .toSorted((one, other) => Number(other.room === roomInFront) - Number(one.room === roomInFront))
    .flatMap(({ room, table }) =>
      table
        .rows()
        .filter((row) => table.read(row, 'state') !== 'left')
        .map((row): PaletteItem => {
          const identity = table.keyOf(row);
          const name = table.read(row, 'name');
          return {
            id: `person ${room} ${identity}`,
            section: 'People',
            label: identity,
            ...(typeof name === 'string' && name !== '' ? { detail: name } : {}),
            place: room,
            run: () => onChoose(room, identity),
          };
        }),
    );
}

export function listRooms(
  rooms: readonly RoomSummary[],
  openRooms: ReadonlySet<string>,
  onOpen: (room: string) => void,
): PaletteItem[] {
  return sortByPeople(rooms).map(({ name, numParticipants }) => ({
    id: `room ${name}`,
    section: 'Rooms',
    label: name,
    detail: numParticipants === 1 ? '1 person' : `${numParticipants} people`,
    ...(openRooms.has(name) ? { place: 'open' } : {}),
    run: () => onOpen(name),
  }));
}

export function listServers(servers: readonly ServerName[], onSwitch: (serverId: string) => void): PaletteItem[] {
  return servers.map(({ id, name, environment }) => ({
    id: `server ${id}`,
    section: 'Servers',
    label: name,
    detail: environment,
    run: () => onSwitch(id),
  }));
}
