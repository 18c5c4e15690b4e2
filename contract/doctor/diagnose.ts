/**
 * The decision table for dispatches: what is known of a dispatch's agent, from what was listed and seen so far. Pure;
 * all times are the server's clock. It says only what is certain as certain, and never "no job" before 6 s.
 */
import type { DispatchRow, DispatchVerdict, JobFacts, OrphanAgent } from '#contract/domain/dispatch-facts';
import type { ParticipantState } from '#contract/domain/participant-facts';
import { describeEnd } from '#contract/doctor/end-reasons';

/** An agent as it was seen in the room, also after it has gone. */
export interface AgentSighting {
  identity: string;
  /** `lk.agent_name`, which the server sets; undefined where it is missing. */
  agentName: string | undefined;
  state: ParticipantState;
  joinedAtMs: number;
  /** The agent's own word (`lk.agent.state`). */
  agentState?: string;
  agentStateSinceMs?: number;
  /** When it was found missing; undefined while it is in the room. */
  goneAtMs?: number;
  /** LiveKit's disconnect reason in lower case, where a session in the room has told it. */
  goneReason?: string;
}

export interface DoctorInput {
  nowMs: number;
  dispatch: DispatchRow;
  /** All dispatches of the room, this one included. */
  dispatches: readonly DispatchRow[];
  /** All agents ever seen in this room, except this installation's observers. */
  agents: readonly AgentSighting[];
  /** From when on this room has been looked at without a gap. */
  watchedSinceMs: number;
  /** True once the dispatch is off the list while its agent has not left yet. */
  isDeleted: boolean;
  /** False while this computer's clock cannot be matched with the server's closely enough to call a dispatch dead. */
  isAgeCertain: boolean;
}

export interface Diagnosis {
  verdict: DispatchVerdict;
  agentIdentity?: string;
  agentState?: string;
}

/** The server asks a worker for 3 s; after that nobody is asked again. */
const offerMs = 3_200;
/** The server lists a job up to 5.2 s late (its worker discovery), on a cluster too. */
export const jobListingMs = 6_000;
const joinMs = 10_000;
const connectMs = 10_000;
const stuckMs = 20_000;

/** Tells what is known of one dispatch. The numbers of the rules are those of the project's decision table. */
export function diagnose(input: DoctorInput): Diagnosis {
  const { dispatch, dispatches, agents } = input;
  const job = dispatch.jobs.at(-1);
  const agent = job ? findAgentOfJob(job, dispatches, agents) : findUnlistedAgent(input);

  if (input.isDeleted) {
    const text = 'Stopped; its agent is still in the room and has up to 6 s to leave.';
    return tell(0, 'stopping', 'certain', text, agent);
  }
  if (isAutomatic(dispatch, dispatches) && !job && !agents.some((other) => other.agentName === '')) {
    return tell(2, 'automatic', 'certain', 'Made by the server with the room, for workers without a name.');
  }
  const conflict = job && judgeIdentityConflict(job, dispatch, dispatches, agents);
  if (conflict) {
    const text = `Two dispatches got an agent with the identity ${job.participantIdentity}, which ends both. Stop both, wait until they are gone, dispatch once.`;
    return tell(3, 'identity_conflict', conflict, text, agent, job);
  }
  if (job) return diagnoseJob(input, job, agent);
  return diagnoseOffer(input, agent);
}

function diagnoseJob(input: DoctorInput, job: JobFacts, agent: AgentSighting | undefined): Diagnosis {
  if (agent && agent.goneAtMs === undefined) return diagnosePresence(input.nowMs, agent);
  if (job.status === 'success' && job.participantIdentity === '') {
    return tell(6, 'finished_without_agent', 'certain', 'A worker took it and finished it without an agent.');
  }
  if (agent) {
    const text = describeEnd(agent.goneReason);
    return tell(7, 'ended', 'certain', text, agent);
  }
  const sinceOfferMs = input.nowMs - job.startedAtMs;
  if (sinceOfferMs < joinMs) {
    return tell(8, 'joining', 'certain', 'A worker accepted it; its agent has not joined yet.', undefined, job);
  }
  if (input.watchedSinceMs <= input.dispatch.createdAtMs) {
    const text =
      'A worker accepted it, but no agent ever joined: the job did not connect, crashed before, or cannot reach the server. See the worker’s log, then dispatch again.';
    return tell(9, 'never_joined', 'certain', text, undefined, job);
  }
  const text = 'Its agent is not here: it left or never joined, before this console looked. Dispatch again if needed.';
  return tell(10, 'not_here', 'certain', text, undefined, job);
}

