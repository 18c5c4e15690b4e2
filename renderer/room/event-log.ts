/**
 * The room's events, oldest first, bounded in bytes: the oldest rows go first, and how many went is told. Followers are told
 * once a frame. It does not know what the rows mean.
 */
import { createFrameScheduler, type FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import type { RoomEventLog, RoomEventRow } from './types.ts';

/** A row as its writer knows it. */
export type NewEventRow = Omit<RoomEventRow, 'sequence'>;

export interface WritableEventLog extends RoomEventLog {
  add(row: NewEventRow): void;
  /** Memory that the kept rows take, estimated, in bytes. */
  sizeBytes(): number;
  dispose(): void;
}

const defaultMaxBytes = 8 * 1024 * 1024;
/** A value of 512 KiB in each of many rows would push all other rows out. */
const maxValueCharacters = 32_768;
const rowOverheadBytes = 160;

/** @param options.maxBytes how much the kept rows may take */
export function createEventLog(options: { maxBytes?: number; scheduler?: FrameScheduler } = {}): WritableEventLog {
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  const scheduler = options.scheduler ?? createFrameScheduler();
  const listeners = new Set<() => void>();
  const begunAtMs = Date.now();
  /** Rows before `first` were dropped and wait for the array to be shortened. */
  let kept: RoomEventRow[] = [];
  let first = 0;
  let sizeBytes = 0;
  let total = 0;
  let told: readonly RoomEventRow[] = [];
  let isStale = false;
  let cancelNotice: (() => void) | undefined;

  function drop(): void {
    // One row always stays, however large it is.
    while (sizeBytes > maxBytes && first < kept.length - 1) {
      const row = kept[first];
      if (row) sizeBytes -= measureRow(row);
      first++;
    }
    if (first > 1_024 && first > kept.length / 2) {
      kept = kept.slice(first);
      first = 0;
    }
  }

  return {
    add(row) {
      total++;
      const entry: RoomEventRow = { ...row, sequence: total, details: cutText(row.details) };
      if (row.before !== undefined) entry.before = cutText(row.before);
      if (row.after !== undefined) entry.after = cutText(row.after);
      kept.push(entry);
      sizeBytes += measureRow(entry);
      drop();
      isStale = true;
      cancelNotice ??= scheduler.schedule(() => {
        cancelNotice = undefined;
        for (const listener of listeners) listener();
      });
    },
    rows() {
      if (isStale) {
        isStale = false;
        told = kept.slice(first);
      }
      return told;
    },
    total: () => total,
    dropped: () => total - (kept.length - first),
    beginsAtMs: () => (total > kept.length - first ? (kept[first]?.atMs ?? begunAtMs) : begunAtMs),
    sizeBytes: () => sizeBytes,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      cancelNotice?.();
      cancelNotice = undefined;
      listeners.clear();
    },
  };
}

const cutMark = /… \(cut; \d+ characters in all\)$/;

/** Whether a text of a row is only the beginning of what it was. */
export function isCutText(text: string): boolean {
  return text.length > maxValueCharacters && cutMark.test(text.slice(-60));
}

/** Texts as they are up to a bound; longer ones say what was cut. */
export function cutText(text: string, maxCharacters = maxValueCharacters): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters)}… (cut; ${text.length} characters in all)`;
}

function measureRow(row: RoomEventRow): number {
  const characters =
    row.type.length + row.who.length + row.details.length + (row.before?.length ?? 0) + (row.after?.length ?? 0);
  return rowOverheadBytes + 2 * characters;
}
