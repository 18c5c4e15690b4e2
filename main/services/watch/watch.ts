/** All that main watches: the lobby of every open server and every open room. Made on demand, gone with the last holder. */
import type { RoomFacts, RoomList } from '#contract/domain/room-facts';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import { createLobbyWatch, type LobbyWatch } from './lobby-watch.ts';
import type { NotedCall } from './count-sweep.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createRoomWatch, type RoomWatch } from './room-watch.ts';

export interface Watch {
  /** Watches a server's lobby, for as long as one of its windows is open. Returns the way to let go. */
  holdServer(serverId: string): () => void;
  /** Watches a room, for as long as a tab shows it. Returns the way to let go. */
  holdRoom(serverId: string, room: string): () => void;
  /** Looks more often at a room that is held, for who can see it by the list alone. Returns the way to let go. */
  hastenRoom(serverId: string, room: string): () => void;
  readLobby(serverId: string, isFresh: boolean): Promise<RoomList>;
  /** Looks now, also at a room that nobody watches. */
  readRoom(serverId: string, room: string): Promise<RoomFacts>;
  /** Hastens the next look at a watched room. */
  hintRoom(serverId: string, room: string): void;
  /** Hastens the next look at a server's lobby and its watched rooms: something of how it is asked has changed. */
  hintServer(serverId: string): void;
  /** To be told of every call to a server, with its end. */
  noteCall(call: NotedCall): void;
  dispose(): void;
}

export function createWatch(deps: {
  findApi: FindLivekitApi;
  clock: Clock;
  events: EventSink;
  paces: SweepPaces;
  /** Identities of this installation's own hidden observers. */
  isOwnIdentity: (identity: string) => boolean;
}): Watch {
  const lobbies = new Map<string, LobbyWatch>();
  const rooms = new Map<string, RoomWatch>();

  const stopListening = deps.paces.listen((serverId) => {
    for (const [key, watch] of rooms) if (key.startsWith(keyOf(serverId, ''))) watch.tellPace();
  });

  function lobbyOf(serverId: string): LobbyWatch {
    let lobby = lobbies.get(serverId);
    if (!lobby) {
      lobby = createLobbyWatch({ serverId, ...deps });
      lobbies.set(serverId, lobby);
    }
    return lobby;
  }

  function roomOf(serverId: string, room: string): RoomWatch {
    const key = keyOf(serverId, room);
    let watch = rooms.get(key);
    if (!watch) {
      watch = createRoomWatch({
        serverId,
        room,
        ...deps,
        onRelease: () => void rooms.delete(key),
      });
      rooms.set(key, watch);
    }
    return watch;
  }

  return {
    holdServer: (serverId) => lobbyOf(serverId).acquire(),
    holdRoom: (serverId, room) => roomOf(serverId, room).acquire(),
    hastenRoom: (serverId, room) => rooms.get(keyOf(serverId, room))?.hasten() ?? (() => undefined),
    readLobby: (serverId, isFresh) => lobbyOf(serverId).read(isFresh),
    readRoom: (serverId, room) => roomOf(serverId, room).read(),
    hintRoom: (serverId, room) => rooms.get(keyOf(serverId, room))?.hint(),
    hintServer(serverId) {
      lobbies.get(serverId)?.hint();
      for (const [key, watch] of rooms) if (key.startsWith(keyOf(serverId, ''))) watch.hint();
    },
    noteCall: (call) => lobbies.get(call.serverId)?.noteCall(call),
    dispose() {
      stopListening();
      for (const lobby of lobbies.values()) lobby.dispose();
      for (const room of rooms.values()) room.dispose();
      lobbies.clear();
      rooms.clear();
    },
  };
}

/** Server ids hold no space, so this cannot be ambiguous whatever a room is called. */
function keyOf(serverId: string, room: string): string {
  return `${serverId} ${room}`;
}
