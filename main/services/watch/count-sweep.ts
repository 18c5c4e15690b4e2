/**
 * Counts who is in each listed room, a few rooms a second, those first that were asked for longest ago. Asks only for
 * rooms that are listed; what was found belongs to a sid and goes with it.
 */
import { countParticipants } from '#contract/count-participants';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { RequestRecord } from '#contract/domain/activity';
import type { RoomCount, RoomDoubt, RoomFindings, RoomSummary } from '#contract/domain/room-facts';
import { doubtRoom, traceLook, type RoomLook, type RoomTrace } from '#contract/room-doubt';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock } from '../ports.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createSweeper, type SweepRun } from './sweeper.ts';

export interface CountSweep {
  /** Takes the newest list; counts of rooms that are not in it are dropped. */
  take(rooms: readonly RoomSummary[]): void;
  /** Counts of the rooms that were counted, and the doubts about any. */
  read(): RoomFindings;
  /** To be told of every call to the server: what others ask tells of rooms whose node does not answer. */
  noteCall(call: NotedCall): void;
  /** Counts until the returned function is called. */
  start(): () => void;
}

export type NotedCall = Pick<RequestRecord, 'serverId' | 'method' | 'target' | 'status' | 'tookMs'>;

/** With `runIntervalMs` the most that one server is asked for: four rooms a second. */
const roomsPerRun = 4;
const runIntervalMs = 1_000;
/** A count younger than this is not read again, unless the list says that the room has changed. */
const freshMs = 15_000;
const changedFreshMs = 5_000;

/** Calls that only the node which hosts the room can answer; where it is dead, the server says 503 after 3 s. */
const nodeMethods = /\/(?:ListDispatch|CreateDispatch|UpdateRoomMetadata)$/;
const nodeSilenceMs = 2_500;
/** Without another such call: whoever joined meanwhile may have brought the room to a living node. */
const silenceHoldsMs = 5 * 60_000;

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
  /** Counts only of the rooms that were just counted. */
  onCounted: (found: RoomFindings) => void;
}): CountSweep {
  const { serverId, clock } = deps;
  const counts = new Map<string, RoomCount>();
  const asked = new Map<string, Asked>();
  const traces = new Map<string, RoomTrace>();
  /** Sids of rooms whose node was asked by somebody and did not answer. */
  const unanswered = new Map<string, { sinceMs: number; atMs: number }>();
  let rooms: readonly RoomSummary[] = [];

  function pick(): RoomSummary[] {
    const nowMs = clock.now();
    const askedAtMs = ({ sid }: RoomSummary): number => asked.get(sid)?.atMs ?? Number.NEGATIVE_INFINITY;
    return rooms
      .filter((room) => {
        if (room.name === '') return false;
        const isChanged = asked.get(room.sid)?.listed !== describeListed(room);
        const ageMs = nowMs - askedAtMs(room);
        // Below nothing once the clock was set back: then nobody knows how old the count is.
        return ageMs < 0 || ageMs >= (isChanged ? changedFreshMs : freshMs);
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
      const listed = rooms.find(({ sid }) => sid === room.sid);
      if (!listed) continue;
      if (answer.ok) found[room.sid] = count(listed, answer.value);
      else if (answer.error.code === 'unavailable') note(listed, { atMs: clock.now() });
    }
    deps.onCounted({ counts: found, doubts: readDoubts() });
  }

  function count(room: RoomSummary, everybody: readonly ParticipantFacts[]): RoomCount {
    const atMs = clock.now();
    const others = everybody.filter(({ identity }) => !deps.isOwnIdentity(identity));
    const counted: RoomCount = { ...countParticipants(others), readAtMs: atMs };
    counts.set(room.sid, counted);
    note(room, { atMs, found: { everybody: everybody.length, listable: counted.people + counted.phones } });
    return counted;
  }

  function note(room: RoomSummary, look: RoomLook): void {
    traces.set(room.sid, traceLook(traces.get(room.sid), room, look));
  }

  function readDoubts(): Record<string, RoomDoubt> {
    const doubts: Record<string, RoomDoubt> = {};
    for (const room of rooms) {
      const trace = traces.get(room.sid);
      const silence = unanswered.get(room.sid);
      const isSilent = silence !== undefined && clock.now() - silence.atMs < silenceHoldsMs;
      const doubt: RoomDoubt | undefined = isSilent
        ? { kind: 'no_answer', sinceMs: silence.sinceMs }
        : trace && doubtRoom(trace, room, clock.now());
      if (doubt) doubts[room.sid] = doubt;
    }
    return doubts;
  }

  return {
    take(listed) {
      rooms = listed;
      const sids = new Set(listed.map(({ sid }) => sid));
      for (const known of [counts, asked, traces, unanswered]) {
        for (const sid of known.keys()) if (!sids.has(sid)) known.delete(sid);
      }
    },
    read: () => ({ counts: Object.fromEntries(counts), doubts: readDoubts() }),
    noteCall({ method, target, status, tookMs }) {
      const room = nodeMethods.test(method) ? rooms.find(({ name }) => name === target) : undefined;
      if (!room) return;
      if (status === 200) unanswered.delete(room.sid);
      else if (status === 503 && tookMs >= nodeSilenceMs) {
        const atMs = clock.now();
        unanswered.set(room.sid, { sinceMs: unanswered.get(room.sid)?.sinceMs ?? atMs, atMs });
      }
    },
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
