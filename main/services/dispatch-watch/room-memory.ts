/**
 * What the sweeps of one room have found so far: its dispatches, and the agents ever seen in it, with when they were
 * missing first. Makes the list that windows show; asks no server.
 */
import { diagnose, findOlderTwin, findOrphans, isAutomatic, type AgentSighting } from '#contract/doctor/diagnose';
import type { DispatchFacts, DispatchList, DispatchRow } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { GavelError } from '#contract/result';
import type { Observed } from '../observations/observations.ts';
import { createServerClock } from './server-clock.ts';

/** One look at a room. */
export interface Sweep {
  roomSid: string;
  dispatches: readonly DispatchRow[];
  participants: readonly ParticipantFacts[];
  /** When it was asked and answered, epoch ms of this computer. */
  askedAtMs: number;
  answeredAtMs: number;
}

export interface RoomMemory {
  learn(sweep: Sweep): void;
  /** The room is not listed any more: what was in it is gone with it. */
  forget(): void;
  /** Everything as of the last look that succeeded: what was not read does not age into a verdict. */
  list(): DispatchList;
  /** A look that failed; whatever happened meanwhile was not seen. */
  fail(error: GavelError): void;
}

/** Agents that are gone are forgotten after this. */
const sightingLifeMs = 3_600_000;
/** A deleted dispatch is kept on the list while its agent leaves: at most 6 s, and a sweep. */
const farewellMs = 12_000;
/** A computer's clock runs ahead by 60 s at most, or the server would refuse every token. */
const mostClockErrorMs = 65_000;
const certainAgeMs = 6_000;

