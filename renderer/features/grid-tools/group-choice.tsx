/** By which column a grid is grouped: the columns that make few groups are offered here, every other one in its head's menu. */
import { Rows3 } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { PlacedMenu } from '#renderer/components/menu.tsx';
import type { CellValue, ColumnTable, GridColumn, TableView } from '#renderer/table/types.ts';
import { nameColumn, nameColumnOf } from '#renderer/table/grid/column-layout.ts';

const mostGroups = 24;
const mostOffers = 14;
/** They change all the time, or are different for everybody. */
const unfitTypes: ReadonlySet<string> = new Set(['time', 'duration', 'json', 'track', 'number', 'boolean', 'source']);
/** More rows than this are not looked at to learn whether a column makes few groups. */
const lookedAtRows = 5_000;
const none = '';

export interface GroupChoiceProps {
  table: ColumnTable;
  view: TableView;
  columns: readonly GridColumn[];
  isSmall?: boolean;
}

export function GroupChoice({ table, view, columns, isSmall = false }: GroupChoiceProps) {
  const group = useSyncExternalStore(view.subscribe, view.group);
  // Looked for when it is asked: values change all the time, and looking costs.
  const [menu, setMenu] = useState<{ offers: readonly GridColumn[]; button: HTMLElement }>();
  const current = group && nameColumnOf(columns, group.column);
  return (
    <>
      <Button
        look="quiet"
        size={isSmall ? 'small' : 'regular'}
        icon={<Rows3 className="group-choice-icon" aria-hidden="true" />}
        hint="Rows under heads, by what they have in common."
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        onClick={({ currentTarget }) =>
          setMenu({ offers: listOffers(table, columns, group?.column), button: currentTarget })
        }
      >
        {current === undefined ? 'Group' : `Group: ${current}`}
      </Button>
      {menu && (
        <PlacedMenu
          name="Group by"
          at={readCorner(menu.button)}
          returnTo={menu.button}
          onClose={() => setMenu(undefined)}
          items={[
            {
              heading: 'Group by',
              value: group?.column ?? none,
              choices: [
                { value: none, label: 'No groups' },
                ...menu.offers.map((column) => ({ value: column.name, label: nameColumn(column) })),
              ],
              onChoose: (column) => view.setGroup(column === none ? undefined : { column, direction: 'ascending' }),
            },
          ]}
        />
      )}
    </>
  );
}

function readCorner(button: HTMLElement): { x: number; y: number } {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom };
}

/** The columns that make the fewest groups of the most people, in drawing order, and the one that is the group now. */
function listOffers(table: ColumnTable, columns: readonly GridColumn[], current: string | undefined): GridColumn[] {
  const rows = table.rows().slice(0, lookedAtRows);
  const few = columns.filter(({ name, type, isBare }) => {
    if (name === current || isBare || unfitTypes.has(type)) return false;
    // What one in a hundred has tells one small group from all others.
    if (table.countKnown(name) < Math.max(2, rows.length / 100)) return false;
    const values = new Set<CellValue>();
    for (const row of rows) {
      values.add(table.read(row, name));
      if (values.size > mostGroups) return false;
    }
    return values.size > 1 && values.size < rows.length;
  });
  const offered = new Set([current, ...few.slice(0, mostOffers).map(({ name }) => name)]);
  return columns.filter(({ name }) => offered.has(name));
}
