/** Looks at one server's rooms while somebody has it open. The last good list stays, with its age, when a look fails. */
import type { RoomList } from '#contract/domain/room-facts';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import { isStrained } from './strain.ts';
import { createSweeper, type Sweeper, type SweepRun } from './sweeper.ts';

export interface LobbyWatch {
  /** Looks every few seconds until the last one who asked has let go. */
  acquire(): () => void;
  /** The list as last read; read anew first if that is asked for or nothing was read yet. */
  read(isFresh: boolean): Promise<RoomList>;
  dispose(): void;
}

const lobbyIntervalMs = 4_000;

export function createLobbyWatch(deps: {
  serverId: string;
  findApi: FindLivekitApi;
  clock: Clock;
  events: EventSink;
}): LobbyWatch {
  const holders = new Set<symbol>();
  let sweeper: Sweeper | undefined;
  let list: RoomList = { rooms: [] };

  async function sweep({ signal, isAsked }: SweepRun): Promise<{ isStrained: boolean }> {
    const api = await deps.findApi(deps.serverId);
    const result = api.ok
      ? await api.value.listRooms({ signal, lane: isAsked ? 'single' : 'sweep' })
      : { ...api, call: { requestId: '', tookMs: 0 } };
    if (signal.aborted) return { isStrained: false };
    if (result.ok) {
      list = { rooms: result.value, readAtMs: deps.clock.now(), tookMs: result.call.tookMs };
    } else {
      list = { ...list, error: result.error };
    }
    deps.events.toServer(deps.serverId, 'rooms:list-changed', list);
    return { isStrained: isStrained(result) };
  }

  function acquire(): () => void {
    const holder = Symbol('holder');
    holders.add(holder);
    sweeper ??= createSweeper({ clock: deps.clock, intervalMs: lobbyIntervalMs, sweep });
    return () => {
      holders.delete(holder);
      if (holders.size > 0) return;
      sweeper?.dispose();
      sweeper = undefined;
    };
  }

  return {
    acquire,
    async read(isFresh) {
      const isUnread = list.readAtMs === undefined && list.error === undefined;
      if (!isFresh && !isUnread && sweeper) return list;
      const release = acquire();
      try {
        await sweeper?.look(isFresh);
        return list;
      } finally {
        release();
      }
    },
    dispose() {
      holders.clear();
      sweeper?.dispose();
      sweeper = undefined;
    },
  };
}
