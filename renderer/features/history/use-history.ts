/** One person's history, live: rows of theirs are picked from the log as they come, never looked for again. */
import { useMemo, useSyncExternalStore } from 'react';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import type { RoomEventLog, RoomEventRow, RoomSession } from '#renderer/room/types.ts';
import { listHistory, type HistoryEntry } from './list-history.ts';

/** Changes of one person, newest first; the same array until something changes. */
export function useHistory(session: RoomSession, identity: string): readonly HistoryEntry[] {
  const source = useMemo(() => followHistory(session, identity), [session, identity]);
  return useSyncExternalStore(source.subscribe, source.read);
}

/** One person's history as it is now. */
export function readHistory(session: RoomSession, identity: string): readonly HistoryEntry[] {
  return followHistory(session, identity).read();
}

function followHistory(session: RoomSession, identity: string) {
  const readRows = pickRows(session.events, identity);
  let last: { rows: readonly RoomEventRow[]; sent: unknown; mayWriteOwn: unknown; entries: HistoryEntry[] } | undefined;
  return {
    subscribe(listener: () => void) {
      const stops = [
        session.events.subscribe(listener),
        session.subscribeParticipant(identity, listener),
        actionStore.subscribe(listener),
      ];
      return () => stops.forEach((stop) => stop());
    },
    read(): readonly HistoryEntry[] {
      const rows = readRows();
      const sent = actionStore.sentChanges.list(session.room, identity);
      const mayWriteOwn = session.participant(identity)?.facts.permission?.canUpdateMetadata;
      if (last?.rows !== rows || last.sent !== sent || last.mayWriteOwn !== mayWriteOwn)
        last = { rows, sent, mayWriteOwn, entries: listHistory({ rows, sent, mayWriteOwn }) };
      return last.entries;
    },
  };
}

/** Reads a person's rows of the log: each row is looked at once. */
function pickRows(log: RoomEventLog, identity: string): () => readonly RoomEventRow[] {
  let picked: readonly RoomEventRow[] = [];
  let seen: readonly RoomEventRow[] = [];
  return () => {
    const rows = log.rows();
    if (rows === seen) return picked;
    const [first] = rows;
    const from = first === undefined ? 0 : Math.max(0, (seen.at(-1)?.sequence ?? 0) + 1 - first.sequence);
    seen = rows;
    const added = rows.slice(from).filter(({ who }) => who === identity);
    const isShorter = first !== undefined && (picked[0]?.sequence ?? first.sequence) < first.sequence;
    if (added.length > 0 || isShorter)
      picked = [...picked.filter(({ sequence }) => first === undefined || sequence >= first.sequence), ...added];
    return picked;
  };
}
