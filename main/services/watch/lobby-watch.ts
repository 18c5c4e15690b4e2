/** Looks at one server's rooms while somebody has it open. The last good list stays, with its age, when a look fails. */
import type { RoomList, SweepPace } from '#contract/domain/room-facts';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createSweeper, type Sweeper, type SweepRun } from './sweeper.ts';

export interface LobbyWatch {
  /** Looks every few seconds until the last one who asked has let go. */
  acquire(): () => void;
  /** The list as last read; read anew first if that is asked for or nothing was read yet. */
  read(isFresh: boolean): Promise<RoomList>;
  /** Asks for a look soon, if anybody watches. */
  hint(): void;
  dispose(): void;
}

const lobbyIntervalMs = 4_000;

export function createLobbyWatch(deps: {
  serverId: string;
  findApi: FindLivekitApi;
  clock: Clock;
  events: EventSink;
  paces: SweepPaces;
}): LobbyWatch {
  const holders = new Set<symbol>();
  let sweeper: Sweeper | undefined;
  let list: RoomList = { rooms: [] };

  async function sweep({ signal, isAsked }: SweepRun): Promise<void> {
    const api = await deps.findApi(deps.serverId);
    const result = api.ok
      ? await api.value.listRooms({ signal, lane: isAsked ? 'single' : 'sweep' })
      : { ...api, call: { requestId: '', tookMs: 0 } };
    if (signal.aborted) return;
    const pace = readPace();
    if (result.ok) {
      list = { rooms: result.value, readAtMs: deps.clock.now(), tookMs: result.call.tookMs, pace };
    } else {
      list = { ...list, error: result.error, pace };
    }
    deps.events.toServer(deps.serverId, 'rooms:list-changed', list);
  }

  const readPace = (): SweepPace => deps.paces.read(deps.serverId, lobbyIntervalMs);

  function acquire(): () => void {
    const holder = Symbol('holder');
    holders.add(holder);
    sweeper ??= createSweeper({
      clock: deps.clock,
      readIntervalMs: () => readPace().everyMs,
      heldUntilMs: () => deps.paces.heldUntilMs(deps.serverId),
      sweep,
    });
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
    hint: () => sweeper?.hint(),
    dispose() {
      holders.clear();
      sweeper?.dispose();
      sweeper = undefined;
    },
  };
}
