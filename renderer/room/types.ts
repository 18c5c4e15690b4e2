/** What a room's live session offers to features. No React here; features subscribe to the smallest piece they show. */
import type { GavelError } from '#contract/result';
import type { LiveBlock } from './api-only.ts';
import type { FieldSubject } from '#contract/fields';
import type { CountHeading, RoomSummary, SweepPace } from '#contract/domain/room-facts';
import type { DataTopics } from './data-topics.ts';
import type { TakenMedia } from './media.ts';
import type { PersonSession } from './person-sessions.ts';
import type { AttributeKeyCounts } from './person-columns.ts';
import type { ColumnTable } from '#renderer/table/types.ts';

/** Goes into `data-room-state`. */
export type RoomState = 'joining' | 'live' | 'reconnecting' | 'offline';

export interface RoomStatus {
  state: RoomState;
  /** One sentence where the state alone does not say it: why offline, which try. */
  note?: string;
  error?: GavelError;
  sinceMs: number;
  /** Round trip of signalling in ms, when known. */
  roundTripMs?: number;
  /** Set where the session has no right to listen. */
  isStrict?: boolean;
  /** When main's sweep last answered, epoch ms. */
  listedAtMs?: number;
  /** How often main reads the list now, ms, and why not more often. */
  listEveryMs?: number;
  listSlowedBy?: SweepPace['slowedBy'];
  /** Why the newest look at the list failed; what is shown is as old as `listedAtMs`. */
  listError?: GavelError;
  /** Set while the room is `offline` and yet shown, by the list alone: what keeps the live connection from being made. */
  liveBlock?: LiveBlock;
  /** When a join is tried again, epoch ms; with `liveBlock` set and this not, one is under way. */
  nextTryAtMs?: number;
}

export type RoomCounts = Record<CountHeading, number>;

/** One row of the Events dock. `details` is short text; `before` and `after` are whole values, cut at a bound. */
export interface RoomEventRow {
  sequence: number;
  atMs: number;
  /** `joined`, `active`, `left`, `metadata`, `attributes`, `permissions`, `name`, `track-published` … */
  type: string;
  /** Identity concerned; empty for the room itself. */
  who: string;
  details: string;
  before?: string;
  after?: string;
  source: 'event' | 'api';
  /** Of tracks: the field of contract/fields that tells of them. */
  field?: string;
}

/** Bounded in bytes; the oldest rows are dropped first. */
export interface RoomEventLog {
  rows(): readonly RoomEventRow[];
  /** Rows ever written, dropped ones included. */
  total(): number;
  dropped(): number;
  /** From when on it is whole, epoch ms: since it was begun, or since its oldest row where older ones were dropped. */
  beginsAtMs(): number;
  subscribe(listener: () => void): () => void;
}

export interface RoomSession {
  readonly room: string;
  status(): RoomStatus;
  subscribeStatus(listener: () => void): () => void;
  /** Live room facts: events where they are newer than the sweep. */
  summary(): RoomSummary | undefined;
  counts(): RoomCounts;
  /** Summary or counts changed. */
  subscribeSummary(listener: () => void): () => void;
  /** Keyed by identity; columns are field names of contract/fields. */
  readonly table: ColumnTable;
  /** How many attribute keys the table has no column for is their difference. Moves with the table's rows. */
  attributeKeys(): AttributeKeyCounts;
  /** Everything known of one participant; the same object until something of it changes. */
  participant(identity: string): FieldSubject | undefined;
  /** The sessions that an identity had since this console came, oldest first; they outlive the row. */
  sessionsOf(identity: string): readonly PersonSession[];
  subscribeParticipant(identity: string, listener: () => void): () => void;
  readonly events: RoomEventLog;
  /** Data that came in since the join, by topic. */
  readonly data: DataTopics;
  /** Behind another tab everything is known as before, and told once a second. */
  setInFront(isInFront: boolean): void;
  /** Takes the media of one track until it is stopped or ends by itself. To be recorded by main before. */
  takeMedia(trackSid: string): TakenMedia | undefined;
  /** Tries to join again after offline; refuses while the room is not listed. */
  retry(): void;
  /** Leaves and lets go of everything. */
  dispose(): void;
}
