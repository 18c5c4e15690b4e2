/** The columns that a room's grid draws: what the room offers, as it was chosen; chosen paths of metadata are read meanwhile. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ChosenType } from '#contract/domain/roster-preferences';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { ColumnTable, GridColumn, TableView } from '#renderer/table/types.ts';
import { usePreferences } from '../preferences-store.ts';
import { listRosterColumns, rosterColumnRules } from '../roster-columns.ts';
import { drawColumns } from '#renderer/features/grid-tools/column-choices.ts';
import { followKeptColumns, useColumnChoices } from './column-layout.ts';
import { columnTypesOf, followColumnTypes, isOpenlyTyped } from './column-types.ts';
import { writtenTime } from './infer-type.ts';
import { metadataColumnsOf } from './metadata-columns.ts';

export interface RosterColumns {
  /** Every field, and every attribute key that has a column, as they come. */
  offered: readonly GridColumn[];
  /** The same array until they change. */
  drawn: readonly GridColumn[];
}

export function useRosterColumns(table: ColumnTable, view: TableView): RosterColumns {
  const names = useSyncExternalStore(
    useCallback((listener: () => void) => table.subscribeColumns(listener), [table]),
    () => table.columns(),
  );
  const choices = useColumnChoices((state) => state.choices);
  useEffect(followKeptColumns, []);
  const offered = useMemo(() => listRosterColumns(names, (name) => !isHeldByPeople(table, name)), [table, names]);
  const types = columnTypesOf(table);
  const inferred = useSyncExternalStore(types.subscribe, types.inferred);
  const chosen = usePreferences(({ preferences }) => preferences.types);
  useEffect(() => followColumnTypes(table, view), [table, view]);
  const drawn = useMemo(
    () =>
      drawColumns(choices, offered, rosterColumnRules).map((column) =>
        drawByType(column, chosen[column.name] ?? inferred.get(column.name)),
      ),
    [choices, offered, chosen, inferred],
  );
  const paths = useMemo(() => drawn.map(({ name }) => name).filter(readMetadataFieldName), [drawn]);
  useEffect(() => metadataColumnsOf(table).choose(paths), [table, paths]);
  return { offered, drawn };
}

/** Numbers and ages stand at the end, so that their digits are below each other. */
function drawByType(column: GridColumn, type: ChosenType | undefined): GridColumn {
  if (!isOpenlyTyped(column.name) || type === undefined || type === 'text') return column;
  const align = type === 'number' || type === 'time' ? 'end' : column.align;
  // Fields hold times as numbers; what people write is a time only where it can be read as one.
  return { ...column, type: type === 'time' ? writtenTime : type, align };
}

function isHeldByPeople(table: ColumnTable, column: string): boolean {
  return table.rows().some((row) => typeof table.read(row, column) === 'string' && table.read(row, 'kind') !== 'agent');
}
