/** Looks at one server's rooms while somebody has it open. The last good list stays, with its age, when a look fails. */
import type { RoomList, SweepPace } from '#contract/domain/room-facts';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import { createServerClock } from '../dispatch-watch/server-clock.ts';
import { createCountSweep, type NotedCall } from './count-sweep.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createSweeper, type Sweeper, type SweepRun } from './sweeper.ts';

export interface LobbyWatch {
  /** Looks every few seconds, and counts who is in each room, until the last one who asked has let go. */
  acquire(): () => void;
  /** The list as last read; read anew first if that is asked for or nothing was read yet. */
  read(isFresh: boolean): Promise<RoomList>;
  /** Asks for a look soon, if anybody watches. */
  hint(): void;
  /** To be told of every call to the server. */
  noteCall(call: NotedCall): void;
  dispose(): void;
}

const lobbyIntervalMs = 4_000;
const dateCutMs = 1_000;

export function createLobbyWatch(deps: {
  serverId: string;
  findApi: FindLivekitApi;
  clock: Clock;
  events: EventSink;
  paces: SweepPaces;
  /** Identities of this installation's own hidden observers; not counted. */
  isOwnIdentity: (identity: string) => boolean;
}): LobbyWatch {
  const holders = new Set<symbol>();
  const staying = new Set<symbol>();
  let sweeper: Sweeper | undefined;
  let stopCounting: (() => void) | undefined;
  const serverClock = createServerClock();
  let list: RoomList = { rooms: [] };
  const counting = createCountSweep({
    ...deps,
    onCounted: (found) => deps.events.toServer(deps.serverId, 'rooms:findings-changed', found),
  });

  async function sweep({ signal, isAsked }: SweepRun): Promise<void> {
    const sentAtMs = deps.clock.now();
    const api = await deps.findApi(deps.serverId);
    const result = api.ok
      ? await api.value.listRooms({ signal, lane: isAsked ? 'single' : 'sweep' })
      : { ...api, call: { requestId: '', tookMs: 0 } };
    if (signal.aborted) return;
    const pace = readPace();
    const { serverDateMs } = result.call;
    // A date that was cut to the second may be up to one older than the call.
    if (serverDateMs !== undefined) serverClock.learn(serverDateMs, deps.clock.now(), sentAtMs - dateCutMs);
    if (result.ok) {
      counting.take(result.value);
      list = { rooms: result.value, readAtMs: deps.clock.now(), tookMs: result.call.tookMs, pace };
      // Nobody is asked for before it is known which rooms there are.
      if (staying.size > 0) stopCounting ??= counting.start();
    } else {
      list = { ...list, error: result.error, pace };
    }
    deps.events.toServer(deps.serverId, 'rooms:list-changed', readList());
  }

  const readList = (): RoomList => ({ ...list, found: counting.read(), ...readClock() });
  const readClock = (): Pick<RoomList, 'serverAheadMs'> => {
    const nowMs = deps.clock.now();
    return serverClock.isBounded() ? { serverAheadMs: serverClock.read(nowMs) - nowMs } : {};
  };
  const readPace = (): SweepPace => deps.paces.read(deps.serverId, lobbyIntervalMs);

  /** @param isStaying false for who waits for one list and wants no counts */
  function acquire(isStaying: boolean): () => void {
    const holder = Symbol('holder');
    holders.add(holder);
    if (isStaying) staying.add(holder);
    sweeper ??= createSweeper({
      clock: deps.clock,
      readIntervalMs: () => readPace().everyMs,
      heldUntilMs: () => deps.paces.heldUntilMs(deps.serverId),
      sweep,
    });
    return () => {
      holders.delete(holder);
      staying.delete(holder);
      if (staying.size === 0) endCounting();
      if (holders.size > 0) return;
      sweeper?.dispose();
      sweeper = undefined;
    };
  }

  function endCounting(): void {
    stopCounting?.();
    stopCounting = undefined;
  }

  return {
    acquire: () => acquire(true),
    async read(isFresh) {
      const isUnread = list.readAtMs === undefined && list.error === undefined;
      if (!isFresh && !isUnread && sweeper) return readList();
      const release = acquire(false);
      try {
        await sweeper?.look(isFresh);
        return readList();
      } finally {
        release();
      }
    },
    hint: () => sweeper?.hint(),
    noteCall: counting.noteCall,
    dispose() {
      holders.clear();
      staying.clear();
      endCounting();
      sweeper?.dispose();
      sweeper = undefined;
    },
  };
}