function diagnosePresence(nowMs: number, agent: AgentSighting): Diagnosis {
  if (agent.state === 'active') {
    const isStuck =
      agent.agentState === 'initializing' && nowMs - (agent.agentStateSinceMs ?? agent.joinedAtMs) > stuckMs;
    if (isStuck) {
      const text = 'The agent is in the room but has been “initializing” for more than 20 s; it is probably stuck.';
      return tell(4, 'running', 'likely', text, agent);
    }
    return tell(4, 'running', 'certain', 'The agent is in the room.', agent);
  }
  if (agent.state === 'unknown') {
    return tell(4, 'running', 'likely', 'The agent is in the room, in a state that this app does not know.', agent);
  }
  if (nowMs - agent.joinedAtMs < connectMs) {
    return tell(5, 'connecting', 'certain', 'The agent has joined and is connecting its media.', agent);
  }
  const text =
    'The agent reached the server, but its media cannot connect: a firewall between them, most likely. The server drops it after 60 s.';
  return tell(5, 'media_blocked', 'certain', text, agent);
}

function diagnoseOffer(input: DoctorInput, agent: AgentSighting | undefined): Diagnosis {
  const ageMs = input.nowMs - input.dispatch.createdAtMs;
  if (agent) {
    const isGone = agent.goneAtMs !== undefined;
    if (ageMs >= jobListingMs) {
      const late = isGone
        ? 'An agent of this name came after the dispatch and has left again. It was probably this one’s, though the server lists no job.'
        : 'An agent of this name came after the dispatch. It is probably this one’s, though the server is late in listing its job.';
      return tell(11, 'accepted_unlisted', 'likely', late, agent);
    }
    const text = isGone
      ? 'A worker accepted it and its agent has left again; the server has not listed the job yet.'
      : 'An agent of this name has joined; the server has not listed its job yet.';
    return tell(11, 'accepted_unlisted', 'near_certain', text, agent);
  }
  if (ageMs < offerMs) return tell(12, 'offering', 'certain', 'The server is asking workers of this name.');
  if (ageMs < jobListingMs || !input.isAgeCertain) {
    const text = 'Probably not taken; the server may be late in listing a job.';
    return tell(13, 'probably_not_taken', 'likely', text);
  }
  const text =
    'Nobody took it, and nobody will. Why is not told by the server: no worker of this name, another deployment, a full or busy worker, or one that declined. Check the worker, then dispatch again.';
  return tell(14, 'nobody_took_it', 'certain', text);
}

/** True for the dispatch that the server itself makes with a room: unnamed, and the oldest. */
export function isAutomatic(dispatch: DispatchRow, dispatches: readonly DispatchRow[]): boolean {
  return dispatch.agentName === '' && dispatches.every((other) => other.createdAtMs >= dispatch.createdAtMs);
}

/** Id of the oldest other dispatch of the same name and deployment that has an agent in the room too (rule 16). */
export function findOlderTwin(
  dispatch: DispatchRow,
  dispatches: readonly DispatchRow[],
  agents: readonly AgentSighting[],
): string | undefined {
  const isLive = (row: DispatchRow): boolean =>
    row.jobs.some((job) => {
      const agent = findAgentOfJob(job, dispatches, agents);
      return agent !== undefined && agent.goneAtMs === undefined;
    });
  if (!isLive(dispatch)) return undefined;
  const older = dispatches.filter(
    (other) =>
      other.id !== dispatch.id &&
      other.agentName === dispatch.agentName &&
      other.deployment === dispatch.deployment &&
      other.createdAtMs < dispatch.createdAtMs &&
      isLive(other),
  );
  return older.toSorted((one, other) => one.createdAtMs - other.createdAtMs)[0]?.id;
}

