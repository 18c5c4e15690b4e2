/** *Apply as filter* and *Exclude* for what stands in one place: the items of its menu, and the keys of a cell. */
import { Filter, FilterX } from 'lucide-react';
import { combineFilter } from '#contract/filter/combine-filter';
import { participantLanguage } from '#contract/filter/participant-language';
import type { FilterLanguage } from '#contract/filter/types';
import type { MenuItem } from '#renderer/components/menu.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { CellValue, ColumnTable, TableView } from '#renderer/table/types.ts';
import { nameValue } from './name-value.ts';
import { filterOf, type RosterFilter } from './roster-filter.ts';

/** One value of one field. */
export interface FilteredPlace {
  field: string;
  value: CellValue;
}

const shownCharacters = 40;

export const applyCommand = {
  id: 'cell.filter',
  label: 'Apply the cell as filter',
  place: 'Room',
  keys: '=',
} as const satisfies CommandDefinition;

export const excludeCommand = {
  id: 'cell.exclude',
  label: 'Exclude what stands in the cell',
  place: 'Room',
  keys: '-',
} as const satisfies CommandDefinition;

/** @param isInCell its keys work where the menu was opened */
export function listFilterItems(
  filter: RosterFilter,
  place: FilteredPlace,
  isInCell: boolean,
  language: FilterLanguage = participantLanguage,
): MenuItem[] {
  const { field, value } = place;
  const said = spellHostileText(`${field} ${nameValue(field, value, language)}`, shownCharacters);
  const offReason = explainOff(place, language);
  const keysOf = (command: CommandDefinition) => (isInCell ? { keys: showKeys(command.keys) ?? '' } : {});
  return [
    {
      label: `Apply as filter: ${said}`,
      icon: <Filter aria-hidden="true" />,
      ...keysOf(applyCommand),
      offReason,
      onSelect: () => filter.choose(field, value, 'include'),
    },
    {
      label: `Exclude: ${said}`,
      icon: <FilterX aria-hidden="true" />,
      ...keysOf(excludeCommand),
      offReason,
      onSelect: () => filter.choose(field, value, 'exclude'),
    },
  ];
}

function explainOff({ field, value }: FilteredPlace, language: FilterLanguage): string | undefined {
  if (combineFilter('', field, value, 'include', language) !== undefined) return undefined;
  return typeof value === 'string' ? 'It is too long to stand in a filter.' : 'Nothing can be filtered by this field.';
}

/** The keys of the cell that has the focus. */
export function useCellFilterKeys(table: ColumnTable, view: TableView): void {
  const filter = filterOf(view);
  const choose = (choice: 'include' | 'exclude') => () => {
    const place = readFocusedCell(table, 'Participants');
    if (place) filter.choose(place.field, place.value, choice);
  };
  useCommands([
    { ...applyCommand, run: choose('include') },
    { ...excludeCommand, run: choose('exclude') },
    { id: 'cell.menu', label: 'Menu of a cell, or of a field in the Inspector', place: 'Room', keys: 'Shift+F10' },
  ]);
}

/** The cell with the focus, if it is in the grid of a name. */
export function readFocusedCell(table: ColumnTable, grid: string): FilteredPlace | undefined {
  const cell = document.activeElement?.closest<HTMLElement>('[role="gridcell"][data-column]');
  const key = cell?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const field = cell?.dataset['column'];
  if (cell?.closest('[role="grid"]')?.ariaLabel !== grid) return undefined;
  const row = key === undefined ? undefined : table.findRow(key);
  return row === undefined || field === undefined ? undefined : { field, value: table.read(row, field) };
}
