/** Copies or saves rows of the roster for other programs: which rows and columns, in which form, with what is masked. */
import { useState } from 'react';
import type { Result } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { request } from '#renderer/lib/bridge.ts';
import { copyText } from '#renderer/lib/copy-text.ts';
import { formatBytes, formatCount } from '#renderer/lib/format.ts';
import { writeTable, type TableFormat } from '#renderer/lib/table-text.ts';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { readMasks, usePreferences } from '../preferences-store.ts';
import { listExport, nameExportFile } from './list-export.ts';
import './export.css';

export interface ExportDialogProps {
  room: string;
  table: ColumnTable;
  /** Rows to choose from; an empty choice is not offered. */
  shown: Iterable<RowNumber>;
  marked: Iterable<RowNumber>;
  /** Names of the columns that are shown. */
  columns: readonly string[];
  onMasks: () => void;
  onClose: () => void;
}

const previewLines = 6;
const previewCharacters = 600;

export function ExportDialog({ room, table, shown, marked, columns, onMasks, onClose }: ExportDialogProps) {
  const rowsOf = { shown: [...shown], marked: [...marked], all: [...table.rows()] };
  const [rowChoice, setRowChoice] = useState<keyof typeof rowsOf>(rowsOf.marked.length > 0 ? 'marked' : 'shown');
  const [columnChoice, setColumnChoice] = useState<'shown' | 'all'>('shown');
  const [format, setFormat] = useState<TableFormat>('csv');
  // Read anew when the masks are changed from here.
  usePreferences(({ masks }) => masks);
  const names = columnChoice === 'shown' ? columns : table.columns();
  const told = listExport(table, rowsOf[rowChoice], names, readMasks());
  const text = writeTable(told, format);
  const sizeBytes = countBytes(text);
  const what = `${formatCount(told.rows.length)} rows, ${formatCount(names.length)} columns`;

  async function copy(): Promise<void> {
    if (tell(await copyText(text), `Copied: ${what} · ${formatBytes(sizeBytes)}`)) onClose();
  }
  async function save(): Promise<void> {
    const answer = await request('app:save-text', { suggestedName: nameExportFile(room, format, new Date()), text });
    if (answer.ok && answer.value.savedAs === null) return;
    if (tell(answer, `Saved: ${what} as ${answer.ok ? answer.value.savedAs : ''}`)) onClose();
  }

  return (
    <Dialog
      title="Export"
      isOpen
      onClose={onClose}
      quietActions={
        <Button size="large" look="quiet" onClick={onMasks}>
          Masks…
        </Button>
      }
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" onClick={() => void save()} offReason={explainTooLong(sizeBytes, limits.savedTextBytes)}>
            Save…
          </Button>
          <Button
            size="large"
            look="primary"
            onClick={() => void copy()}
            offReason={explainTooLong(sizeBytes, limits.copiedTextBytes)}
          >
            Copy
          </Button>
        </>
      }
    >
      <div className="export">
        <SegmentedChoice
          label="Rows"
          value={rowChoice}
          onValueChange={setRowChoice}
          choices={[
            { value: 'shown', label: `Shown ${formatCount(rowsOf.shown.length)}` },
            ...(rowsOf.marked.length > 0
              ? [{ value: 'marked' as const, label: `Marked ${formatCount(rowsOf.marked.length)}` }]
              : []),
            { value: 'all', label: `Everybody ${formatCount(rowsOf.all.length)}` },
          ]}
        />
        <SegmentedChoice
          label="Columns"
          value={columnChoice}
          onValueChange={setColumnChoice}
          choices={[
            { value: 'shown', label: `Shown ${formatCount(columns.length)}` },
            { value: 'all', label: `Every known field ${formatCount(table.columns().length)}` },
          ]}
        />
        <SegmentedChoice
          label="Form"
          value={format}
          onValueChange={setFormat}
          choices={[
            { value: 'csv', label: 'CSV' },
            { value: 'tsv', label: 'Tab-separated' },
            { value: 'json', label: 'JSON' },
            { value: 'markdown', label: 'Markdown' },
          ]}
        />
        <pre className="export-preview base-mono" aria-label="How it begins" tabIndex={0}>
          <HostileText text={takeStart(text)} maxCharacters={previewCharacters} />
        </pre>
        <p className="export-note" role="status">
          {what} · {formatBytes(sizeBytes)} ·{' '}
          {told.maskedCells === 0 ? 'nothing is masked' : `${formatCount(told.maskedCells)} cells masked`}. Unknown is
          written as ?, in JSON it is left out.
        </p>
      </div>
    </Dialog>
  );
}

function takeStart(text: string): string {
  return text.split(/\r?\n/, previewLines).join('\n');
}

function explainTooLong(sizeBytes: number, limitBytes: number): string | undefined {
  if (sizeBytes <= limitBytes) return undefined;
  return `It takes ${formatBytes(sizeBytes)}, and ${formatBytes(limitBytes)} are possible at once. Choose fewer rows or columns.`;
}

function tell(answer: Result<unknown>, title: string): boolean {
  if (answer.ok) actionStore.notify({ tone: 'told', title });
  else actionStore.notify({ tone: 'refused', title: 'Nothing was exported', error: answer.error });
  return answer.ok;
}
