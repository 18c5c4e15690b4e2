/**
 * Remembers over restarts which view each room shows, and what was changed about it without being saved; puts that back the
 * first time a room is shown. Follows the room in front alone: no other changes.
 */
import { preferenceLimits as limits, type RememberedRoom, type RosterSort } from '#contract/domain/roster-preferences';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import type { TableView } from '#renderer/table/types.ts';
import { useColumnChoices } from '../columns/column-layout.ts';
import { filterOf } from '../filter/roster-filter.ts';
import { changePreferences, usePreferences } from '../preferences-store.ts';
import { allView, isBuiltIn } from './built-in-views.ts';
import { listViews } from './own-views.ts';
import { isChanged, readContent, roomViewOf } from './room-view.ts';

/** A filter is applied with each key of it. */
const savePauseMs = 400;

/** Views that were put back; what is shown since then is what the moderator wants. */
const begun = new WeakSet<TableView>();
let isFailureTold = false;

/** Puts back what the room showed last, once that is read, and remembers what it shows from then on. Returns the way to stop. */
export function rememberView(room: string, view: TableView): () => void {
  let stopFollowing: (() => void) | undefined;
  const begin = (): boolean => {
    if (!usePreferences.getState().isRead) return false;
    if (!begun.has(view)) putBack(room, view);
    begun.add(view);
    stopFollowing = follow(room, view);
    return true;
  };
  if (!begin()) {
    const stopWaiting = usePreferences.subscribe(() => {
      // Stopped first: putting back may keep something, which would tell this listener again.
      if (!usePreferences.getState().isRead) return;
      stopWaiting();
      begin();
    });
    stopFollowing = stopWaiting;
  }
  return () => stopFollowing?.();
}

function putBack(room: string, view: TableView): void {
  const { views, rooms } = usePreferences.getState().preferences;
  const remembered = rooms?.find((each) => each.room === room);
  // What was chosen before the answer came is newer.
  if (!remembered || describe(room, view) !== undefined) return;
  const known = listViews(views).find(({ id }) => id === remembered.view);
  if (known || remembered.changed) roomViewOf(view).choose(known ?? allView, remembered.changed ?? known);
}

function follow(room: string, view: TableView): () => void {
  let seen: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    void keep(room, describe(room, view));
  };
  const look = (): void => {
    const now = listParts(view);
    if (now.every((part, index) => part === seen[index])) return;
    seen = now;
    clearTimeout(timer);
    timer = setTimeout(save, savePauseMs);
  };
  const saveNow = (): void => {
    if (timer !== undefined) save();
  };
  look();
  const stops = [view, filterOf(view), roomViewOf(view), useColumnChoices, usePreferences].map(({ subscribe }) =>
    subscribe(look),
  );
  window.addEventListener('pagehide', saveNow);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('pagehide', saveNow);
    saveNow();
  };
}

/** The same ones as long as nothing was changed: the view tells of every move of a row. */
function listParts(view: TableView): unknown[] {
  return [
    roomViewOf(view).chosen(),
    filterOf(view).state().applied.text,
    view.sort(),
    view.group(),
    useColumnChoices.getState().choices,
    usePreferences.getState().preferences.views,
  ];
}

/** Undefined where everybody is shown as ever. */
function describe(room: string, view: TableView): RememberedRoom | undefined {
  const chosen = roomViewOf(view).chosen();
  const current = listViews(usePreferences.getState().preferences.views).find(({ id }) => id === chosen) ?? allView;
  const { columns, sort, group, filter } = readContent(view);
  if (!isChanged({ columns, sort, group, filter }, current)) {
    return current.id === allView.id ? undefined : { room, view: current.id };
  }
  return {
    room,
    view: current.id,
    changed: {
      filter,
      ...(isBuiltIn(current) || !columns ? {} : { columns }),
      sort: sort.filter(isKept).slice(0, limits.sortKeys),
      ...(group && isKept(group) ? { group } : {}),
    },
  };
}

function isKept({ column }: RosterSort): boolean {
  return column.length <= limits.fieldCharacters;
}

async function keep(room: string, next: RememberedRoom | undefined): Promise<void> {
  const rooms = usePreferences.getState().preferences.rooms ?? [];
  const before = rooms.find((each) => each.room === room);
  if (JSON.stringify(before) === JSON.stringify(next)) return;
  const others = rooms.filter((each) => each.room !== room);
  const answer = await changePreferences({ rooms: [...others, ...(next ? [next] : [])].slice(-limits.rooms) });
  if (answer.ok || isFailureTold) return;
  isFailureTold = true;
  actionStore.notify({
    tone: 'refused',
    title: 'What a room shows is not remembered when this window closes',
    error: answer.error,
  });
}
