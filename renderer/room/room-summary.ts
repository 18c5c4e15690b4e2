/**
 * What is known of the room itself: main's sweeps, overlaid by live events, which are faster and miss nothing. Writes the rows
 * about the room's metadata and recording, once for each change whichever source told it.
 */
import type { RoomSummary } from '#contract/domain/room-facts';
import { readRoom, type WireRoom } from '#contract/wire';
import type { WritableEventLog } from './event-log.ts';
import { foundAfterReconnect, foundByList, joinParts } from './found-later.ts';
import { sayTextChange } from './say-text-change.ts';

export interface RoomSummaryStore {
  current(): RoomSummary | undefined;
  /** From the join answer: nothing has changed, it is only learnt; unless the room was known before. */
  takeJoined(room: WireRoom): void;
  takeEvent(room: WireRoom): void;
  /** `note` begins the rows of what only the list told. */
  takeSweep(listed: RoomSummary, readAtMs: number, note?: string): void;
}

/** A list may have been read on the server before an event that came in earlier than the list did. */
const sweepLagMs = 3_000;

export function createRoomSummary(deps: {
  log: Pick<WritableEventLog, 'add'>;
  now: () => number;
  onChange: () => void;
}): RoomSummaryStore {
  let current: RoomSummary | undefined;
  let eventAtMs = Number.NEGATIVE_INFINITY;

  function put(next: RoomSummary, source: 'event' | 'api', note = ''): void {
    const before = current;
    current = next;
    if (before && before.metadata !== next.metadata) {
      const details = joinParts(note, sayTextChange(before.metadata, next.metadata));
      write('room-metadata', details, source, before.metadata, next.metadata);
    }
    if (before && before.isRecording !== next.isRecording) {
      write('recording', joinParts(note, next.isRecording ? 'started' : 'stopped'), source);
    }
    if (!before || !isSame(before, next)) deps.onChange();
  }

  function write(type: string, details: string, source: 'event' | 'api', before?: string, after?: string): void {
    deps.log.add({
      atMs: deps.now(),
      type,
      who: '',
      details,
      source,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }

  return {
    current: () => current,
    takeJoined(room) {
      eventAtMs = deps.now();
      put(readRoom(room), 'event', current ? foundAfterReconnect : '');
    },
    takeEvent(room) {
      eventAtMs = deps.now();
      put(readRoom(room), 'event');
    },
    takeSweep(listed, readAtMs, note = foundByList) {
      if (!current || (current.sid !== listed.sid && eventAtMs + sweepLagMs < readAtMs))
        return put(listed, 'api', note);
      if (current.sid !== listed.sid) return;
      const isNews = eventAtMs + sweepLagMs < readAtMs;
      const told = isNews ? listed : { ...listed, metadata: current.metadata, isRecording: current.isRecording };
      put(told, 'api', note);
    },
  };
}

function isSame(one: RoomSummary, other: RoomSummary): boolean {
  return (Object.keys(one) as (keyof RoomSummary)[]).every((member) => one[member] === other[member]);
}
