/** The way of a grid's rows out of the window: a button, its dialog for rows, columns and form, and the masks. */
import { Share } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { RowNumber, TableView } from '#renderer/table/types.ts';
import { ExportDialog, type ExportSource } from './export-dialog.tsx';
import { listShown } from './list-export.ts';
import { MasksDialog } from './masks-dialog.tsx';
import './export.css';

export interface GridExportProps extends Omit<ExportSource, 'shown' | 'marked' | 'all'> {
  view: TableView;
  listMarked: () => Iterable<RowNumber>;
  /** Those that may be chosen beside the shown ones; asked when the dialog opens. */
  listAll: () => Iterable<RowNumber>;
  /** Opens the dialog, from keys and palette too. */
  command?: CommandDefinition;
  masksCommand?: CommandDefinition;
  isSmall?: boolean;
  offReason?: string | undefined;
}

export function GridExport({ view, listMarked, listAll, command, masksCommand, ...rest }: GridExportProps) {
  const { isSmall = false, offReason, ...source } = rest;
  const [open, setOpen] = useState<'export' | 'masks'>();
  const show = (): void => setOpen('export');
  useCommands([
    ...(command ? [{ ...command, offReason, run: show }] : []),
    ...(masksCommand ? [{ ...masksCommand, run: () => setOpen('masks') }] : []),
  ]);
  return (
    <>
      <Button
        look="quiet"
        size={isSmall ? 'small' : 'regular'}
        icon={<Share className="grid-export-icon" aria-hidden="true" />}
        hint={`Copy or save rows for other programs. ${showKeys(command?.keys)}`.trim()}
        offReason={offReason}
        onClick={show}
      >
        Export
      </Button>
      {open === 'export' && (
        <ExportDialog
          {...source}
          shown={listShown(view)}
          marked={listMarked()}
          all={listAll()}
          onMasks={() => setOpen('masks')}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'masks' && <MasksDialog onClose={() => setOpen(undefined)} />}
    </>
  );
}
