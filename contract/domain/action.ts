/** Plans and their progress: what the door answers when a moderator wants to change something. */
import type { GavelError } from '#contract/result';
import type { VerbId } from '#contract/domain/verb-id';

/** How one target of a plan stands before anything is sent. */
export type Disposition = 'change' | 'already' | 'conflict' | 'refuse' | 'skip';

export interface PlanTarget {
  /** Identity, room name or dispatch id. */
  target: string;
  disposition: Disposition;
  /** Text of the value now on the server, as just read. */
  before: string;
  /** Text of the value that a run will write. */
  after: string;
  /** Why it is refused or skipped. */
  error?: GavelError;
  /** On `conflict`: what the draft started from, what is there now, what the moderator wants, and the merge if there is one. */
  conflict?: { base: string; theirs: string; mine: string; merged?: string };
}

/** Most targets of one plan. */
export const maxPlanTargets = 5_000;

export interface Plan {
  /** Also the id of the run, for a plan of many. */
  planId: string;
  verb: VerbId;
  room: string;
  /** Epoch ms; a plan is used once and before this time. */
  expiresAtMs: number;
  targets: PlanTarget[];
  /** Said before the click: traps, side effects, reserved keys. */
  warnings: string[];
  reversibility: 'full' | 'partial' | 'none';
  /** True if main asks in a dialog of its own before it runs. */
  isConfirmedByMain: boolean;
}

/** sent → accepted → seen, or an end that is not success. */
export const actionSteps = [
  'queued',
  'sent',
  'accepted',
  'seen',
  'refused',
  'drifted',
  'effect_unknown',
  'skipped',
] as const;
export type ActionStep = (typeof actionSteps)[number];

export interface ActionProgress {
  actionId: string;
  verb: VerbId;
  room: string;
  target: string;
  /** Which value of the target is concerned, as a field name (`metadata`, `attr.team`, `can.mic` …). */
  fields: string[];
  step: ActionStep;
  atMs: number;
  /** Since the moderator asked for it. */
  tookMs: number;
  requestId: string;
  before: string;
  after: string;
  /** On `drifted` and on a `refused` without effect: what is there now. */
  current?: string;
  error?: GavelError;
  /** True once `seen` if `actions:plan-undo` can plan the way back. */
  isUndoable: boolean;
  /** Id made by the server, for verbs that create something. */
  createdId?: string;
  /** The plan of many that it belongs to. */
  bulkId?: string;
}

/** The end of a run of many: each of its targets has been told, but for those that were not begun. */
export interface BulkEnd {
  bulkId: string;
  /** The moderator stopped it: what was not sent by then is not sent. */
  isCancelled: boolean;
  /** Why it ended by itself before its end: what was not sent by then is not sent. */
  error?: GavelError;
  atMs: number;
}
