/** Who is marked in a room, live: what verbs, copying and the Inspector act on. */
import { useMemo, useSyncExternalStore } from 'react';
import type { MarkSet } from '#renderer/table/mark-set.ts';
import type { ColumnTable, RowList } from '#renderer/table/types.ts';
import { readMarkedPeople, type MarkedPeople } from './marked-people.ts';
import { marksOf, viewOf } from './roster-view.ts';

export interface Marks extends MarkedPeople {
  /** Marks and unmarks; `rows()` lists everybody who is marked, those who are gone too. */
  set: MarkSet;
}

/** Follows the marks over a room's table. */
export function useMarks(table: ColumnTable): Marks {
  const source = useMemo(() => followMarks(table), [table]);
  return useSyncExternalStore(source.subscribe, source.read);
}

/** People change all the time; their marks are counted so often at most. */
const recountMs = 250;

/** Counts anew only when marks, order or somebody who is marked have changed. */
function followMarks(table: ColumnTable): { subscribe: (listener: () => void) => () => void; read: () => Marks } {
  const view = viewOf(table);
  const set = marksOf(table);
  let marks: Marks | undefined;
  let version: number | undefined;
  let order: RowList | undefined;

  function count(): Marks {
    version = set.version();
    order = view.order();
    const next = { set, ...readMarkedPeople(table, view, set) };
    if (!marks || !isSame(marks, next)) marks = next;
    return marks;
  }

  return {
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const recount = (): void => {
        timer = undefined;
        const before = marks;
        if (count() !== before) listener();
      };
      const stops = [
        set.subscribe(listener),
        view.subscribe(() => {
          if (set.size() > 0 && view.order() !== order) listener();
        }),
        table.subscribeChanges((rows) => {
          if (timer === undefined && set.size() > 0 && rows.some((row) => set.has(row)))
            timer = setTimeout(recount, recountMs);
        }),
        () => clearTimeout(timer),
      ];
      return () => stops.forEach((stop) => stop());
    },
    read: () => (marks && version === set.version() && order === view.order() ? marks : count()),
  };
}

function isSame(one: Marks, other: Marks): boolean {
  return (
    one.count === other.count &&
    one.notShown === other.notShown &&
    one.identities.length === other.identities.length &&
    one.identities.every((identity, index) => identity === other.identities[index])
  );
}
