/** Looks at one room by the API while somebody has it open, and tells what changed. Never asks for people of a room that is not listed. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { RoomFacts, RoomSummary, SweepPace } from '#contract/domain/room-facts';
import type { CallResult, FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import { compareRoom } from './room-delta.ts';
import type { SweepPaces } from './sweep-pace.ts';
import { createSweeper, type Sweeper, type SweepRun } from './sweeper.ts';

export interface RoomWatch {
  acquire(): () => void;
  /** Looks more often, for who has nothing but the list to see the room by. Returns the way to let go. */
  hasten(): () => void;
  /** Tells the pace anew, with nothing else changed. */
  tellPace(): void;
  /** Looks now and answers with everybody. */
  read(): Promise<RoomFacts>;
  /** Asks for a look soon; no more than three a second. */
  hint(): void;
  dispose(): void;
}

const roomIntervalMs = 5_000;
const hastenedIntervalMs = 2_000;
/** A list of thousands is work for the server, and a busy room has joins and leaves all the time. */
const hintGapPerPersonMs = 1;
/** More people than this at once would hold the window up for longer than a frame. */
const toldAtOnce = 100;
const tellGapMs = 30;

type Look = CallResult<{ summary: RoomSummary | null; participants: ParticipantFacts[] }>;

export function createRoomWatch(deps: {
  serverId: string;
  room: string;
  findApi: FindLivekitApi;
  clock: Clock;
  events: EventSink;
  paces: SweepPaces;
  /** Identities of this installation's own hidden observers; left out of all facts. */
  isOwnIdentity: (identity: string) => boolean;
  /** Called when the last holder has let go. */
  onRelease?: (() => void) | undefined;
}): RoomWatch {
  const { serverId, room } = deps;
  const holders = new Set<symbol>();
  const hasteners = new Set<symbol>();
  let sweeper: Sweeper | undefined;
  let summary: RoomSummary | null = null;
  let people: ReadonlyMap<string, ParticipantFacts> = new Map();
  let readAtMs = 0;
  let error: RoomFacts['error'];

  async function look(run: SweepRun): Promise<Look> {
    const api = await deps.findApi(serverId);
    if (!api.ok) return { ...api, call: { requestId: '', tookMs: 0 } };
    const options = { signal: run.signal, lane: run.isAsked ? ('single' as const) : ('sweep' as const) };
    const listed = await api.value.listRooms({ ...options, names: [room] });
    if (!listed.ok) return listed;
    const found = listed.value.find(({ name }) => name === room) ?? null;
    if (!found) return { ok: true, value: { summary: null, participants: [] }, call: listed.call };
    const present = await api.value.listParticipants(room, options);
    if (!present.ok) return present;
    return { ok: true, value: { summary: found, participants: present.value }, call: present.call };
  }

  async function sweep(run: SweepRun): Promise<void> {
    const result = await look(run);
    if (run.signal.aborted) return;
    const facts = result.ok ? take(result.value) : keep(result.error);
    await tell({ ...facts, pace: readPace() }, run);
  }

  /** What changed comes in parts that a window takes between two frames; everybody at once where it is all anew. */
  async function tell(facts: RoomFacts, run: SweepRun): Promise<void> {
    const { changed, gone } = facts;
    const isWhole = facts.isComplete || run.isAsked || changed.length <= toldAtOnce;
    const size = isWhole ? Math.max(changed.length, 1) : toldAtOnce;
    let from = 0;
    do {
      const isLast = from + size >= changed.length;
      // Who is gone comes first: each part says that all others were there at its time.
      const part = { ...facts, changed: changed.slice(from, from + size), gone: from === 0 ? gone : [] };
      deps.events.toServer(serverId, 'rooms:facts-changed', part);
      from += size;
      if (isLast || run.signal.aborted) return;
      // One after the other: the next sweep waits until this one is told.
      // eslint-disable-next-line no-await-in-loop
      await pause();
    } while (!run.signal.aborted);
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => void deps.clock.after(tellGapMs, resolve));
  }

  function readPace(): SweepPace {
    return deps.paces.read(serverId, hasteners.size > 0 ? hastenedIntervalMs : roomIntervalMs);
  }

  /** Makes a good look the newest state; answers what it changed. */
  function take(found: { summary: RoomSummary | null; participants: ParticipantFacts[] }): RoomFacts {
    // Another sid is another session of the room: nothing of the one before holds.
    const isComplete = readAtMs === 0 || summary?.sid !== found.summary?.sid;
    const now = new Map<string, ParticipantFacts>();
    for (const person of found.participants) {
      if (!deps.isOwnIdentity(person.identity)) now.set(person.identity, person);
    }
    const delta = compareRoom(people, now);
    summary = found.summary;
    people = now;
    readAtMs = deps.clock.now();
    error = undefined;
    return {
      room,
      summary,
      isComplete,
      changed: isComplete ? [...now.values()] : delta.changed,
      gone: delta.gone,
      readAtMs,
    };
  }

  function keep(failure: NonNullable<RoomFacts['error']>): RoomFacts {
    error = failure;
    return { room, summary, isComplete: false, changed: [], gone: [], readAtMs, error };
  }

  function acquire(): () => void {
    const holder = Symbol('holder');
    holders.add(holder);
    sweeper ??= createSweeper({
      clock: deps.clock,
      readIntervalMs: () => readPace().everyMs,
      readHintGapMs: () => people.size * hintGapPerPersonMs,
      heldUntilMs: () => deps.paces.heldUntilMs(serverId),
      sweep,
    });
    return () => {
      if (!holders.delete(holder) || holders.size > 0) return;
      stop();
      deps.onRelease?.();
    };
  }

  function stop(): void {
    sweeper?.dispose();
    sweeper = undefined;
    readAtMs = 0;
    people = new Map();
    summary = null;
    error = undefined;
  }

  return {
    acquire,
    hasten() {
      const hastener = Symbol('hastener');
      hasteners.add(hastener);
      sweeper?.replan();
      return () => void hasteners.delete(hastener);
    },
    async read() {
      const release = acquire();
      try {
        await sweeper?.look(true);
        const hasRead = readAtMs !== 0;
        const facts: RoomFacts = {
          room,
          summary,
          isComplete: hasRead,
          changed: [...people.values()],
          gone: [],
          readAtMs,
          pace: readPace(),
        };
        return error ? { ...facts, error } : facts;
      } finally {
        release();
      }
    },
    tellPace() {
      if (readAtMs === 0) return;
      const facts: RoomFacts = { room, summary, isComplete: false, changed: [], gone: [], readAtMs, pace: readPace() };
      deps.events.toServer(serverId, 'rooms:facts-changed', error ? { ...facts, error } : facts);
      sweeper?.replan();
    },
    hint: () => sweeper?.hint(),
    dispose() {
      holders.clear();
      stop();
    },
  };
}
