/** The menu of a cell: what stands in it as a filter, and what stood in it before. */
import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { participantLanguage } from '#contract/filter/participant-language';
import type { FilterLanguage } from '#contract/filter/types';
import { PlacedMenu, type MenuProps } from '#renderer/components/menu.tsx';
import { cellHistoryCommand } from '#renderer/features/history/cell-history.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { listFilterItems } from './cell-filter.tsx';
import { filterOf, type RosterFilter } from './roster-filter.ts';

export interface CellMenuPlace {
  /** Key of the row. */
  identity: string;
  field: string;
  at: { x: number; y: number };
}

export interface FilterCellMenuProps {
  table: ColumnTable;
  view: TableView;
  filter: RosterFilter;
  language: FilterLanguage;
  place: CellMenuPlace;
  /** What else the cell offers. */
  more?: MenuProps['items'];
  onClose: () => void;
}

const nothing: MenuProps['items'] = [];

/** What stands in a cell as a filter. */
export function FilterCellMenu(props: FilterCellMenuProps) {
  const { table, view, filter, language, place, more = nothing, onClose } = props;
  // The value that was aimed at, whatever comes while the menu is open.
  const [value] = useState(() => {
    const row = table.findRow(place.identity);
    return row === undefined ? undefined : table.read(row, place.field);
  });
  const [returnTo] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  // No row moves under an open menu.
  useEffect(() => view.freeze('cell menu'), [view]);
  const items = [...listFilterItems(filter, { field: place.field, value }, true, language), ...more];
  return <PlacedMenu name="Cell" at={place.at} items={items} returnTo={returnTo} onClose={onClose} />;
}

export interface CellMenuProps extends Pick<FilterCellMenuProps, 'table' | 'view' | 'place' | 'onClose'> {
  onHistory: () => void;
}

export function CellMenu({ onHistory, ...rest }: CellMenuProps) {
  const more = [
    'separator' as const,
    {
      label: 'History of this cell',
      icon: <History aria-hidden="true" />,
      keys: showKeys(cellHistoryCommand.keys),
      onSelect: onHistory,
    },
  ];
  return <FilterCellMenu {...rest} filter={filterOf(rest.view)} language={participantLanguage} more={more} />;
}
