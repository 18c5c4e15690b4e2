/** Finds masked values of those who are, or were, in the rooms of this window inside any text that is about to leave it. */
import { guardCopies, guardSelections } from '#renderer/lib/copy-text.ts';
import { maskedText } from '#renderer/lib/masks.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { readMasks, usePreferences } from '../preferences-store.ts';
import { createHiddenValues } from './hidden-values.ts';

const hidden = createHiddenValues();

/** Hides values in a text: the longest first, so that no part of one is left by a shorter one inside it. */
export function hideValues(text: string, values: Iterable<string>): string {
  return [...values]
    .filter((value) => value !== maskedText)
    .toSorted((one, other) => other.length - one.length)
    .reduce((told, value) => told.replaceAll(value, maskedText), text);
}

/** Values of this table are looked for while it is on screen, and remembered after that; returns the way to stop. */
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
  guardCopies((text) => hideValues(text, hidden.list()));
  const stopGuarding = guardSelections();
  return () => {
    stopFollowing();
    stopGuarding();
  };
}
