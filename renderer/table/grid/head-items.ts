/** What the menu of a column's head offers: how the column sorts and groups. Features add what is theirs. */
import type { MenuProps } from '#renderer/components/menu.tsx';
import type { GridColumn, SortKey, TableView } from '../types.ts';

export type MenuItems = MenuProps['items'];

/** Sort and group by a column, as items of a menu. */
export function listHeadItems(view: TableView, { name, isBare }: Pick<GridColumn, 'name' | 'isBare'>): MenuItems {
  if (isBare) return [];
  const sort = view.sort();
  const known = sort.find(({ column }) => column === name);
  const group = view.group();
  const by = (direction: SortKey['direction']): SortKey => ({ column: name, direction });
  const items: MenuItems[number][] = [
    { label: 'Sort ascending', onSelect: () => view.setSort([by('ascending')]) },
    { label: 'Sort descending', onSelect: () => view.setSort([by('descending')]) },
  ];
  if (sort.length > 0 && !known) {
    items.push({
      label: 'Sort by this where rows are alike',
      keys: 'Shift+Enter',
      onSelect: () => view.setSort([...sort, by('ascending')]),
    });
  }
  if (known)
    items.push({ label: 'Do not sort by this', onSelect: () => view.setSort(sort.filter((key) => key !== known)) });
  items.push('separator');
  if (group?.column !== name) items.push({ label: 'Group by this', onSelect: () => view.setGroup(by('ascending')) });
  if (group) {
    items.push(
      { label: 'Stop grouping', onSelect: () => view.setGroup(undefined) },
      { label: 'Collapse all groups', keys: 'Shift+←', onSelect: () => view.setAllCollapsed(true) },
      { label: 'Expand all groups', keys: 'Shift+→', onSelect: () => view.setAllCollapsed(false) },
    );
  }
  return items;
}
