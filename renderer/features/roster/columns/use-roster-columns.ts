/** The columns that a room's grid draws: what the room offers, as it was chosen; chosen paths of metadata are read meanwhile. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { ColumnTable, GridColumn } from '#renderer/table/types.ts';
import { listRosterColumns } from '../roster-columns.ts';
import { drawColumns } from './column-choices.ts';
import { followKeptColumns, useColumnChoices } from './column-layout.ts';
import { metadataColumnsOf } from './metadata-columns.ts';

export interface RosterColumns {
  /** Every field, and every attribute key that has a column, as they come. */
  offered: readonly GridColumn[];
  /** The same array until they change. */
  drawn: readonly GridColumn[];
}

export function useRosterColumns(table: ColumnTable): RosterColumns {
  const names = useSyncExternalStore(
    useCallback((listener: () => void) => table.subscribeColumns(listener), [table]),
    () => table.columns(),
  );
  const choices = useColumnChoices((state) => state.choices);
  useEffect(followKeptColumns, []);
  const offered = useMemo(() => listRosterColumns(names, (name) => !isHeldByPeople(table, name)), [table, names]);
  const drawn = useMemo(() => drawColumns(choices, offered), [choices, offered]);
  const paths = useMemo(() => drawn.map(({ name }) => name).filter(readMetadataFieldName), [drawn]);
  useEffect(() => metadataColumnsOf(table).choose(paths), [table, paths]);
  return { offered, drawn };
}

function isHeldByPeople(table: ColumnTable, column: string): boolean {
  return table.rows().some((row) => typeof table.read(row, column) === 'string' && table.read(row, 'kind') !== 'agent');
}
