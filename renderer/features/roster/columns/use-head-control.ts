/** What the heads of the roster offer: moving, resizing, holding, hiding, types, and the columns as they come. */
import { useMemo } from 'react';
import { chosenTypes, type ChosenType } from '#contract/domain/roster-preferences';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { listHeadKeys } from '#renderer/features/grid-tools/grid-keys.ts';
import { useCommands } from '#renderer/lib/commands.ts';
import type { ColumnControl } from '#renderer/table/grid/use-column-control.ts';
import type { MenuItems } from '#renderer/table/grid/head-items.ts';
import type { ColumnTable, GridColumn } from '#renderer/table/types.ts';
import { usePreferences } from '../preferences-store.ts';
import {
  createColumnChanges,
  createColumnControl,
  type ColumnChanges,
} from '#renderer/features/grid-tools/change-columns.ts';
import { rosterColumnRules } from '../roster-columns.ts';
import { applyColumns, useColumnChoices } from './column-layout.ts';
import { chooseColumnType, columnTypesOf, isOpenlyTyped } from './column-types.ts';

export const typeWords: Readonly<Record<ChosenType, string>> = {
  text: 'Text',
  number: 'Number',
  time: 'Time',
  boolean: 'Yes or no',
  enumeration: 'One of a few',
};
const byItself = '';

/** What can be done to the columns of a room's grid. @param offered what the room offers as columns, as they come */
export function changeRosterColumns(offered: readonly GridColumn[]): ColumnChanges {
  const read = () => useColumnChoices.getState().choices;
  return createColumnChanges(offered, rosterColumnRules, { read, apply: applyColumns });
}

export interface HeadControl {
  control: ColumnControl;
  listItems: (column: GridColumn) => MenuItems;
}

export function useHeadControl(table: ColumnTable, offered: readonly GridColumn[]): HeadControl {
  const changes = useMemo(() => changeRosterColumns(offered), [offered]);
  const choices = useColumnChoices((state) => state.choices);
  const types = usePreferences(({ preferences }) => preferences.types);
  useCommands([
    ...listHeadKeys('Room'),
    {
      id: 'columns.reset',
      label: 'Reset columns: their own places and widths',
      place: 'Room',
      offReason: choices ? undefined : 'The columns are as they come.',
      run: changes.reset,
    },
  ]);
  return {
    control: useMemo(() => createColumnControl(changes, rosterColumnRules), [changes]),
    listItems: (column) => [
      ...(isOpenlyTyped(column.name) ? [listTypes(table, column.name, types[column.name])] : []),
      'separator',
      {
        label: 'Reset columns',
        offReason: choices ? undefined : 'They are as they come.',
        onSelect: changes.reset,
      },
    ],
  };
}

function listTypes(table: ColumnTable, name: string, chosen: ChosenType | undefined): MenuItems[number] {
  const found = columnTypesOf(table).inferred().get(name);
  const own = found === undefined ? 'nobody has a value' : typeWords[found].toLowerCase();
  return {
    heading: 'Read as',
    value: chosen ?? byItself,
    choices: [
      { value: byItself, label: `What is in it: ${own}` },
      ...chosenTypes.map((value) => ({ value, label: typeWords[value] })),
    ],
    onChoose: (value) =>
      void keepType(
        name,
        chosenTypes.find((type) => type === value),
      ),
  };
}

async function keepType(name: string, type: ChosenType | undefined): Promise<void> {
  const answer = await chooseColumnType(name, type);
  if (!answer.ok) actionStore.notify({ tone: 'refused', title: `${name} is read as before`, error: answer.error });
}
