/** Rooms as the server's API tells them, and what main's sweeps of a watched room found. */
import type { GavelError } from '#contract/result';
import type { ParticipantFacts } from '#contract/domain/participant-facts';

export interface RoomSummary {
  sid: string;
  name: string;
  /** Server clock, epoch ms. */
  createdAtMs: number;
  metadata: string;
  /** People as ListRooms counts them: agents, recorders and egress left out; up to 5 s old. */
  numParticipants: number;
  numPublishers: number;
  isRecording: boolean;
  maxParticipants: number;
  emptyTimeoutSeconds: number;
  departureTimeoutSeconds: number;
}

/** Under which one heading a participant is counted. */
export type CountHeading = 'people' | 'agents' | 'recorders' | 'phones' | 'hidden';

/** Who was in a room when its participants were last listed, our own observers left out. */
export interface RoomCount extends Record<CountHeading, number> {
  /** Epoch ms of this computer. */
  readAtMs: number;
}

/**
 * Why a listed room may not be what the list says: people are listed and nobody is found, or the reverse; nobody answers for
 * it; or it is empty for longer than its time-outs allow.
 */
export interface RoomDoubt {
  kind: 'nobody_found' | 'more_found' | 'no_answer' | 'overdue';
  /** Epoch ms of this computer. */
  sinceMs: number;
}

/** What main found in listed rooms beside the list, by the room's sid. */
export interface RoomFindings {
  /** Only of rooms that were counted. */
  counts: Record<string, RoomCount>;
  /** Of all rooms that are doubted now. */
  doubts: Record<string, RoomDoubt>;
}

/** How often main looks now. */
export interface SweepPace {
  everyMs: number;
  /** Why not more often: the server asked for fewer calls, answers slowly, or answers with failures. */
  slowedBy?: 'rate_limited' | 'slow' | 'failing';
}

/** The lobby: the last good list, and the failure that has kept it from being newer. */
export interface RoomList {
  rooms: RoomSummary[];
  found?: RoomFindings;
  /** By how much the server's clock is ahead of this computer's; undefined while that is not known. */
  serverAheadMs?: number;
  /** When the last good answer came, epoch ms of this computer; undefined before the first one. */
  readAtMs?: number;
  /** How long the last good answer took. */
  tookMs?: number;
  pace?: SweepPace;
  error?: GavelError;
}

/** One sweep of a watched room. `changed` holds everybody when `isComplete`, else only who differs from the sweep before. */
export interface RoomFacts {
  room: string;
  /** The room as listed; null when it is not listed any more. */
  summary: RoomSummary | null;
  isComplete: boolean;
  changed: ParticipantFacts[];
  /** Identities that the sweep before had and this one has not. */
  gone: string[];
  /** Epoch ms of this computer. */
  readAtMs: number;
  pace?: SweepPace;
  error?: GavelError;
}

/** What the renderer needs for one hidden join of one listed room. */
export interface JoinGrant {
  /** Names this join in later reports. */
  joinId: string;
  /** Address for livekit-client (ws or wss). */
  url: string;
  token: string;
  identity: string;
  roomName: string;
  /** The listed room's sid: whoever lands in another one must leave at once. */
  roomSid: string;
  /** Identities of this installation's own observers, to be left out of the roster. */
  ownIdentities: string[];
  canSubscribe: boolean;
}

export type JoinOutcome = 'joined' | 'failed' | 'left' | 'wrong_room' | 'cut_off';
