/**
 * Watches the dispatches of rooms that somebody looks at: every 5 s, and at close times after a dispatch was made. Reads
 * only, and only listed rooms, since an unknown one costs the server 3 s.
 */
import type { PersonInRoom, RoomLook } from '#contract/doctor/lost-room';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { GavelError, Result } from '#contract/result';
import { succeed } from '#contract/result';
import type { Observation } from '#contract/domain/observation';
import type { Observed } from '../observations/observations.ts';
import type { FindLivekitApi, LivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, EventSink } from '../ports.ts';
import type { SweepPaces } from '../watch/sweep-pace.ts';
import { createRoomMemory, type RoomMemory } from './room-memory.ts';

export interface DispatchWatch {
  /** Watches a room until every one who asked has released it. */
  watch(serverId: string, room: string): () => void;
  /** The list as last read, or read now if the room is not watched. */
  list(serverId: string, room: string): Promise<Result<DispatchList>>;
  /** A dispatch was just made or deleted: looks at the moments at which something is known to happen. */
  lookSoon(serverId: string, room: string): void;
  /** A window in the room has seen something: what it explains is told again, and who left is looked for. */
  takeObservations(serverId: string, room: string, taken: readonly Observation[]): void;
  dispose(): void;
}

const steadyMs = 5_000;
/** After a create: offer 0.2 s, acceptance up to 3 s, the job listed up to 5.2 s late, and one look after all of it. */
const closeLooksMs = [250, 500, 1_000, 2_000, 3_200, 4_500, 5_500, 6_000, 8_500];

interface WatchedRoom {
  serverId: string;
  room: string;
  holders: number;
  memory: RoomMemory;
  sweeping: Promise<void> | undefined;
  lastSent: string;
  lastToldReadAtMs: number | undefined;
  callOffSteady: (() => void) | undefined;
  callOffClose: (() => void)[];
  ending: AbortController;
}

