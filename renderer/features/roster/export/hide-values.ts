/** Finds masked values of those who are, or were, in the rooms of this window inside any text that is about to leave it. */
import { guardCopies, guardSelections } from '#renderer/lib/copy-text.ts';
import { maskedText } from '#renderer/lib/masks.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { readMasks, usePreferences } from '../preferences-store.ts';
import { createHiddenValues, shortestCharacters } from './hidden-values.ts';

const hidden = createHiddenValues();

/** Hides values in texts, in one pass over each: the longest at each place, and what overlaps as one. */
export function createValueHider(values: Iterable<string>): (text: string) => string {
  const wanted = [...values].filter((value) => value !== maskedText);
  // Texts tell of values as JSON, too, where their quotes and line ends are escaped.
  const spelled = wanted.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  if (spelled.length === 0) return (text) => text;
  const find = createLongestFinder(spelled);
  return (text) => {
    const parts: string[] = [];
    let told = 0;
    let start = 0;
    let end = 0;
    for (let at = 0; at + shortestCharacters <= text.length; at++) {
      const length = find(text, at);
      if (length === 0) continue;
      if (at >= end) {
        if (end > 0) parts.push(text.slice(told, start), maskedText);
        told = end;
        start = at;
      }
      end = Math.max(end, at + length);
    }
    return end === 0 ? text : [...parts, text.slice(told, start), maskedText, text.slice(end)].join('');
  };
}

/** Tells how long the longest of these texts is that stands at a place, 0 for none: looked up in their order, not one by one. */
function createLongestFinder(values: readonly string[]): (text: string, at: number) => number {
  const ordered = [...new Set(values)].filter(({ length }) => length >= shortestCharacters).toSorted();
  /** The longest other one that each begins with: it comes before it, and so do those which that one begins with. */
  const parents: number[] = [];
  const begins = new Set<string>();
  for (const [index, value] of ordered.entries()) {
    let parent = index - 1;
    while (parent >= 0 && !value.startsWith(ordered[parent] ?? '')) parent = parents[parent] ?? -1;
    parents.push(parent);
    begins.add(value.slice(0, shortestCharacters));
  }
  return (text, at) => {
    if (!begins.has(text.slice(at, at + shortestCharacters))) return 0;
    let from = 0;
    let to = ordered.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const value = ordered[middle] ?? '';
      if (value <= text.slice(at, at + value.length)) from = middle + 1;
      else to = middle;
    }
    let found = from - 1;
    while (found >= 0 && !text.startsWith(ordered[found] ?? '', at)) found = parents[found] ?? -1;
    return ordered[found]?.length ?? 0;
  };
}

/** Values of this table are looked for while its room is open, and remembered after that; returns the way to stop. */
export function watchTable(table: ColumnTable): () => void {
  return hidden.watch(table);
}

/** Makes every text that is copied in this window go through this server's masks; returns the way to stop. */
export function guardWindow(): () => void {
  const follow = (): void => hidden.setMasks(readMasks());
  follow();
  const stopFollowing = usePreferences.subscribe(({ masks, isRead }, before) => {
    if (masks !== before.masks || isRead !== before.isRead) follow();
  });
  guardCopies(() => createValueHider(hidden.list()));
  const stopGuarding = guardSelections();
  return () => {
    stopFollowing();
    stopGuarding();
  };
}
