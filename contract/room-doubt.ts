/**
 * Whether a listed room is what the list says: two looks in a row must agree before it is doubted, since the list's own
 * numbers are up to 5 s old. Pure; all times are of this computer.
 */
import type { RoomDoubt, RoomSummary } from '#contract/domain/room-facts';

/** What one look found. */
export interface RoomLook {
  atMs: number;
  /** Undefined when the room did not answer. */
  found?: {
    /** Everybody, our own observers too: they keep a room open. */
    everybody: number;
    /** Those whom the list counts, hidden ones not sure and left out. */
    listable: number;
  };
}

type Mismatch = 'nobody_found' | 'more_found' | 'no_answer';

/** What is remembered of a room from look to look. */
export interface RoomTrace {
  mismatch?: { kind: Mismatch; sinceMs: number; atMs: number };
  /** Since when every look has found nobody. */
  emptySinceMs?: number;
}

/** So far apart, two looks cannot both have met the same stale list. */
const apartMs = 10_000;
/** The server looks after empty rooms now and then, not at the second. */
const graceMs = 30_000;

/** Adds a look to what is remembered. */
export function traceLook(before: RoomTrace | undefined, room: RoomSummary, look: RoomLook): RoomTrace {
  const kind = findMismatch(room, look);
  const known = before?.mismatch;
  const isEmpty = look.found === undefined ? before?.emptySinceMs !== undefined : look.found.everybody === 0;
  return {
    ...(kind && { mismatch: { kind, sinceMs: known?.kind === kind ? known.sinceMs : look.atMs, atMs: look.atMs } }),
    ...(isEmpty && { emptySinceMs: before?.emptySinceMs ?? look.atMs }),
  };
}

/** Why a room is doubted; undefined if it is not. */
export function doubtRoom(trace: RoomTrace, room: RoomSummary, nowMs: number): RoomDoubt | undefined {
  const { mismatch, emptySinceMs } = trace;
  if (mismatch && mismatch.atMs - mismatch.sinceMs >= apartMs) {
    return { kind: mismatch.kind, sinceMs: mismatch.sinceMs };
  }
  // Which of the two counts depends on whether somebody has been there, which the list does not tell.
  const timeoutMs = Math.max(room.emptyTimeoutSeconds, room.departureTimeoutSeconds) * 1000;
  if (emptySinceMs !== undefined && timeoutMs > 0 && nowMs - emptySinceMs > timeoutMs + graceMs) {
    return { kind: 'overdue', sinceMs: emptySinceMs };
  }
  return undefined;
}

function findMismatch(room: RoomSummary, { found }: RoomLook): Mismatch | undefined {
  if (!found) return 'no_answer';
  if (room.numParticipants > 0 && found.everybody === 0) return 'nobody_found';
  return room.numParticipants === 0 && found.listable > 0 ? 'more_found' : undefined;
}
