/** Copies or saves rows of a grid for other programs: which rows and columns, in which form, with what is masked. */
import { useState } from 'react';
import { fail } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold, saveTold } from '#renderer/features/actions/copy-told.ts';
import { beginHiding } from '#renderer/lib/copy-text.ts';
import { formatBytes, formatCount } from '#renderer/lib/format.ts';
import { writeTable, type PlainTable, type TableFormat } from '#renderer/lib/table-text.ts';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { readMasks, usePreferences } from '#renderer/features/roster/preferences-store.ts';
import { listExport, nameExportFile, type ExportWords } from './list-export.ts';
import './export.css';

export interface ExportSource extends ExportWords {
  /** What a file's name begins with. */
  name: string;
  table: ColumnTable;
  /** Rows to choose from; an empty choice of marked ones is not offered. */
  shown: Iterable<RowNumber>;
  marked: Iterable<RowNumber>;
  all: Iterable<RowNumber>;
  /** What all of them are called. */
  allLabel: string;
  /** Names of the columns that are shown, and of all that may leave. */
  columns: readonly string[];
  known: readonly string[];
  /** Its texts tell of people: what is masked of them is looked for in a file as well. */
  isOfTexts?: boolean;
}

export interface ExportDialogProps extends ExportSource {
  onMasks: () => void;
  onClose: () => void;
}

const refusedTitle = 'Nothing was exported';
const previewRows = 5;
const previewCharacters = 6_000;

export function ExportDialog({ onMasks, onClose, ...source }: ExportDialogProps) {
  const { name, table, shown, marked, all, columns, known, isOfTexts = false } = source;
  // As they were when it opened: what is previewed is what leaves.
  const [rowsOf] = useState(() => ({ shown: [...shown], marked: [...marked], all: [...all] }));
  const [previewHide] = useState(() => (isOfTexts ? beginHiding() : undefined));
  const [rowChoice, setRowChoice] = useState<keyof typeof rowsOf>(rowsOf.marked.length > 0 ? 'marked' : 'shown');
  const [columnChoice, setColumnChoice] = useState<'shown' | 'all'>('shown');
  const [format, setFormat] = useState<TableFormat>('csv');

  const names = columnChoice === 'shown' ? columns : known;
  const rows = rowsOf[rowChoice];
  const maskCount = usePreferences(({ preferences }) => preferences.masks.length);
  const what = `${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}, ${formatCount(names.length)} columns`;
  const preview = writeTable(list(rows.slice(0, previewRows), previewHide), format);

  function list(of: readonly RowNumber[], hide?: (text: string) => string): PlainTable {
    return listExport(table, of, names, readMasks(), { ...source, ...(hide && { hide }) });
  }

  /** The whole of it is written only when it is asked for: with thousands of people it takes a moment. */
  function write(limitBytes: number, isSearched: boolean): string | undefined {
    const text = writeTable(list(rows, isSearched ? beginHiding() : undefined), format);
    const sizeBytes = countBytes(text);
    if (sizeBytes <= limitBytes) return text;
    const message = `It takes ${formatBytes(sizeBytes)}, and ${formatBytes(limitBytes)} are possible at once.`;
    const cure = 'Choose fewer rows or columns, or save it as a file.';
    const { error } = fail('limit_exceeded', message, { cure });
    actionStore.notify({ tone: 'refused', title: refusedTitle, error });
    return undefined;
  }

  async function copy(): Promise<void> {
    const text = write(limits.copiedTextBytes, true);
    if (text !== undefined && (await copyTold(actionStore, `Copied: ${what}`, text, refusedTitle))) onClose();
  }
  async function save(): Promise<void> {
    const text = write(limits.savedTextBytes, isOfTexts);
    if (text === undefined) return;
    const file = { what, suggestedName: nameExportFile(name, format, new Date()), text };
    if (await saveTold(actionStore, file, refusedTitle)) onClose();
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
          <Button size="large" onClick={() => void save()}>
            Save…
          </Button>
          <Button size="large" look="primary" onClick={() => void copy()}>
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
            { value: 'all', label: `${source.allLabel} ${formatCount(rowsOf.all.length)}` },
          ]}
        />
        <SegmentedChoice
          label="Columns"
          value={columnChoice}
          onValueChange={setColumnChoice}
          choices={[
            { value: 'shown', label: `Shown ${formatCount(columns.length)}` },
            { value: 'all', label: `Every known field ${formatCount(known.length)}` },
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
          <HostileText text={preview} maxCharacters={previewCharacters} />
        </pre>
        <p className="export-note" role="status">
          {what} · {maskCount === 0 ? 'nothing is masked' : `${formatCount(maskCount)} masks apply`}. Unknown is written
          as ?, in JSON it is left out.
        </p>
      </div>
    </Dialog>
  );
}
