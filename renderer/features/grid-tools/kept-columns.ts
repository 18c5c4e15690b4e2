/** The columns of one grid as they were last chosen in this window, and kept for its server if somebody keeps them. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { preferenceLimits, type GridName, type RosterPreferences } from '#contract/domain/roster-preferences';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { changePreferences, readPreferences, usePreferences } from '#renderer/features/roster/preferences-store.ts';
import type { Choices } from './column-choices.ts';

export interface KeptColumns {
  use: UseBoundStore<StoreApi<{ choices: Choices }>>;
  /** Shows these columns and remembers them; undefined for the columns as they come. */
  apply(choices: Choices): void;
  /** Takes over what is kept, as soon as it is read. Once is enough: a window has one server. */
  follow(): void;
}

/** Where the choices stand among what is kept. */
export interface ColumnPlace {
  read(preferences: RosterPreferences): Choices;
  change(choices: Choices, preferences: RosterPreferences): Partial<RosterPreferences>;
}

/** A key that is held down changes a width many times a second. */
const savePauseMs = 400;

/** @param place without it the columns last as long as the window */
export function createKeptColumns(place?: ColumnPlace): KeptColumns {
  const use = create<{ choices: Choices }>(() => ({ choices: undefined }));
  let saving: ReturnType<typeof setTimeout> | undefined;
  let isBegun = false;

  async function save({ change }: ColumnPlace): Promise<void> {
    clearTimeout(saving);
    saving = undefined;
    const answer = await changePreferences(change(use.getState().choices, usePreferences.getState().preferences));
    if (answer.ok) return;
    actionStore.notify({
      tone: 'refused',
      title: 'The columns stay as they are until this window closes',
      error: answer.error,
    });
  }

  return {
    use,
    apply(choices) {
      use.setState({ choices: choices?.slice(0, preferenceLimits.columns) });
      clearTimeout(saving);
      if (place) saving = setTimeout(() => void save(place), savePauseMs);
    },
    follow() {
      if (isBegun || !place) return;
      isBegun = true;
      const takeOver = (): boolean => {
        const { preferences, isRead } = usePreferences.getState();
        // What was changed before the answer came is newer.
        if (isRead && saving === undefined) use.setState({ choices: place.read(preferences) });
        return isRead;
      };
      if (!takeOver()) {
        const stop = usePreferences.subscribe(() => {
          if (takeOver()) stop();
        });
        void readPreferences();
      }
      window.addEventListener('pagehide', () => {
        if (saving !== undefined) void save(place);
      });
    },
  };
}

const known = new Map<GridName, KeptColumns>();

/** The columns of a grid beside the roster. */
export function keptColumnsOf(grid: GridName): KeptColumns {
  let columns = known.get(grid);
  if (!columns) {
    columns = createKeptColumns({
      read: ({ grids }) => grids?.[grid],
      change: (choices, { grids }) => ({ grids: { ...grids, [grid]: choices } }),
    });
    known.set(grid, columns);
  }
  return columns;
}
