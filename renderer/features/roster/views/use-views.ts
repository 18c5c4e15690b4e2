/** The views of this window's server, which of them a room shows, and what can be done with it. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import type { TableView } from '#renderer/table/types.ts';
import { useColumnChoices } from '../columns/column-layout.ts';
import { filterOf } from '../filter/roster-filter.ts';
import { changePreferences, usePreferences } from '../preferences-store.ts';
import { allView } from './built-in-views.ts';
import { listViews } from './own-views.ts';
import { isChanged, readContent, roomViewOf } from './room-view.ts';

export interface Views {
  /** Those that the moderator has made. */
  own: readonly RosterView[];
  /** The built-in ones and then the own ones. */
  all: readonly RosterView[];
  /** The one that was chosen. */
  current: RosterView;
  /** What is shown is another filter, sort, group or other columns by now. */
  isCurrentChanged: boolean;
}

/** Every view there is, and which of them was chosen. */
export function useViewList(view: TableView): Omit<Views, 'isCurrentChanged'> {
  const own = usePreferences(({ preferences }) => preferences.views);
  const all = useMemo(() => listViews(own), [own]);
  const roomView = roomViewOf(view);
  const chosen = useSyncExternalStore(roomView.subscribe, roomView.chosen);
  return { own, all, current: all.find(({ id }) => id === chosen) ?? allView };
}

export function useViews(view: TableView): Views {
  const { own, all, current } = useViewList(view);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [
        view.subscribe(listener),
        filterOf(view).subscribe(listener),
        useColumnChoices.subscribe(listener),
      ];
      return () => stops.forEach((stop) => stop());
    },
    [view],
  );
  const isCurrentChanged = useSyncExternalStore(subscribe, () => isChanged(readContent(view), current));
  return { own, all, current, isCurrentChanged };
}

/** Keeps the own views; says so where that fails. */
export async function keepViews(views: readonly RosterView[]): Promise<boolean> {
  const answer = await changePreferences({ views });
  if (!answer.ok) {
    actionStore.notify({ tone: 'refused', title: 'The views were not kept', error: answer.error });
  }
  return answer.ok;
}
