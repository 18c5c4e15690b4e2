/** What can be done to all who are marked: each opens a plan first. Its keys are there while nobody is marked, and say so. */
import { useState, type ReactNode } from 'react';
import { ShieldCheck, Tag } from 'lucide-react';
import { Button } from '#renderer/components/button.tsx';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { ColumnTable, RowList, TableView } from '#renderer/table/types.ts';
import { filterOf } from '../filter/roster-filter.ts';
import type { Marks } from '../use-marks.ts';
import type { BulkWish } from './bulk-wish.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { ProtectedDialog } from './protected-dialog.tsx';

const rightsCommand = {
  id: 'bulk.rights',
  label: 'Turn a right of the marked on or off',
  place: 'Room',
  keys: 'Shift+R',
} as const satisfies CommandDefinition;
const attributeCommand = {
  id: 'bulk.attribute',
  label: 'Set or delete an attribute of the marked',
  place: 'Room',
  keys: 'Shift+A',
} as const satisfies CommandDefinition;
const protectCommand = {
  id: 'bulk.protected',
  label: 'Protected people of this server',
  place: 'Room',
} as const satisfies CommandDefinition;

const firstRight: BulkWish = { kind: 'right', right: 'can.mic', value: false };
const firstAttribute: BulkWish = { kind: 'attribute', key: '', how: 'set', value: '' };

export interface BulkVerbs {
  /** For the bar; null while nobody is marked. */
  buttons: ReactNode;
  dialogs: ReactNode;
  openProtected: () => void;
}

export function useBulkVerbs(room: string, table: ColumnTable, view: TableView, marks: Marks): BulkVerbs {
  const [wish, setWish] = useState<{ first: BulkWish; rows: RowList }>();
  const [isProtecting, setProtecting] = useState(false);
  const nobody = marks.identities.length === 0 ? 'Nobody who is in the room is marked.' : undefined;
  const rightsOff = useVerbOff('participant.set-permission') ?? nobody;
  const attributeOff = useVerbOff('participant.set-attributes') ?? nobody;
  const { isAbsent } = filterOf(view);
  // The marks may change under the dialog; whom it is for does not.
  const open = (first: BulkWish): void => setWish({ first, rows: Int32Array.from(marks.set.rows()) });
  const openRights = (): void => open(firstRight);
  const openAttribute = (): void => open(firstAttribute);
  const openProtected = (): void => setProtecting(true);
  useCommands([
    { ...rightsCommand, offReason: rightsOff, run: openRights },
    { ...attributeCommand, offReason: attributeOff, run: openAttribute },
    { ...protectCommand, run: openProtected },
  ]);
  return {
    openProtected,
    buttons: (
      <>
        <Button
          size="small"
          icon={<ShieldCheck className="marks-bar-icon" aria-hidden="true" />}
          keys={showKeys(rightsCommand.keys)}
          offReason={rightsOff}
          onClick={openRights}
        >
          Rights…
        </Button>
        <Button
          size="small"
          icon={<Tag className="marks-bar-icon" aria-hidden="true" />}
          keys={showKeys(attributeCommand.keys)}
          offReason={attributeOff}
          onClick={openAttribute}
        >
          Attribute…
        </Button>
      </>
    ),
    dialogs: (
      <>
        {wish && (
          <PlanDialog
            room={room}
            table={table}
            rows={wish.rows}
            isAbsent={isAbsent}
            firstWish={wish.first}
            onClose={() => setWish(undefined)}
          />
        )}
        {isProtecting && <ProtectedDialog table={table} isAbsent={isAbsent} onClose={() => setProtecting(false)} />}
      </>
    ),
  };
}
