/**
 * The columns of this window's rooms as they were left: one list for all rooms of the server, kept over restarts. What a
 * view shows is read and put back here.
 */
import { create } from 'zustand';
import { preferenceLimits, type ColumnChoice } from '#contract/domain/roster-preferences';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { changePreferences, readPreferences, usePreferences } from '../preferences-store.ts';
import type { Choices } from '#renderer/features/grid-tools/column-choices.ts';

interface ColumnLayoutState {
  choices: Choices;
}

/** A key that is held down changes a width many times a second. */
const savePauseMs = 400;

export const useColumnChoices = create<ColumnLayoutState>(() => ({ choices: undefined }));

/** The moderator's own columns, while those of a view are drawn in their place. */
let own: { choices: Choices } | undefined;
let saving: ReturnType<typeof setTimeout> | undefined;
let isBegun = false;

/** The columns as a view keeps them; undefined for the columns as they come. */
export function readColumns(): ColumnChoice[] | undefined {
  return useColumnChoices.getState().choices?.map((choice) => ({ ...choice }));
}

/** Shows these columns, and remembers them as the last ones if they are no view's; undefined for the columns as they come. */
export function applyColumns(choices: Choices): void {
  useColumnChoices.setState({ choices: choices?.slice(0, preferenceLimits.columns) });
  if (own) return;
  clearTimeout(saving);
  saving = setTimeout(() => void saveColumns(), savePauseMs);
}

/** Shows the columns of a view; what is then changed about them is the view's, until `showOwnColumns`. */
export function showViewColumns(choices: Choices): void {
  own ??= { choices: readColumns() };
  applyColumns(choices);
}

/** Shows the moderator's own columns again, where a view's took their place. */
export function showOwnColumns(): void {
  if (!own) return;
  const { choices } = own;
  own = undefined;
  useColumnChoices.setState({ choices });
}

/** Takes over what is kept, as soon as it is read. Once is enough: a window has one server. */
export function followKeptColumns(): void {
  if (isBegun) return;
  isBegun = true;
  const takeOver = (): boolean => {
    const { preferences, isRead } = usePreferences.getState();
    // What was changed before the answer came is newer.
    if (!isRead || saving !== undefined) return isRead;
    if (own) own = { choices: preferences.columns };
    else useColumnChoices.setState({ choices: preferences.columns });
    return isRead;
  };
  if (!takeOver()) {
    const stop = usePreferences.subscribe(() => {
      if (takeOver()) stop();
    });
    void readPreferences();
  }
  window.addEventListener('pagehide', () => {
    if (saving !== undefined) void saveColumns();
  });
}

async function saveColumns(): Promise<void> {
  clearTimeout(saving);
  saving = undefined;
  const answer = await changePreferences({ columns: own ? own.choices : useColumnChoices.getState().choices });
  if (!answer.ok) {
    actionStore.notify({
      tone: 'refused',
      title: 'The columns stay as they are until this window closes',
      error: answer.error,
    });
  }
}
