/** The menu of a cell: what stands in it as a filter, and what stood in it before. */
import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { PlacedMenu } from '#renderer/components/menu.tsx';
import { cellHistoryCommand } from '#renderer/features/history/cell-history.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { listFilterItems } from './cell-filter.tsx';
import { filterOf } from './roster-filter.ts';

export interface CellMenuPlace {
  identity: string;
  field: string;
  at: { x: number; y: number };
}

export interface CellMenuProps {
  table: ColumnTable;
  view: TableView;
  place: CellMenuPlace;
  onHistory: () => void;
  onClose: () => void;
}

export function CellMenu({ table, view, place, onHistory, onClose }: CellMenuProps) {
  // The value that was aimed at, whatever comes while the menu is open.
  const [value] = useState(() => {
    const row = table.findRow(place.identity);
    return row === undefined ? undefined : table.read(row, place.field);
  });
  const [returnTo] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  // No row moves under an open menu.
  useEffect(() => view.freeze('cell menu'), [view]);
  const items = [
    ...listFilterItems(filterOf(view), { field: place.field, value }, true),
    'separator' as const,
    {
      label: 'History of this cell',
      icon: <History aria-hidden="true" />,
      keys: showKeys(cellHistoryCommand.keys),
      onSelect: onHistory,
    },
  ];
  return <PlacedMenu name="Cell" at={place.at} items={items} returnTo={returnTo} onClose={onClose} />;
}
