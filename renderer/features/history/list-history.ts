/** What happened to one person's fields, newest first, from rows of the event log and this window's own actions. Pure. */
import type { CellValue } from '#contract/cell-value';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { SentChange } from '#renderer/features/actions/sent-changes.ts';
import { readMetadataValues } from '#renderer/features/roster/columns/read-metadata-values.ts';
import { isCutText } from '#renderer/room/event-log.ts';
import { readFieldChanges, type FieldChange } from '#renderer/room/field-changes.ts';
import { foundAfterReconnect, foundByList } from '#renderer/room/found-later.ts';
import type { RoomEventRow } from '#renderer/room/types.ts';
import { tellAuthor, type Author } from './tell-author.ts';

export interface HistoryEntry extends FieldChange {
  /** Of the row in Events. */
  sequence: number;
  atMs: number;
  source: RoomEventRow['source'];
  author: Author;
  /** What the row says beside the values: why they left, that it was found later. */
  note: string;
}

export interface HistoryInput {
  /** Rows of this person, oldest first. */
  rows: readonly RoomEventRow[];
  sent: readonly SentChange[];
  /** Whether they can change name, metadata and attributes themselves now. */
  mayWriteOwn: boolean | undefined;
}

/** More is in Events. */
export const maxEntries = 1_000;

export function listHistory({ rows, sent, mayWriteOwn }: HistoryInput): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  // Read backwards, so that what they could do themselves is known for each moment.
  let mayWrite = mayWriteOwn;
  for (const row of rows.toReversed()) {
    const changes = readFieldChanges(row);
    if (changes.length === 0) continue;
    const { type, atMs, sequence, source } = row;
    const reason =
      type === 'left' ? row.details.split(' · ').find((part) => /^[a-z]+(_[a-z]+)+$/.test(part)) : undefined;
    const author = tellAuthor({ type, atMs, changes, sent, mayWriteOwn: mayWrite, reason });
    const note = readNote(row);
    for (const change of changes) entries.push({ ...change, sequence, atMs, source, author, note });
    if (entries.length >= maxEntries) return entries.slice(0, maxEntries);
    const ownRight = changes.find(({ field }) => field === 'can.updateMetadata');
    if (ownRight) mayWrite = ownRight.before === 'can';
  }
  return entries;
}

/** Those of one field; a path of metadata has what its metadata's changes changed of it. */
export function selectField(entries: readonly HistoryEntry[], field: string): HistoryEntry[] {
  const path = readMetadataFieldName(field);
  if (!path) return entries.filter((entry) => entry.field === field);
  return entries
    .filter((entry) => entry.field === 'metadata')
    .map((entry) => ({
      ...entry,
      field,
      before: readMetadataValues(leaveOutCut(entry.before), [path])[0],
      after: readMetadataValues(leaveOutCut(entry.after), [path])[0],
    }))
    .filter(({ before, after }) => before !== after || after === undefined);
}

/** Fields that have changed, with how often; most often first. */
export function countFields(entries: readonly HistoryEntry[]): { field: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { field } of entries) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts]
    .map(([field, count]) => ({ field, count }))
    .toSorted((one, other) => other.count - one.count || (one.field < other.field ? -1 : 1));
}

function leaveOutCut(value: CellValue): CellValue {
  return typeof value === 'string' && isCutText(value) ? undefined : value;
}

function readNote({ type, details }: RoomEventRow): string {
  if (type === 'joined' || type === 'left') return details;
  return [foundAfterReconnect, foundByList].find((note) => details.startsWith(note)) ?? '';
}