/** @param readObserved what windows have seen of the room's sessions, by sid */
export function createRoomMemory(
  room: string,
  readObserved: () => ReadonlyMap<string, Observed> | undefined = () => undefined,
): RoomMemory {
  let clock = createServerClock();
  let roomSid = '';
  let rows: readonly DispatchRow[] = [];
  let firstSeenAtMs = new Map<string, number>();
  let deleted = new Map<string, { row: DispatchRow; atMs: number }>();
  /** By session, since one identity may come back. */
  let sightings = new Map<string, AgentSighting>();
  let watchedSinceMs: number | undefined;
  let lastAskedAtMs: number | undefined;
  let readAtMs: number | undefined;
  let error: GavelError | undefined;

  function startAnew(): void {
    clock = createServerClock();
    rows = [];
    firstSeenAtMs = new Map();
    deleted = new Map();
    sightings = new Map();
    watchedSinceMs = undefined;
    lastAskedAtMs = undefined;
  }

  function learnRows(sweep: Sweep): void {
    for (const row of sweep.dispatches) {
      if (firstSeenAtMs.has(row.id)) continue;
      firstSeenAtMs.set(row.id, sweep.answeredAtMs);
      clock.learn(row.createdAtMs, sweep.answeredAtMs, lastAskedAtMs);
    }
    const listed = new Set(sweep.dispatches.map((row) => row.id));
    for (const row of rows) if (!listed.has(row.id)) deleted.set(row.id, { row, atMs: sweep.answeredAtMs });
    for (const [id, { atMs }] of deleted) {
      if (listed.has(id) || sweep.answeredAtMs - atMs > farewellMs) deleted.delete(id);
    }
    for (const id of firstSeenAtMs.keys()) if (!listed.has(id) && !deleted.has(id)) firstSeenAtMs.delete(id);
    rows = sweep.dispatches.toSorted(
      (one, other) => one.createdAtMs - other.createdAtMs || (one.id < other.id ? -1 : 1),
    );
  }

  function learnAgents(sweep: Sweep): void {
    const present = new Set<string>();
    for (const person of sweep.participants) {
      // Observers are agents by kind as well, ours and others'; what is hidden was never dispatched by name.
      if (person.kind !== 'agent' || person.permission?.hidden) continue;
      present.add(person.sid);
      if (person.joinedAtMs > 0) clock.learn(person.joinedAtMs, sweep.answeredAtMs, undefined);
      sightings.set(person.sid, see(person, sightings.get(person.sid), clock.read(sweep.answeredAtMs)));
    }
    const nowMs = clock.read(sweep.answeredAtMs);
    for (const [sid, sighting] of sightings) {
      if (!present.has(sid) && sighting.goneAtMs === undefined) sightings.set(sid, { ...sighting, goneAtMs: nowMs });
      if (sighting.goneAtMs !== undefined && nowMs - sighting.goneAtMs > sightingLifeMs) sightings.delete(sid);
    }
  }

  /** Old enough by any clock, or looked at for so long. */
  function isAgeCertain(row: DispatchRow, nowMs: number): boolean {
    if (clock.isBounded()) return true;
    const seenForMs = nowMs - (firstSeenAtMs.get(row.id) ?? nowMs);
    return seenForMs >= certainAgeMs || clock.read(nowMs) - row.createdAtMs >= certainAgeMs + mostClockErrorMs;
  }

  function describe(row: DispatchRow, nowMs: number, agents: AgentSighting[], isDeleted: boolean): DispatchFacts {
    const { verdict, agentIdentity, agentState } = diagnose({
      nowMs: clock.read(nowMs),
      dispatch: row,
      dispatches: rows,
      agents,
      watchedSinceMs: watchedSinceMs ?? nowMs,
      isDeleted,
      isAgeCertain: isAgeCertain(row, nowMs),
    });
    const facts: DispatchFacts = { ...row, isAutomatic: isAutomatic(row, rows), verdict };
    if (agentIdentity !== undefined) facts.agentIdentity = agentIdentity;
    if (agentState !== undefined) facts.agentState = agentState;
    const twin = findOlderTwin(row, rows, agents);
    if (twin !== undefined) facts.duplicateOf = twin;
    return facts;
  }

  return {
    learn(sweep) {
      // A room that was made anew shares nothing with the old one but its name.
      if (sweep.roomSid !== roomSid) startAnew();
      roomSid = sweep.roomSid;
      learnRows(sweep);
      learnAgents(sweep);
      watchedSinceMs ??= clock.read(sweep.answeredAtMs);
      lastAskedAtMs = sweep.askedAtMs;
      readAtMs = sweep.answeredAtMs;
      error = undefined;
    },
    forget() {
      startAnew();
      roomSid = '';
    },
    fail(failure) {
      error = failure;
      // An agent may come and go unseen now, so that "never joined" needs a new beginning.
      watchedSinceMs = undefined;
    },
    list() {
      const nowMs = readAtMs ?? 0;
      const observed = readObserved();
      const agents = [...sightings].map(([sid, sighting]) => explain(sighting, observed?.get(sid), clock.read));
      const listed = rows.map((row) => describe(row, nowMs, agents, false));
      const leaving = [...deleted.values()]
        .map(({ row }) => describe(row, nowMs, agents, true))
        .filter(({ agentIdentity }) => isPresent(agents, agentIdentity));
      const leavingAgents = new Set(leaving.map(({ agentIdentity }) => agentIdentity));
      const list: DispatchList = {
        room,
        dispatches: [...listed, ...leaving].toSorted((one, other) => one.createdAtMs - other.createdAtMs),
        orphans: findOrphans(clock.read(nowMs), rows, agents).filter(({ identity }) => !leavingAgents.has(identity)),
      };
      if (readAtMs !== undefined) list.readAtMs = readAtMs;
      if (error) list.error = error;
      return list;
    },
  };
}

function isPresent(agents: readonly AgentSighting[], identity: string | undefined): boolean {
  return agents.some((agent) => agent.identity === identity && agent.goneAtMs === undefined);
}

/** Adds what a window has seen; whether somebody is gone stays the list's to say. */
function explain(sighting: AgentSighting, observed: Observed | undefined, toServerMs: (ms: number) => number) {
  if (!observed) return sighting;
  const explained = { ...sighting };
  const { leftReason, agentState } = observed;
  if (leftReason !== undefined && sighting.goneAtMs !== undefined) explained.goneReason = leftReason;
  if (agentState && agentState.state === sighting.agentState) {
    explained.agentStateSinceMs = toServerMs(agentState.sinceMs);
  }
  return explained;
}

/** An agent as it is now; the time of its own word is kept as long as the word is the same. */
function see(person: ParticipantFacts, before: AgentSighting | undefined, nowMs: number): AgentSighting {
  const sighting: AgentSighting = {
    identity: person.identity,
    agentName: person.attributes['lk.agent_name'],
    state: person.state,
    joinedAtMs: person.joinedAtMs,
  };
  const agentState = person.attributes['lk.agent.state'];
  if (agentState !== undefined) {
    sighting.agentState = agentState;
    sighting.agentStateSinceMs = before?.agentState === agentState ? (before.agentStateSinceMs ?? nowMs) : nowMs;
  }
  return sighting;
}
