/** The foot of the roster while somebody is marked: how many, how many of them are not shown, and what can be done with the marks. */
import { useState } from 'react';
import { Copy, UserRoundMinus } from 'lucide-react';
import { Button } from '#renderer/components/button.tsx';
import { Menu } from '#renderer/components/menu.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { RoomFootContent } from '#renderer/features/shell/room-foot.tsx';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { listMarkKeys } from '#renderer/features/grid-tools/grid-keys.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { listMeant } from '#renderer/table/grid/use-marking.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { useBulkVerbs } from './bulk/bulk-verbs.tsx';
import { useProtection } from './bulk/use-protection.ts';
import { filterOf } from './filter/roster-filter.ts';
import { listExempt, listExemptions } from './marked-people.ts';
import { isPassedOver } from './present-rows.ts';
import { useMarks, type Marks } from './use-marks.ts';
import './marks-bar.css';

const place = 'Room';
const markKeys = listMarkKeys(place);
const invertCommand = {
  id: 'marks.invert',
  label: 'Invert the marks of all that match',
  place,
  keys: 'Shift+I',
} as const satisfies CommandDefinition;

export interface MarksBarProps {
  room: string;
  table: ColumnTable;
  view: TableView;
}

/** Draws nothing while nobody is marked; its keys are there all the same. */
export function MarksBar({ room, table, view }: MarksBarProps) {
  const marks = useMarks(table);
  const bulk = useBulkVerbs(room, table, view, marks);
  const invert = (): void => marks.set.invert(listMeant(view.matching(), (row) => isPassedOver(table, view, row)));
  useCommands([...markKeys, { ...invertCommand, run: invert }]);
  if (marks.count === 0) return bulk.dialogs;
  return (
    <>
      {bulk.dialogs}
      <RoomFootContent isKept>
        <div className="marks-bar" role="toolbar" aria-label="Marked">
          <MarkCount marks={marks} />
          <Button
            size="small"
            icon={<Copy className="marks-bar-icon" aria-hidden="true" />}
            hint="One identity a line"
            onClick={() => void copyIdentities(table, marks)}
          >
            Copy identities
          </Button>
          {bulk.buttons}
          <LeaveOut table={table} view={view} marks={marks} onProtect={bulk.openProtected} />
          <span className="marks-bar-end">
            <Button size="small" look="quiet" keys={showKeys(invertCommand.keys)} onClick={invert}>
              Invert
            </Button>
            <Button size="small" look="quiet" keys="Esc" onClick={() => marks.set.clear()}>
              Clear
            </Button>
          </span>
        </div>
      </RoomFootContent>
    </>
  );
}

/** Takes the marks off those who are seldom meant, and says who they are. */
function LeaveOut(props: { table: ColumnTable; view: TableView; marks: Marks; onProtect: () => void }) {
  const { table, view, marks, onProtect } = props;
  const protection = useProtection();
  // All who are marked are asked what each exemption wants to know, so it is done for who looks, not with each mark.
  const countOffers = () =>
    listExemptions(protection)
      .map((exemption) => ({
        ...exemption,
        rows: listExempt(table, marks.set.rows(), exemption, filterOf(view).isAbsent),
      }))
      .filter(({ rows }) => rows.length > 0);
  const [offers, setOffers] = useState<ReturnType<typeof countOffers>>([]);
  return (
    <Menu
      onOpenChange={(isOpen) => isOpen && setOffers(countOffers())}
      trigger={
        <Button size="small" icon={<UserRoundMinus className="marks-bar-icon" aria-hidden="true" />}>
          Leave out
        </Button>
      }
      items={[
        ...offers.map(({ label, rows }) => ({
          label: `${capitalise(label)} · ${formatCount(rows.length)}`,
          onSelect: () => marks.set.set(rows, false),
        })),
        ...(offers.length > 0 ? (['separator'] as const) : []),
        { label: 'Protected people…', onSelect: onProtect },
      ]}
    />
  );
}

function MarkCount({ marks: { count, notShown, left } }: { marks: Marks }) {
  const rest = [
    notShown > 0 ? `${formatCount(notShown)} not shown` : '',
    left > 0 ? `${formatCount(left)} left` : '',
  ].filter(Boolean);
  return (
    <span className="marks-bar-count">
      <b>{formatCount(count)} marked</b>
      {rest.length > 0 && <span className="marks-bar-rest">{rest.join(', ')}</span>}
    </span>
  );
}

function copyIdentities(table: ColumnTable, { set, count }: Marks): Promise<boolean> {
  const identities = [...set.rows()].map((row) => table.keyOf(row));
  const what = `${formatCount(count)} ${count === 1 ? 'identity' : 'identities'}`;
  return copyTold(actionStore, `Copied: ${what}`, identities.join('\n'));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