export function createDispatchWatch(deps: {
  findApi: FindLivekitApi;
  events: EventSink;
  clock: Clock;
  /** What windows have seen of the sessions in a room. */
  readObserved?: (serverId: string, room: string) => ReadonlyMap<string, Observed>;
  /** Gets every whole look at a watched room. */
  onLook?: (serverId: string, room: string, look: RoomLook) => void;
  /** A look at a watched room found that it is not listed. */
  onUnlisted?: (serverId: string, room: string) => void;
  /** A look at a watched room got no answer. */
  onFailure?: (serverId: string, room: string) => void;
  /** Called when the last holder has let go. */
  onRelease?: (serverId: string, room: string) => void;
  paces: SweepPaces;
}): DispatchWatch {
  const { clock, events } = deps;
  const watched = new Map<string, WatchedRoom>();

  function makeRoom(serverId: string, room: string): WatchedRoom {
    return {
      serverId,
      room,
      holders: 0,
      memory: createRoomMemory(room, () => deps.readObserved?.(serverId, room)),
      sweeping: undefined,
      lastSent: '',
      lastToldReadAtMs: undefined,
      callOffSteady: undefined,
      callOffClose: [],
      ending: new AbortController(),
    };
  }

  /** One sweep at a time per room; who comes meanwhile waits for that one. */
  function sweep(entry: WatchedRoom): Promise<void> {
    entry.sweeping ??= readRoom(entry).finally(() => {
      entry.sweeping = undefined;
    });
    return entry.sweeping;
  }

  /** For looks that nobody waits for: a server that asked for quiet gets none. */
  async function sweepUnlessHeld(entry: WatchedRoom): Promise<void> {
    if (clock.now() >= deps.paces.heldUntilMs(entry.serverId)) await sweep(entry);
  }

  async function readRoom(entry: WatchedRoom): Promise<void> {
    const found = await deps.findApi(entry.serverId);
    const failure = found.ok ? await readInto(entry, found.value) : found.error;
    if (entry.ending.signal.aborted) return;
    if (failure) takeFailure(entry, failure);
    tell(entry);
  }

  function takeFailure({ serverId, room, memory }: WatchedRoom, failure: GavelError): void {
    memory.fail(failure);
    if (failure.code === 'room_not_listed') deps.onUnlisted?.(serverId, room);
    else deps.onFailure?.(serverId, room);
  }

  async function readInto(
    { serverId, room, memory, ending }: WatchedRoom,
    api: LivekitApi,
  ): Promise<GavelError | undefined> {
    const options = { lane: 'sweep', signal: ending.signal } as const;
    const rooms = await api.listRooms({ ...options, names: [room] });
    if (!rooms.ok) return rooms.error;
    const summary = rooms.value.find(({ name }) => name === room);
    if (!summary) {
      memory.forget();
      return { code: 'room_not_listed', message: 'The room is not open any more; its dispatches are gone with it.' };
    }
    const askedAtMs = clock.now();
    const [dispatches, participants] = await Promise.all([
      api.listDispatch(room, options),
      api.listParticipants(room, options),
    ]);
    if (!dispatches.ok) return dispatches.error;
    if (!participants.ok) return participants.error;
    memory.learn({
      roomSid: summary.sid,
      dispatches: dispatches.value,
      participants: participants.value,
      askedAtMs,
      answeredAtMs: clock.now(),
    });
    if (ending.signal.aborted) return undefined;
    deps.onLook?.(serverId, room, {
      roomSid: summary.sid,
      metadata: summary.metadata,
      dispatches: dispatches.value,
      people: participants.value.filter(({ permission }) => !permission?.hidden).map(readPerson),
    });
    return undefined;
  }

  /** Sends the list if anything but its age differs, and its age alone otherwise: a list may be large. */
  function tell(entry: WatchedRoom): void {
    const list = entry.memory.list();
    const { readAtMs, ...content } = list;
    const text = JSON.stringify(content);
    if (text === entry.lastSent) {
      if (readAtMs === undefined || readAtMs === entry.lastToldReadAtMs) return;
      entry.lastToldReadAtMs = readAtMs;
      events.toServer(entry.serverId, 'dispatches:read-again', { room: entry.room, readAtMs });
      return;
    }
    entry.lastSent = text;
    entry.lastToldReadAtMs = readAtMs;
    events.toServer(entry.serverId, 'dispatches:list-changed', list);
  }

  function scheduleSteady(entry: WatchedRoom): void {
    const delayMs = Math.max(
      deps.paces.read(entry.serverId, steadyMs).everyMs,
      deps.paces.heldUntilMs(entry.serverId) - clock.now(),
    );
    entry.callOffSteady = clock.after(delayMs, () => {
      // The server may have asked for quiet since this was planned.
      void sweepUnlessHeld(entry).finally(() => {
        if (!entry.ending.signal.aborted) scheduleSteady(entry);
      });
    });
  }

  function stop(entry: WatchedRoom): void {
    entry.ending.abort();
    entry.callOffSteady?.();
    for (const callOff of entry.callOffClose) callOff();
  }

  return {
    watch(serverId, room) {
      const key = nameRoom(serverId, room);
      const entry = watched.get(key) ?? makeRoom(serverId, room);
      entry.holders += 1;
      if (!watched.has(key)) {
        watched.set(key, entry);
        void sweepUnlessHeld(entry);
        scheduleSteady(entry);
      }
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        entry.holders -= 1;
        if (entry.holders > 0) return;
        watched.delete(key);
        stop(entry);
        deps.onRelease?.(serverId, room);
      };
    },

    async list(serverId, room) {
      const entry = watched.get(nameRoom(serverId, room)) ?? makeRoom(serverId, room);
      if (entry.memory.list().readAtMs === undefined) await sweep(entry);
      return succeed(entry.memory.list());
    },

    lookSoon(serverId, room) {
      const entry = watched.get(nameRoom(serverId, room));
      if (!entry) return;
      for (const callOff of entry.callOffClose) callOff();
      entry.callOffClose = closeLooksMs.map((delayMs) => clock.after(delayMs, () => void sweepUnlessHeld(entry)));
    },

    takeObservations(serverId, room, taken) {
      const entry = watched.get(nameRoom(serverId, room));
      if (!entry || entry.memory.list().readAtMs === undefined) return;
      if (taken.some(({ kind }) => kind === 'left')) void sweepUnlessHeld(entry);
      else tell(entry);
    },

    dispose() {
      for (const entry of watched.values()) stop(entry);
      watched.clear();
    },
  };
}

function readPerson({ sid, identity, kind, attributes }: ParticipantFacts): PersonInRoom {
  return { sid, identity, isAgent: kind === 'agent', agentName: attributes['lk.agent_name'] ?? '' };
}

function nameRoom(serverId: string, room: string): string {
  return `${serverId}\n${room}`;
}
