/** Agent dispatches of a watched room with what is known of their jobs, and the doctor's verdict on each. */
import type { GavelError } from '#contract/result';

export interface JobFacts {
  id: string;
  /** What the server wrote at assignment; it is not updated afterwards. */
  status: 'pending' | 'running' | 'success' | 'failed';
  error: string;
  /** Server clock, epoch ms; 0 when unset. `startedAtMs` is the time of the offer. */
  startedAtMs: number;
  endedAtMs: number;
  participantIdentity: string;
  workerId: string;
}

export type Certainty = 'certain' | 'near_certain' | 'likely' | 'open';

export interface DispatchVerdict {
  /** Row of the decision table that spoke. */
  rule: number;
  code:
    | 'automatic'
    | 'identity_conflict'
    | 'running'
    | 'connecting'
    | 'media_blocked'
    | 'finished_without_agent'
    | 'ended'
    | 'joining'
    | 'never_joined'
    | 'not_here'
    | 'accepted_unlisted'
    | 'offering'
    | 'probably_not_taken'
    | 'nobody_took_it'
    | 'stopping'
    | 'orphan';
  /** A sentence for the moderator. */
  text: string;
  certainty: Certainty;
}

/** A dispatch as ListDispatch tells it, without what its jobs embed of the room. */
export interface DispatchRow {
  id: string;
  agentName: string;
  room: string;
  metadata: string;
  deployment: string;
  /** What the agent is given as its attributes; absent where there are none. */
  attributes?: Record<string, string>;
  /** Server clock, epoch ms. */
  createdAtMs: number;
  jobs: JobFacts[];
}

export interface DispatchFacts extends DispatchRow {
  /** Made by the server with the room, for unnamed agents. */
  isAutomatic: boolean;
  /** Identity of the agent that is (or was) in the room for it, when that is known. */
  agentIdentity?: string;
  /** The agent's own word (`lk.agent.state`), when it sets one. */
  agentState?: string;
  /** Id of the older dispatch of the same name whose agent is in the room as well. */
  duplicateOf?: string;
  verdict: DispatchVerdict;
}

/** An agent in the room that no dispatch accounts for: left over from a restart or from a deleted dispatch. */
export interface OrphanAgent {
  identity: string;
  agentName: string;
  /** Server clock, epoch ms. */
  joinedAtMs: number;
  verdict: DispatchVerdict;
}

export interface DispatchList {
  room: string;
  /** Oldest first. */
  dispatches: DispatchFacts[];
  orphans: OrphanAgent[];
  readAtMs?: number;
  error?: GavelError;
}
