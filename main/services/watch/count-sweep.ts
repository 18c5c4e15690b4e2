/**
 * Counts who is in each listed room, a few rooms a second, those first that were asked for longest ago. Asks only for
 * rooms that are listed; what was counted belongs to a sid and goes with it.
 */
import { countParticipants } from '#contract/count-participants';
import type { RoomCount, RoomSummary } from '#contract/domain/room-facts';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock } from '../ports.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createSweeper, type SweepRun } from './sweeper.ts';

export interface CountSweep {
  /** Takes the newest list; counts of rooms that are not in it are dropped. */
  take(rooms: readonly RoomSummary[]): void;
  /** By sid; a room that was not counted yet is not in it. */
  read(): Record<string, RoomCount>;
  /** Counts until the returned function is called. */
  start(): () => void;
}

/** With `runIntervalMs` the most that one server is asked for: four rooms a second. */
const roomsPerRun = 4;
const runIntervalMs = 1_000;
/** A count younger than this is not read again, unless the list says that the room has changed. */
const freshMs = 15_000;
const changedFreshMs = 5_000;

/** When a room was asked for last, answered or not, so that one that fails does not keep the others waiting. */
interface Asked {
  atMs: number;
  listed: string;
}

export function createCountSweep(deps: {
  serverId: string;
  findApi: FindLivekitApi;
  clock: Clock;
  paces: SweepPaces;
  /** Identities of this installation's own hidden observers; not counted. */
  isOwnIdentity: (identity: string) => boolean;
  onCounted: (counts: Record<string, RoomCount>) => void;
}): CountSweep {
  const { serverId, clock } = deps;
  const counts = new Map<string, RoomCount>();
  const asked = new Map<string, Asked>();
  let rooms: readonly RoomSummary[] = [];

  function pick(): RoomSummary[] {
    const nowMs = clock.now();
    const askedAtMs = ({ sid }: RoomSummary): number => asked.get(sid)?.atMs ?? Number.NEGATIVE_INFINITY;
    return rooms
      .filter((room) => {
        if (room.name === '') return false;
        const isChanged = asked.get(room.sid)?.listed !== describeListed(room);
        return nowMs - askedAtMs(room) >= (isChanged ? changedFreshMs : freshMs);
      })
      .toSorted((one, other) => askedAtMs(one) - askedAtMs(other))
      .slice(0, roomsPerRun);
  }

  async function sweep({ signal }: SweepRun): Promise<void> {
    const picked = pick();
    if (picked.length === 0) return;
    const api = await deps.findApi(serverId);
    if (!api.ok) return;
    const found: Record<string, RoomCount> = {};
    for (const room of picked) {
      asked.set(room.sid, { atMs: clock.now(), listed: describeListed(room) });
      const answer = await api.value.listParticipants(room.name, { signal, lane: 'sweep' });
      if (signal.aborted) return;
      // What is not listed any more was closed while it was asked for.
      if (!answer.ok || !rooms.some(({ sid }) => sid === room.sid)) continue;
      const others = answer.value.filter(({ identity }) => !deps.isOwnIdentity(identity));
      const count: RoomCount = { ...countParticipants(others), readAtMs: clock.now() };
      counts.set(room.sid, count);
      found[room.sid] = count;
    }
    if (Object.keys(found).length > 0) deps.onCounted(found);
  }

  return {
    take(listed) {
      rooms = listed;
      const sids = new Set(listed.map(({ sid }) => sid));
      for (const sid of counts.keys()) if (!sids.has(sid)) counts.delete(sid);
      for (const sid of asked.keys()) if (!sids.has(sid)) asked.delete(sid);
    },
    read: () => Object.fromEntries(counts),
    start() {
      const sweeper = createSweeper({
        clock,
        readIntervalMs: () => deps.paces.read(serverId, runIntervalMs).everyMs,
        heldUntilMs: () => deps.paces.heldUntilMs(serverId),
        sweep,
      });
      return () => sweeper.dispose();
    },
  };
}

/** What moves in the list when people come and go. */
function describeListed({ numParticipants, numPublishers }: RoomSummary): string {
  return `${numParticipants} ${numPublishers}`;
}
