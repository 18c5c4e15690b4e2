/** What the rest of main may ask a LiveKit server. Plain facts in and out; no SDK type and no `turnPassword` gets past here. */
import type { RequestRecord } from '#contract/domain/activity';
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts, PermissionFacts } from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { Result } from '#contract/result';

/** Calls of one lane wait only for calls of the same lane, so that a sweep never delays a click. */
export type Lane = RequestRecord['lane'];

export interface CallOptions {
  /** Ends the call with `cancelled`, also while it waits for its lane. */
  signal?: AbortSignal | undefined;
  /** Ends the call with `cancelled` only while it waits for its lane: what is sent is not called off. */
  waitSignal?: AbortSignal | undefined;
  /** Called once, when the call has its place in the lane and goes out. */
  onSent?: (() => void) | undefined;
  /** `single` unless told. */
  lane?: Lane | undefined;
  /** Time for the answer once the call is sent; 10 s unless told. */
  timeoutMs?: number | undefined;
}

/** What is known of one call, whatever its end. */
export interface CallTrace {
  /** As sent to the server; empty if the call was refused or called off before it was sent. */
  requestId: string;
  /** Since the call was sent, without the wait for its lane; 0 if it was never sent. */
  tookMs: number;
  /** The time in the answer's `Date` header, which is cut to the second; undefined where there was none. */
  serverDateMs?: number;
}

/** A Result, and the trace of the call on both ends (`result.call.requestId`). */
export type CallResult<Value> = Result<Value> & { call: CallTrace };

/** Only what is given changes. An empty name or metadata is skipped by the server; an empty attribute value deletes the key. */
export interface ParticipantUpdate {
  identity: string;
  metadata?: string | undefined;
  name?: string | undefined;
  attributes?: Record<string, string> | undefined;
  /** Replaces all rights. An empty list of sources means every source. */
  permission?: PermissionFacts | undefined;
}

/** What an agent is called with. Deployment and attributes are left to the server where they are not given. */
export interface DispatchOrder {
  agentName: string;
  metadata: string;
  deployment?: string | undefined;
  attributes?: Record<string, string> | undefined;
}

/** What a room is made with. */
export interface RoomOrder {
  emptyTimeoutSeconds?: number | undefined;
  departureTimeoutSeconds?: number | undefined;
  maxParticipants?: number | undefined;
  metadata: string;
  agents: readonly DispatchOrder[];
}

/**
 * Calls to one server. Nothing here is ever retried. Lists are sorted, because the server gives them in random order. Every method
 * that takes a room refuses an empty name (`invalid_request`), because the server would create a room of that name.
 *
 * Errors: `unknown_key`, `wrong_secret`, `clock_skew`, `forbidden_by_server`, `not_found`, `unavailable` (503: not there any more, or
 * the server is not reachable), `timed_out`, `cancelled`, `unreachable`, `rate_limited` (429),
 * `rejected_by_server` (other 4xx), `server_failed` (5xx, or an answer that makes no sense or is too large).
 */
export interface LivekitApi {
  readonly serverId: string;
  /** Live rooms by name; all of them unless names are given. Counts are up to 5 s old. */
  listRooms(options?: CallOptions & { names?: readonly string[] | undefined }): Promise<CallResult<RoomSummary[]>>;
  /** Everybody in the room by identity, hidden people too; empty for an unknown room. Fresh within about 60 ms. */
  listParticipants(room: string, options?: CallOptions): Promise<CallResult<ParticipantFacts[]>>;
  /** `not_found` for an unknown room or identity. */
  getParticipant(room: string, identity: string, options?: CallOptions): Promise<CallResult<ParticipantFacts>>;
  /** Answers with the server's reply, which may carry another writer's values: read again before anything is called done. */
  updateParticipant(
    room: string,
    update: ParticipantUpdate,
    options?: CallOptions,
  ): Promise<CallResult<ParticipantFacts>>;
  /**
   * Answers with the room, also with one that was there before: then every option was ignored. What is not given is the
   * server's to choose.
   */
  createRoom(room: string, order: RoomOrder, options?: CallOptions): Promise<CallResult<RoomSummary>>;
  /** An empty text clears it. */
  updateRoomMetadata(room: string, metadata: string, options?: CallOptions): Promise<CallResult<RoomSummary>>;
  removeParticipant(room: string, identity: string, options?: CallOptions): Promise<CallResult<null>>;
  /** Oldest first. `unavailable` after 3 s for an unknown room. */
  listDispatch(room: string, options?: CallOptions): Promise<CallResult<DispatchRow[]>>;
  /** Creates the room if it does not exist (auto_create): ask listRooms first. */
  createDispatch(room: string, dispatch: DispatchOrder, options?: CallOptions): Promise<CallResult<DispatchRow>>;
  /** Lists what one of the services beside rooms has, and tells only that it answered: lists of trunks carry passwords. */
  probeService(service: 'sip' | 'egress' | 'ingress', options?: CallOptions): Promise<CallResult<null>>;
  deleteDispatch(room: string, dispatchId: string, options?: CallOptions): Promise<CallResult<null>>;
}

/** Looks up the API of a saved server; fails as `FindServerAccess` does. */
export type FindLivekitApi = (serverId: string) => Promise<Result<LivekitApi>>;
