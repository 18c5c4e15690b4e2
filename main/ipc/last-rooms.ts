/** Requests about the rooms that a server's window had open last. The server is the sending window's own. */
import { fail, succeed } from '#contract/result';
import type { LastRooms } from '#main/services/rooms/last-rooms';
import type { DomainHandlers } from './handler.ts';

export function createLastRoomHandlers({ lastRooms }: { lastRooms: LastRooms }): DomainHandlers<'last-rooms'> {
  return {
    'last-rooms:read': async (_request, { serverId }) =>
      succeed(serverId === undefined ? [] : [...lastRooms.read(serverId)]),
    'last-rooms:save': async ({ rooms }, { serverId }) => {
      if (serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
      await lastRooms.save(serverId, rooms);
      return succeed(null);
    },
  };
}
