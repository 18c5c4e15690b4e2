/** Requests about rooms. The server is the sending window's own, never one that a request names. */
import { fail, succeed, type Result } from '#contract/result';
import type { JoiningWindow, Rooms } from '#main/services/rooms/rooms';
import type { Observations } from '#main/services/observations/observations';
import type { RoomKeeper } from '#main/services/restore/room-keeper';
import type { Watch } from '#main/services/watch/watch';
import type { DomainHandlers, Sender } from './handler.ts';

export function createRoomHandlers(services: {
  rooms: Rooms;
  watch: Watch;
  roomKeeper: RoomKeeper;
  observations: Observations;
}): DomainHandlers<'rooms'> {
  const { rooms, watch, roomKeeper } = services;
  return {
    'rooms:list': ({ isFresh }, sender) =>
      withServer(sender, async ({ serverId }) => succeed(await watch.readLobby(serverId, isFresh))),
    'rooms:join': ({ room }, sender) => withServer(sender, (window) => rooms.joinRoom(window, room)),
    'rooms:report-join': (report, sender) => withServer(sender, (window) => rooms.reportJoin(window, report)),
    'rooms:leave': ({ room, joinId }, sender) => withServer(sender, (window) => rooms.leaveRoom(window, room, joinId)),
    'rooms:read-facts': ({ room }, sender) =>
      withServer(sender, async ({ serverId }) => succeed(await watch.readRoom(serverId, room))),
    'rooms:read-restore': ({ room }, sender) =>
      withServer(sender, async ({ serverId }) => succeed(roomKeeper.read(serverId, room))),
    'rooms:decline-restore': ({ room, offerId }, sender) =>
      withServer(sender, async ({ serverId }) =>
        roomKeeper.decline(serverId, room, offerId)
          ? succeed(null)
          : fail('not_found', 'There is nothing (any more) to give back to this room.'),
      ),
    'rooms:observe': ({ room, observations }, sender) =>
      withServer(sender, async (window) => {
        // Only who is in the room has seen anything.
        if (!rooms.isIn(window, room)) return fail('not_found', 'This window is not in the room (any more).');
        services.observations.take(window.serverId, room, observations);
        return succeed(null);
      }),
    'rooms:hint': ({ room }, sender) =>
      withServer(sender, async ({ serverId }) => {
        watch.hintRoom(serverId, room);
        return succeed(null);
      }),
  };
}

async function withServer<Value>(
  sender: Sender,
  run: (window: JoiningWindow) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  if (sender.serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
  return run({ windowId: sender.windowId, serverId: sender.serverId });
}
