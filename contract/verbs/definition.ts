/**
 * What a verb is: its words, and the pure rules for planning it on fresh state, telling whether its effect is there, and
 * taking it back. Knows no server and no process; executors do what is planned here.
 */
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { PlanTarget } from '#contract/domain/action';
import type { ParticipantFacts, PermissionFacts } from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { VerbId } from '#contract/domain/verb-id';
import type { ErrorCode, ErrorDetail, GavelError } from '#contract/result';
import type { Right } from '#contract/domain/right';
import type { VerbParameters } from '#contract/schemas/verbs';

/** How far a change can be taken back. */
export type Reversibility = 'full' | 'partial' | 'none';

/** A room's dispatches with who is in the room; `room` is null when it is not listed. */
export interface DispatchState {
  /** When it was asked for; epoch ms of this computer. */
  readAtMs: number;
  room: RoomSummary | null;
  dispatches: DispatchRow[];
  participants: ParticipantFacts[];
}

/** What each verb reads before it is planned, and again to see its effect. `null`: not there. */
export interface VerbStates {
  'participant.set-metadata': ParticipantFacts | null;
  'participant.set-attributes': ParticipantFacts | null;
  'participant.set-name': ParticipantFacts | null;
  'participant.set-permission': ParticipantFacts | null;
  'room.set-metadata': RoomSummary | null;
  /** Its name is known before it is there. Dispatches are read only where agents were asked for. */
  'room.create': { name: string; readAtMs: number; room: RoomSummary | null; dispatches: DispatchRow[] };
  'agent.dispatch': DispatchState;
  'agent.stop-dispatch': DispatchState;
}

/** What each verb sends. */
export interface VerbWrites {
  'participant.set-metadata': { identity: string; metadata: string };
  'participant.set-attributes': { identity: string; attributes: Record<string, string> };
  'participant.set-name': { identity: string; name: string };
  /** All rights, since the server replaces them whole. */
  'participant.set-permission': { identity: string; right: Right; permission: PermissionFacts };
  'room.set-metadata': { metadata: string };
  'room.create': VerbParameters['room.create'];
  'agent.dispatch': {
    agentName: string;
    metadata: string;
    deployment?: string;
    attributes?: Record<string, string>;
  };
  /** Identities of the agents known at the write; whoever else comes of it must be gone too. */
  'agent.stop-dispatch': { dispatchId: string; agentIdentities: string[] };
}

/** One verb thought through on fresh state. `write` is there exactly when the disposition is `change`. */
export interface Planned<Verb extends VerbId> {
  target: PlanTarget;
  /** Names of the fields concerned. */
  fields: string[];
  warnings: string[];
  reversibility: Reversibility;
  write?: VerbWrites[Verb];
  /** For the record where it should tell more than the plan's texts. */
  record?: { before: string; after: string };
}

/**
 * What a read after the write shows. `unchanged`: as it was before, `different`: neither old nor new, `gone`: the target
 * is not there any more.
 */
export interface Observation {
  kind: 'seen' | 'unchanged' | 'different' | 'gone';
  /** What is there now, as text. */
  current: string;
  /** Id of what was created, where the answer to the write was lost and only a read has told it. */
  createdId?: string;
}

/** A change that was made, with all that is needed to look for it and to take it back. */
export interface Applied<Verb extends VerbId> {
  parameters: VerbParameters[Verb];
  before: VerbStates[Verb];
  write: VerbWrites[Verb];
  /** Id made by the server, for verbs that create something. */
  createdId?: string;
  /** When the write was answered, or its answer given up; epoch ms of this computer. */
  answeredAtMs?: number;
}

/** A request to the door, as `actions:plan` takes it. */
export type VerbRequest = {
  [Verb in VerbId]: { verb: Verb; room: string; parameters: VerbParameters[Verb] };
}[VerbId];

/** The way back of a change, without its room. `exact` gives back what the parameters alone cannot say. */
export type Inverse = {
  [Verb in VerbId]: { verb: Verb; parameters: VerbParameters[Verb]; exact?: ExactWrite<Verb> };
}[VerbId];

/** A write to be used as it is, if the state still is what the undone change left behind. */
export interface ExactWrite<Verb extends VerbId> {
  ifNow: VerbWrites[Verb];
  write: VerbWrites[Verb];
  /** Sid of the session that the undone change was made in, for verbs that a new session begins without. */
  sid?: string;
}

export interface VerbDefinition<Verb extends VerbId> {
  verb: Verb;
  label: string;
  /** Key offered for it, as the renderer shows it; empty where it has none. */
  key: string;
  /** At best; a plan may say less. */
  reversibility: Reversibility;
  /** True if main asks in a dialog of its own before it runs. */
  isConfirmedByMain: boolean;
  plan(parameters: VerbParameters[Verb], state: VerbStates[Verb], exact?: ExactWrite<Verb>): Planned<Verb>;
  /** Sid of the room that a plan was made for; empty where the target is found again by its identity. */
  readAnchor(state: VerbStates[Verb]): string;
  observe(applied: Applied<Verb>, now: VerbStates[Verb]): Observation;
  /** The way back, or null where there is none. */
  invert(applied: Applied<Verb>): Inverse | null;
}

/** A plan that sends nothing. */
export function refuse<Verb extends VerbId>(
  target: Pick<PlanTarget, 'target' | 'before' | 'after'>,
  fields: string[],
  error: GavelError,
): Planned<Verb> {
  return { target: { ...target, disposition: 'refuse', error }, fields, warnings: [], reversibility: 'none' };
}

/** A plan whose wish is fulfilled already. */
export function leaveAsIs<Verb extends VerbId>(target: string, fields: string[], value: string): Planned<Verb> {
  return {
    target: { target, disposition: 'already', before: value, after: value },
    fields,
    warnings: [],
    reversibility: 'none',
  };
}

/** Builds an error; the same shape as a failed Result's. */
export function explain(code: ErrorCode, message: string, detail?: ErrorDetail): GavelError {
  return detail ? { code, message, detail } : { code, message };
}

/** The error for a participant that is not in the room (any more). */
export function explainAbsence(identity: string): GavelError {
  return explain('not_found', `${identity} is not in the room.`, {
    likelyCause: 'They left since the row was drawn.',
    cure: 'Wait until they come back; their data may be new then.',
  });
}

/**
 * What a read of a participant shows. Who came back in a new session has what the app's token gave them: the old value in
 * it is not a write that was dropped, but something else that is there now.
 */
export function observePerson(
  before: ParticipantFacts | null,
  now: ParticipantFacts | null,
  compare: (person: ParticipantFacts) => Observation,
): Observation {
  if (!now) return { kind: 'gone', current: '' };
  const observation = compare(now);
  const isNewSession = before !== null && before.sid !== now.sid;
  return isNewSession && observation.kind === 'unchanged' ? { ...observation, kind: 'different' } : observation;
}
