/**
 * Stops an agent: its dispatch is deleted and its agent must be gone, for the call alone says neither. What was offered
 * to a worker before the delete may still join, so the room is looked at until that is over.
 */
import type { DispatchRow, JobFacts } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { Applied, DispatchState, VerbDefinition } from '#contract/verbs/definition';
import { explain, refuse } from '#contract/verbs/definition';

const fields = ['agent'];

/**
 * For so long after the delete an agent may still join or its job still be listed: an offer lasts up to 3 s, a job is
 * listed up to 5.2 s late, and the server removes a deaf agent after 6 s.
 */
export const agentMayComeMs = 6_500;
/** A job's agent joins within this after the offer, or never. */
const joinMs = 10_000;
/** Whose agent joined later than this after it was made has a listed job by then. */
const unlistedMs = agentMayComeMs + joinMs;
/** A computer's clock runs ahead by 60 s at most, or the server would refuse every token. */
const mostClockErrorMs = 65_000;

interface Presence {
  /** In the room and certainly of this dispatch. */
  own: ParticipantFacts[];
  /** In the room and of this dispatch or of another open one of the same name. */
  possible: ParticipantFacts[];
  /** False while an agent of it may still join. */
  isComplete: boolean;
}

function listAgents(state: DispatchState): ParticipantFacts[] {
  // What is hidden was never dispatched: it observes.
  return state.participants.filter((person) => person.kind === 'agent' && !person.permission?.hidden);
}

function isOfJob(person: ParticipantFacts, job: JobFacts): boolean {
  return job.participantIdentity !== '' && person.identity === job.participantIdentity;
}

function isInTime(agent: ParticipantFacts, { createdAtMs }: DispatchRow): boolean {
  return agent.joinedAtMs >= createdAtMs && agent.joinedAtMs <= createdAtMs + unlistedMs;
}

/** Agents of the row's name that joined since it was made and are of no listed job: a job is listed seconds late. */
function findUnclaimed(row: DispatchRow, state: DispatchState): ParticipantFacts[] {
  const jobs = state.dispatches.flatMap((dispatch) => dispatch.jobs);
  return listAgents(state).filter(
    (person) =>
      person.attributes['lk.agent_name'] === row.agentName &&
      isInTime(person, row) &&
      !jobs.some((job) => isOfJob(person, job)),
  );
}

/** True for another dispatch of this name whose job is not listed and that the agent may have been called by. */
function isRival(other: DispatchRow, row: DispatchRow, agent: ParticipantFacts): boolean {
  return other.id !== row.id && other.agentName === row.agentName && other.jobs.length === 0 && isInTime(agent, other);
}

/** Old enough by any clock: by the latest time that the server itself has told, or by ours without its greatest error. */
function isOlderThan(ageMs: number, sinceMs: number, state: DispatchState): boolean {
  const toldMs = [
    ...state.dispatches.flatMap((row) => [row.createdAtMs, ...row.jobs.map((job) => job.startedAtMs)]),
    ...state.participants.map((person) => person.joinedAtMs),
  ];
  const leastNowMs = Math.max(state.readAtMs - mostClockErrorMs, ...toldMs);
  return leastNowMs - sinceMs >= ageMs;
}

/** What is known of a dispatch's agents while it is listed. */
function findAgents(row: DispatchRow, state: DispatchState): Presence {
  if (row.jobs.length > 0) {
    const agents = listAgents(state);
    const own = agents.filter((person) => row.jobs.some((job) => isOfJob(person, job)));
    const isComplete = row.jobs.every(
      (job) =>
        job.participantIdentity === '' ||
        own.some((person) => isOfJob(person, job)) ||
        isOlderThan(joinMs, job.startedAtMs, state),
    );
    return { own, possible: [], isComplete };
  }
  const unclaimed = findUnclaimed(row, state);
  const isShared = (agent: ParticipantFacts): boolean => state.dispatches.some((other) => isRival(other, row, agent));
  const own = unclaimed.filter((agent) => !isShared(agent));
  return {
    own,
    possible: unclaimed.filter(isShared),
    isComplete: own.length > 0 || (unclaimed.length === 0 && isOlderThan(agentMayComeMs, row.createdAtMs, state)),
  };
}

