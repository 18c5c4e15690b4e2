/** Several marked people: what they share and in what they differ. Nothing is edited here; a value can be marked or filtered by. */
import { BookmarkCheck, BookmarkX } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { CellValue } from '#contract/cell-value';
import { readAttributeFieldName } from '#contract/fields';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { PlacedMenu } from '#renderer/components/menu.tsx';
import { SectionFold } from '#renderer/components/section-fold.tsx';
import { listFilterItems } from '#renderer/features/roster/filter/cell-filter.tsx';
import { nameValue } from '#renderer/features/roster/filter/name-value.ts';
import { filterOf } from '#renderer/features/roster/filter/roster-filter.ts';
import { viewOf } from '#renderer/features/roster/roster-view.ts';
import type { Marks } from '#renderer/features/roster/use-marks.ts';
import { useFold } from '#renderer/features/shell/settings-store.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { listWith, summarizePeople, type FieldSummary, type ValueCount } from './summarize-people.ts';
import './several-people.css';

export interface SeveralPeopleProps {
  table: ColumnTable;
  marks: Marks;
}

/** Counting again and again must not cost what it tells. */
const countedEveryMs = 500;
/** Values that are shown at once. */
const shownValues = 6;
const drawnCharacters = 60;

interface OpenMenu {
  field: string;
  value: CellValue;
  at: { x: number; y: number };
  returnTo: HTMLElement;
}

export function SeveralPeople({ table, marks }: SeveralPeopleProps) {
  const [menu, setMenu] = useState<OpenMenu>();
  const rows = useMemo(
    () => marks.identities.map((identity) => table.findRow(identity)).filter((row) => row !== undefined),
    [table, marks],
  );
  const summaries = useSummaries(table, rows);
  const view = viewOf(table);
  const attributes = summaries.filter(({ field }) => readAttributeFieldName(field) !== undefined);
  const rights = summaries.filter(({ field }) => field.startsWith('can.') || field === 'hidden');
  const fields = summaries.filter((summary) => !attributes.includes(summary) && !rights.includes(summary));
  const open = (field: string, value: CellValue, button: HTMLElement): void => {
    const { left, bottom } = button.getBoundingClientRect();
    setMenu({ field, value, at: { x: left, y: bottom }, returnTo: button });
  };
  return (
    <div className="inspector-sections">
      <p className="inspector-nothing">
        Press a value to mark or filter those who have it.
        {marks.left > 0 && ` ${formatCount(marks.left)} of the marked have left and are not counted.`}
      </p>
      <Part title="Attributes" summaries={attributes} onOpen={open} />
      <Part title="Rights" summaries={rights} onOpen={open} />
      <Part title="Fields" summaries={fields} onOpen={open} />
      {menu && (
        <PlacedMenu
          name="Value"
          at={menu.at}
          returnTo={menu.returnTo}
          onClose={() => setMenu(undefined)}
          items={[
            ...listMarkItems(table, rows, marks, menu),
            'separator',
            ...listFilterItems(filterOf(view), menu, false),
          ]}
        />
      )}
    </div>
  );
}

function Part(props: {
  title: string;
  summaries: readonly FieldSummary[];
  onOpen: (field: string, value: CellValue, button: HTMLElement) => void;
}) {
  const { title, summaries, onOpen } = props;
  const [isFolded, setFolded] = useFold(`several.${title.toLowerCase()}`);
  if (summaries.length === 0) return null;
  const different = summaries.filter(({ isCommon }) => !isCommon);
  const common = summaries.filter(({ isCommon }) => isCommon);
  return (
    <SectionFold
      title={title}
      summary={`${formatCount(different.length)} differ`}
      isFolded={isFolded}
      onFoldedChange={setFolded}
    >
      {different.map((summary) => (
        <Values key={summary.field} summary={summary} onOpen={onOpen} />
      ))}
      {common.length > 0 && <h4 className="several-title">The same for all</h4>}
      {common.map((summary) => (
        <Values key={summary.field} summary={summary} onOpen={onOpen} />
      ))}
    </SectionFold>
  );
}