/** Agents that have been in the room for 6 s and belong to no dispatch: of no listed job, and called by no open one (rule 15). */
export function findOrphans(
  nowMs: number,
  dispatches: readonly DispatchRow[],
  agents: readonly AgentSighting[],
): OrphanAgent[] {
  const claimed = collectClaims(dispatches);
  return agents
    .filter(
      (agent) =>
        agent.goneAtMs === undefined &&
        !claimed.has(agent.identity) &&
        nowMs - agent.joinedAtMs >= jobListingMs &&
        !dispatches.some((row) => row.jobs.length === 0 && isCalledBy(row, agent)),
    )
    .map((agent) => ({
      identity: agent.identity,
      agentName: agent.agentName ?? '',
      joinedAtMs: agent.joinedAtMs,
      verdict: {
        rule: 15,
        code: 'orphan' as const,
        certainty: 'certain' as const,
        text: 'This agent belongs to no dispatch: the server was restarted, its dispatch was deleted, or somebody connected it by hand. Only removing it ends it.',
      },
    }));
}

function collectClaims(dispatches: readonly DispatchRow[]): Set<string> {
  return new Set(dispatches.flatMap((row) => row.jobs.map((job) => job.participantIdentity)));
}

/** The session that a job made: the first under its identity after the offer, unless a later job came before it. */
function findAgentOfJob(
  job: JobFacts,
  dispatches: readonly DispatchRow[],
  agents: readonly AgentSighting[],
): AgentSighting | undefined {
  if (job.participantIdentity === '') return undefined;
  const laterOffersMs = dispatches
    .flatMap((row) => row.jobs)
    .filter((other) => other.participantIdentity === job.participantIdentity && other.startedAtMs > job.startedAtMs)
    .map((other) => other.startedAtMs);
  const endMs = Math.min(...laterOffersMs);
  return agents.find(
    (agent) =>
      agent.identity === job.participantIdentity && agent.joinedAtMs >= job.startedAtMs && agent.joinedAtMs < endMs,
  );
}

/** True if the agent joined when an agent of this dispatch would, though its job is not listed. */
function isCalledBy(dispatch: DispatchRow, agent: AgentSighting): boolean {
  return (
    agent.agentName === dispatch.agentName &&
    agent.joinedAtMs >= dispatch.createdAtMs &&
    agent.joinedAtMs <= dispatch.createdAtMs + jobListingMs + joinMs
  );
}

/** The agent of a job that is not listed yet: of the right name, joined since, claimed by no listed job. */
function findUnlistedAgent({ dispatch, dispatches, agents }: DoctorInput): AgentSighting | undefined {
  const claimed = collectClaims(dispatches);
  return agents.find((agent) => isCalledBy(dispatch, agent) && !claimed.has(agent.identity));
}

/**
 * Two jobs of different dispatches under one identity: the server ends both agents. Certain if the first agent was still
 * there when the second was offered; not so if it had gone before, or if an agent of this identity is there now.
 */
function judgeIdentityConflict(
  job: JobFacts,
  dispatch: DispatchRow,
  dispatches: readonly DispatchRow[],
  agents: readonly AgentSighting[],
): 'certain' | 'likely' | undefined {
  const identity = job.participantIdentity;
  const other = dispatches
    .filter((row) => row.id !== dispatch.id)
    .flatMap((row) => row.jobs)
    .find((theirs) => identity !== '' && theirs.participantIdentity === identity);
  const sessions = agents.filter((agent) => agent.identity === identity);
  if (!other || sessions.some((agent) => agent.goneAtMs === undefined)) return undefined;
  const [first, second] = other.startedAtMs < job.startedAtMs ? [other, job] : [job, other];
  const firstAgent = findAgentOfJob(first, dispatches, agents);
  if (firstAgent?.goneAtMs === undefined) return 'likely';
  return firstAgent.goneAtMs >= second.startedAtMs ? 'certain' : undefined;
}

function tell(
  rule: number,
  code: DispatchVerdict['code'],
  certainty: DispatchVerdict['certainty'],
  text: string,
  agent?: AgentSighting,
  job?: JobFacts,
): Diagnosis {
  const diagnosis: Diagnosis = { verdict: { rule, code, certainty, text } };
  const agentIdentity = agent?.identity ?? job?.participantIdentity;
  if (agentIdentity) diagnosis.agentIdentity = agentIdentity;
  if (agent?.agentState !== undefined) diagnosis.agentState = agent.agentState;
  return diagnosis;
}