/** Says of the agent only what is known; nothing where it is known to be there. */
function warn({ own, possible, isComplete }: Presence): string[] {
  if (own.length > 0) return [];
  if (isComplete) return ['No agent of it is in the room; the dispatch alone is taken off the list.'];
  if (possible.length > 0) {
    return ['Several dispatches have this name, and which agent is whose is not listed yet; its own will be stopped.'];
  }
  return ['No agent of it has joined yet; one that still comes is stopped as well.'];
}

/**
 * Agents in the room that the stop must see go: those known at the write, and those that came or became known since.
 * While the server may still list jobs, an agent that could be another's counts too.
 */
export function findRemaining(applied: Applied<'agent.stop-dispatch'>, now: DispatchState): Presence {
  const { before, write, answeredAtMs = before.readAtMs } = applied;
  const row = before.dispatches.find((dispatch) => dispatch.id === write.dispatchId);
  const sids = new Map(before.participants.map((person) => [person.identity, person.sid]));
  // A new session under a fixed identity is another agent.
  const known = now.participants.filter(
    (person) => write.agentIdentities.includes(person.identity) && sids.get(person.identity) === person.sid,
  );
  const atDelete = row ? findAgents(row, before) : undefined;
  const isSameRoom = now.room?.sid === before.room?.sid;
  if (!row || !atDelete || atDelete.isComplete || !isSameRoom) return { own: known, possible: [], isComplete: true };
  const isOver = now.readAtMs - answeredAtMs >= agentMayComeMs;
  const come =
    row.jobs.length > 0
      ? listAgents(now).filter(
          (person) =>
            !sids.has(person.identity) &&
            row.jobs.some((job) => isOfJob(person, job) && person.joinedAtMs >= job.startedAtMs) &&
            !now.dispatches.some((other) => other.id !== row.id && other.jobs.some((job) => isOfJob(person, job))),
        )
      : findUnclaimed(row, now);
  const others = come.filter((person) => !known.includes(person));
  // By now whoever was asked before the delete is listed; only what was dispatched since is not.
  const isShared = (agent: ParticipantFacts): boolean =>
    row.jobs.length === 0 &&
    now.dispatches.some(
      (other) =>
        isRival(other, row, agent) && (!isOver || before.dispatches.every((earlier) => earlier.id !== other.id)),
    );
  return {
    own: [...known, ...others.filter((agent) => !isShared(agent))],
    possible: isOver ? [] : others.filter(isShared),
    isComplete: isOver,
  };
}

export const stopDispatch: VerbDefinition<'agent.stop-dispatch'> = {
  verb: 'agent.stop-dispatch',
  label: 'Stop agent',
  key: 'X',
  reversibility: 'none',
  isConfirmedByMain: false,

  plan({ dispatchId }, state) {
    const row = state.dispatches.find((dispatch) => dispatch.id === dispatchId);
    if (!row) {
      const error = explain('not_found', 'The dispatch is not listed any more.', {
        likelyCause: 'It was stopped already, or the room was made anew.',
      });
      return refuse({ target: dispatchId, before: '', after: '' }, fields, error);
    }
    const presence = findAgents(row, state);
    const names = presence.own.map((agent) => agent.identity);
    return {
      target: {
        target: dispatchId,
        disposition: 'change',
        before: [row.agentName || '(unnamed)', ...names].join(' · '),
        after: '',
      },
      fields,
      warnings: warn(presence),
      reversibility: 'none',
      write: { dispatchId, agentIdentities: names },
      record: {
        before: JSON.stringify({ agentName: row.agentName, metadata: row.metadata, agents: names }),
        after: '',
      },
    };
  },

  readAnchor: (state) => state.room?.sid ?? '',

  observe(applied, now) {
    const { write } = applied;
    const isListed = now.dispatches.some((dispatch) => dispatch.id === write.dispatchId);
    const { own, possible, isComplete } = findRemaining(applied, now);
    const remaining = [...own, ...possible];
    const current = [...(isListed ? [write.dispatchId] : []), ...remaining.map((person) => person.identity)].join(
      ' · ',
    );
    if (!isListed && remaining.length === 0 && isComplete) return { kind: 'seen', current };
    return { kind: isListed ? 'unchanged' : 'different', current };
  },

  invert: () => null,
};
