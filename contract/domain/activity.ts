/** Records that main keeps and the Activity dock shows: API requests and the audit of privileged actions. */
import type { ErrorCode } from '#contract/result';

/** One call to the server's API. */
export interface RequestRecord {
  /** Rises by one with every call of this run. */
  sequence: number;
  serverId: string;
  /** Epoch ms. */
  atMs: number;
  /** Twirp service and method, such as `RoomService/UpdateParticipant`. */
  method: string;
  /** Room, and participant or dispatch, that the call is about. */
  target: string;
  lane: 'sweep' | 'single' | 'bulk';
  /** HTTP status; 0 when no answer came. */
  status: number;
  code?: ErrorCode;
  /** Server's words or the transport's, redacted. */
  message?: string;
  /** How long the server asked to be left alone (`Retry-After`). */
  retryAfterMs?: number;
  tookMs: number;
  requestId: string;
}

/** A checkpoint is what the record says of itself: that it begins, was purged, was found changed. */
export type AuditPhase = 'intent' | 'outcome' | 'checkpoint';

/** One row of the append-only record of privileged actions, hidden joins and listenings. */
export interface AuditRecord {
  /** Rises by one with every row ever written. */
  sequence: number;
  atMs: number;
  phase: AuditPhase;
  /** Groups the intent and the outcome of one action on one target. */
  actionId: string;
  serverId: string;
  serverName: string;
  /** Verb id, `join`, `leave`, `listen` or `see`; of checkpoints `audit.begin`, `audit.resume` or `audit.purge`. */
  verb: string;
  room: string;
  target: string;
  /** Name of the operating system's user. */
  operator: string;
  reason: string;
  /** JSON text; empty where nothing applies. */
  before: string;
  after: string;
  /** True where a list shows only the beginning of one of them. */
  isCut: boolean;
  /** Step reached (`seen`, `refused` …) on outcomes, empty on intents, the reason on checkpoints. */
  outcome: string;
  code: string;
  message: string;
  tookMs: number;
  requestId: string;
}
