/**
 * Which view a room's roster shows, and whether it was changed since it was chosen. It lives as long as the room's table
 * view: a room that is shown again is as it was left. Own views bring their columns; the built-in ones leave them.
 */
import type { RosterSort, RosterView, ViewContent } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import { printFilter } from '#contract/filter/print-filter';
import type { TableView } from '#renderer/table/types.ts';
import type { Choices } from '#renderer/features/grid-tools/column-choices.ts';
import { readColumns, showOwnColumns, showViewColumns } from '../columns/column-layout.ts';
import { filterOf } from '../filter/roster-filter.ts';
import { allView, isBuiltIn } from './built-in-views.ts';

export interface RoomView {
  /** Id of the view that was chosen. */
  chosen(): string;
  subscribe(listener: () => void): () => void;
  /** Shows a view as it is kept, so that the one in force is put back to that; or as it was left, if `content` is given. */
  choose(view: RosterView, content?: ViewContent): void;
  /** The view in force is kept as it is now shown, under this id. */
  adopt(id: string): void;
  /** The room comes to the front with its columns, and goes. @param view the one that was chosen, as it is kept now */
  enter(view: RosterView): void;
  leave(): void;
}

const roomViews = new WeakMap<TableView, RoomView>();

export function roomViewOf(view: TableView): RoomView {
  let roomView = roomViews.get(view);
  if (!roomView) {
    roomView = createRoomView(view);
    roomViews.set(view, roomView);
  }
  return roomView;
}

function createRoomView(view: TableView): RoomView {
  const listeners = new Set<() => void>();
  let chosen = allView.id;
  let bringsColumns = false;
  /** As the view's columns were left, while another room is in front. */
  let left: { columns: Choices } | undefined;

  function setChosen(id: string, isOwn: boolean): void {
    chosen = id;
    bringsColumns = isOwn;
    left = undefined;
    for (const listener of listeners) listener();
  }

  return {
    chosen: () => chosen,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    choose(next, content = next) {
      view.setGroup(content.group);
      view.setSort(content.sort);
      filterOf(view).setText(content.filter);
      if (isBuiltIn(next)) showOwnColumns();
      else showViewColumns(content.columns);
      setChosen(next.id, !isBuiltIn(next));
    },
    adopt(id) {
      showViewColumns(readColumns());
      setChosen(id, true);
    },
    enter(current) {
      bringsColumns = !isBuiltIn(current);
      if (!bringsColumns) showOwnColumns();
      else showViewColumns(left ? left.columns : current.columns);
      left = undefined;
    },
    leave() {
      if (bringsColumns) left = { columns: readColumns() };
    },
  };
}

/** What is shown now. */
export function readContent(view: TableView): ViewContent {
  return {
    filter: filterOf(view).state().applied.text.trim(),
    columns: readColumns(),
    sort: view.sort(),
    group: view.group(),
  };
}

/** Whether what is shown is another view than the one that was chosen. */
export function isChanged(shown: ViewContent, chosen: RosterView): boolean {
  return (
    !isSameFilter(shown.filter, chosen.filter) ||
    !isSameSort(shown.sort, chosen.sort) ||
    !isSameSort(listGroup(shown), listGroup(chosen)) ||
    (!isBuiltIn(chosen) && JSON.stringify(shown.columns) !== JSON.stringify(chosen.columns))
  );
}

function listGroup({ group }: Pick<RosterView, 'group'>): RosterSort[] {
  return group ? [group] : [];
}

function isSameSort(one: readonly RosterSort[], other: readonly RosterSort[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ column, direction }, index) => {
      const own = other[index];
      return own?.column === column && own.direction === direction;
    })
  );
}

/** However it is written. */
function isSameFilter(one: string, other: string): boolean {
  return one.trim() === other.trim() || writeCanonically(one) === writeCanonically(other);
}

function writeCanonically(text: string): string {
  const parsed = parseFilter(text);
  return parsed.ok ? printFilter(parsed.ast) : text.trim();
}
