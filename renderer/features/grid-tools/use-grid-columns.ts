/** The columns of a grid beside the roster: what is offered, as it was chosen, and what its heads let be done to it. */
import { useEffect, useMemo } from 'react';
import type { GridName } from '#contract/domain/roster-preferences';
import type { MenuItems } from '#renderer/table/grid/head-items.ts';
import type { ColumnControl } from '#renderer/table/grid/use-column-control.ts';
import type { GridColumn } from '#renderer/table/types.ts';
import { createColumnChanges, createColumnControl, type ColumnChanges } from './change-columns.ts';
import { drawColumns, type ColumnRules } from './column-choices.ts';
import { createKeptColumns, keptColumnsOf } from './kept-columns.ts';

export interface GridColumns {
  /** As they come. */
  offered: readonly GridColumn[];
  /** The same array until they change. */
  drawn: readonly GridColumn[];
  changes: ColumnChanges;
  control: ColumnControl;
  /** What a head's menu offers at its end. */
  listItems: () => MenuItems;
  /** Why there is nothing to reset; undefined where there is. */
  resetOff: string | undefined;
}

/**
 * @param offered the same array until they change, that which says what a row is first
 * @param grid where they are remembered; undefined for as long as the window is open
 */
export function useGridColumns(
  grid: GridName | undefined,
  offered: readonly GridColumn[],
  rules: ColumnRules,
): GridColumns {
  const kept = useMemo(() => (grid === undefined ? createKeptColumns() : keptColumnsOf(grid)), [grid]);
  const choices = kept.use((state) => state.choices);
  useEffect(() => kept.follow(), [kept]);
  const drawn = useMemo(() => drawColumns(choices, offered, rules), [choices, offered, rules]);
  const changes = useMemo(
    () => createColumnChanges(offered, rules, { read: () => kept.use.getState().choices, apply: kept.apply }),
    [kept, offered, rules],
  );
  const control = useMemo(() => createColumnControl(changes, rules), [changes, rules]);
  const resetOff = choices ? undefined : 'They are as they come.';
  return {
    offered,
    drawn,
    changes,
    control,
    listItems: () => ['separator', { label: 'Reset columns', offReason: resetOff, onSelect: changes.reset }],
    resetOff,
  };
}