function Values(props: {
  summary: FieldSummary;
  onOpen: (field: string, value: CellValue, button: HTMLElement) => void;
}) {
  const { field, values, furtherValues, isCommon } = props.summary;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? values : values.slice(0, shownValues);
  const hidden = values.length - shown.length;
  const label = spellHostileText(field, drawnCharacters);
  return (
    <div className="several-field" role="group" aria-label={label} data-field={field}>
      <span className="several-label" title={label}>
        <HostileText text={readAttributeFieldName(field) ?? field} maxCharacters={drawnCharacters} />
      </span>
      <span className="several-values">
        {shown.map((counted) => (
          <ValueButton
            key={keyOf(counted.value)}
            field={field}
            counted={counted}
            isCommon={isCommon}
            onOpen={props.onOpen}
          />
        ))}
        {hidden > 0 && (
          <Button size="small" look="quiet" onClick={() => setWhole(true)}>
            {`${formatCount(hidden + furtherValues)} more`}
          </Button>
        )}
        {hidden === 0 && furtherValues > 0 && (
          <span className="several-more">and {formatCount(furtherValues)} more values</span>
        )}
      </span>
    </div>
  );
}

function ValueButton(props: {
  field: string;
  counted: ValueCount;
  isCommon: boolean;
  onOpen: (field: string, value: CellValue, button: HTMLElement) => void;
}) {
  const { field, counted, isCommon, onOpen } = props;
  const said = nameValue(field, counted.value);
  const count = isCommon ? 'all' : formatCount(counted.count);
  return (
    <button
      type="button"
      className="several-value"
      aria-haspopup="menu"
      aria-label={`${spellHostileText(said, drawnCharacters)}, ${count}`}
      data-known={counted.value !== undefined && counted.value !== null}
      onClick={({ currentTarget }) => onOpen(field, counted.value, currentTarget)}
    >
      <span className="several-said">
        <HostileText text={said} maxCharacters={drawnCharacters} />
      </span>{' '}
      <span className="several-count">{count}</span>
    </button>
  );
}

function listMarkItems(
  table: ColumnTable,
  rows: readonly RowNumber[],
  { set }: Marks,
  { field, value }: Pick<OpenMenu, 'field' | 'value'>,
) {
  const found = (): readonly RowNumber[] => listWith(table, rows, field, value);
  const said = spellHostileText(nameValue(field, value), drawnCharacters);
  return [
    {
      label: `Mark only: ${said}`,
      icon: <BookmarkCheck aria-hidden="true" />,
      onSelect: () => {
        const kept = new Set(found());
        // Those with the value may have changed since it was drawn: without any the marks stay.
        if (kept.size > 0) set.set(Int32Array.from(set.rows().filter((row) => !kept.has(row))), false);
      },
    },
    {
      label: `Take the mark from: ${said}`,
      icon: <BookmarkX aria-hidden="true" />,
      onSelect: () => set.set(Int32Array.from(found()), false),
    },
  ];
}

/** Counted anew when somebody who is marked has changed, a few times a second at most. */
function useSummaries(table: ColumnTable, rows: readonly RowNumber[]): readonly FieldSummary[] {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const counted = new Set(rows);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = table.subscribeChanges((changed) => {
      if (timer !== undefined || !changed.some((row) => counted.has(row))) return;
      timer = setTimeout(() => {
        timer = undefined;
        setVersion((current) => current + 1);
      }, countedEveryMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [table, rows]);
  // oxlint-disable-next-line react/exhaustive-deps -- the version tells that values of the same rows have changed
  return useMemo(() => summarizePeople(table, rows), [table, rows, version]);
}

function keyOf(value: CellValue): string {
  return `${typeof value} ${String(value)}`;
}
