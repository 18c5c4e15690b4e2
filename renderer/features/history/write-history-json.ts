/** A history as JSON that leaves the window: masked by field, what is not known is null. Pure. */
import type { Masks } from '#renderer/lib/masks.ts';
import type { HistoryEntry } from './list-history.ts';

export function writeHistoryJson(entries: readonly HistoryEntry[], masks: Masks): string {
  const told = entries.map(({ sequence, atMs, field, before, after, author, source, note }) => ({
    sequence,
    at: new Date(atMs).toISOString(),
    field,
    before: masks.maskCell(field, before) ?? null,
    after: masks.maskCell(field, after) ?? null,
    by: author.kind,
    source,
    note,
  }));
  return JSON.stringify(told, null, 2);
}
