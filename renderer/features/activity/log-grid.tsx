/**
 * A log in the grid: newest first, paused by scrolling, by choosing a row or by hand. While it is paused no row comes or goes:
 * new ones are counted and wait. Knows no kind of row; each dock tab says what its columns are.
 */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { GridName } from '#contract/domain/roster-preferences';
import type { FieldType } from '#contract/fields';
import { ColumnsButton } from '#renderer/features/grid-tools/columns-button.tsx';
import { GridExport } from '#renderer/features/grid-tools/export/grid-export.tsx';
import { tellTime, type ExportWords } from '#renderer/features/grid-tools/export/list-export.ts';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { createColumnLanguage, type Questions } from '#renderer/features/grid-tools/filter/column-language.ts';
import { useTableFilter } from '#renderer/features/grid-tools/filter/use-table-filter.ts';
import { GroupChoice } from '#renderer/features/grid-tools/group-choice.tsx';
import { MarksLine } from '#renderer/features/grid-tools/marks-line.tsx';
import { useChoosingKeys } from '#renderer/features/grid-tools/use-choosing-keys.ts';
import { useGridColumns } from '#renderer/features/grid-tools/use-grid-columns.ts';
import { useGridCopy } from '#renderer/features/grid-tools/use-grid-copy.ts';
import { readFocusedCell } from '#renderer/features/roster/filter/cell-filter.tsx';
import { FilterCellMenu, type CellMenuPlace } from '#renderer/features/roster/filter/cell-menu.tsx';
import { FilterBox } from '#renderer/features/roster/filter/filter-box.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { useRootMark } from '#renderer/lib/use-root-mark.ts';
import { FilterResult } from '#renderer/table/grid/filter-result.tsx';
import { Grid } from '#renderer/table/grid/grid.tsx';
import type { GridCell } from '#renderer/table/grid/grid-row.tsx';
import { describeGroupValue } from '#renderer/table/grid/group-row.tsx';
import { applyKey, MovedChip } from '#renderer/table/grid/moved-chip.tsx';
import type { WantedRow } from '#renderer/table/grid/use-wanted-row.ts';
import type { CellValue, GridColumn } from '#renderer/table/types.ts';
import { createLogTable, keepLogTable, versionColumn } from './log-table.ts';
import { useReachEnd } from './use-reach-end.ts';
import './log-grid.css';

export interface LogColumn<Row> {
  /** The field's name; goes into `data-column`. */
  name: string;
  label: string;
  widthRem: number;
  /** Takes the room that the others leave. */
  isFlexible?: boolean;
  align?: 'start' | 'end';
  pin?: 'end';
  /** Text when not given. */
  type?: FieldType;
  /** Masks of this field hide its values. */
  field?: string;
  render(row: Row): ReactNode;
  /** What it is sorted, grouped and copied by; without it, it is not. */
  read?(row: Row): CellValue;
  /** What a value is called over a group. */
  describe?(value: CellValue): string | undefined;
}

export interface LogGridProps<Row> {
  label: Exclude<GridName, 'Rooms'>;
  /** Oldest first, as logs are kept. */
  rows: readonly Row[];
  /** Rows before those of `rows`, loaded when asked for; pausing does not hold them back. */
  olderRows?: readonly Row[];
  /** True while there are older rows to ask for. */
  hasOlder?: boolean;
  /** The end of what is loaded is in sight. */
  onReachEnd?(): void;
  /** The same array until they change; the first says what a row is. */
  columns: readonly LogColumn<Row>[];
  keyOf(row: Row): string | number;
  /** Accessible name of a row. */
  nameOf(row: Row): string;
  /** What words of the filter are sought in. */
  textOf(row: Row): string;
  /** A filter as it may be written: `type:joined`. */
  filterExample: string;
  /** What the filter understands beside the columns; always the same ones. */
  questions?: Questions;
  /** Shown beside the list for the chosen row. */
  renderDetails?(row: Row): ReactNode;
  /** Shown when there is nothing at all. */
  emptyText: string;
  /** Rows that were dropped to keep memory bounded. */
  droppedCount?: number;
  /** A row to be chosen and brought into sight, by its key; `asked` is another one with each asking. */
  wanted?: { key: string | number; asked: number } | undefined;
  /** The list has it, and brings it into sight by itself: it need not be wanted any more. */
  onWantedTaken?: () => void;
  /** Columns whose changes are not lit. */
  quietColumns?: ReadonlySet<string>;
  /** Further controls, at the start of the line with the filter. */
  tools?: ReactNode;
  /** False for lists whose rows change in place: they are always shown as they are. */
  isPausable?: boolean;
  /** Whoever the log is of: as long as it is there, the log is shown again as it was left. */
  keeper?: object;
  /** The window is of no single server: columns are not remembered, and nothing is copied past a server's masks. */
  isOfAllServers?: boolean;
}

const noRows: readonly never[] = [];
const remPx = 16;

export function LogGrid<Row>(props: LogGridProps<Row>) {
  const { label, rows, olderRows = noRows, hasOlder = false, columns, keyOf, textOf, nameOf } = props;
  const { isPausable = true, isOfAllServers = false } = props;
  const [paused, setPaused] = useState<readonly Row[]>();
  const [chosenKey, setChosenKey] = useState<string>();
  const root = useRef<HTMLDivElement>(null);

  const loaded = paused ?? rows;
  const source = useMemo(() => (olderRows.length === 0 ? loaded : [...olderRows, ...loaded]), [olderRows, loaded]);
  const { keeper } = props;
  const [own] = useState(() => createLogTable<Row>());
  const log = useMemo(() => (keeper ? keepLogTable<Row>(keeper, label) : own), [keeper, label, own]);
  const { table, view, marks } = log;
  useLayoutEffect(
    () => log.feed(source, { keyOf, textOf, columns }, isPausable),
    [log, source, keyOf, textOf, columns, isPausable],
  );
  useSyncExternalStore(log.subscribe, log.version);
  const shown = useSyncExternalStore(view.subscribe, view.order);

  const offered = useMemo(() => columns.map(toGridColumn), [columns]);
  const rules = useMemo(() => ({ rowName: columns[0]?.name ?? '' }), [columns]);
  const gridColumns = useGridColumns(isOfAllServers ? undefined : label, offered, rules);
  const { drawn } = gridColumns;
  const { questions } = props;
  const language = useMemo(() => createColumnLanguage(offered, questions ? { questions } : {}), [offered, questions]);
  const { applied, ...filtering } = useTableFilter(table, view, language);
  const { filter } = filtering;
  const [menu, setMenu] = useState<CellMenuPlace>();
  const byName = useMemo(() => new Map(columns.map((column) => [column.name, column])), [columns]);
  const renderCell = useCallback(
    ({ rowKey, column }: GridCell) => {
      const row = log.rowOf(rowKey);
      const content = row === undefined ? null : byName.get(column.name)?.render(row);
      return column.isBare ? content : <span className="log-cell">{content}</span>;
    },
    [log, byName],
  );
  const describeRow = useCallback(
    (_read: unknown, key: string) => {
      const row = log.rowOf(key);
      return { label: row === undefined ? '' : nameOf(row), className: '', isKeySilent: true };
    },
    [log, nameOf],
  );
  const describeGroup = useCallback(
    (column: string, value: CellValue) => byName.get(column)?.describe?.(value) ?? describeGroupValue(value),
    [byName],
  );
  const alsoReads = useMemo(() => Object.fromEntries(columns.map(({ name }) => [name, [versionColumn]])), [columns]);
  const words: ExportWords = {
    // A mask is of a person's field; those of logs only sound alike.
    fieldOf: (column) => byName.get(column)?.field ?? '',
    tell: (column, value) => (byName.get(column)?.type === 'time' ? tellTime(value) : value),
  };
  const listMarked = () => marks.rows();
  const offReason = isOfAllServers ? 'Masks belong to a server: copy from that server’s window.' : undefined;
  const copy = useGridCopy({ grid: label, table, columns: drawn, listMarked, offReason, ...words });

  const waiting = useSyncExternalStore(view.subscribe, view.pendingMoves);
  // Older rows that are held back make the list no longer: its end would ask for more of them, to the very first.
  const isHeldBack = waiting > 0 && (view.sort().length > 0 || view.group() !== undefined);
  const onReachEnd = hasOlder && !isHeldBack ? props.onReachEnd : undefined;
  useReachEnd(root, onReachEnd, `${shown.length} ${olderRows.length}`);

  const chosenRow = chosenKey === undefined ? undefined : table.findRow(chosenKey);
  const chosen = chosenRow !== undefined && shown.includes(chosenRow) ? log.rowOf(chosenKey ?? '') : undefined;
  useRootMark('dock-details', chosen !== undefined && props.renderDetails !== undefined);
  const newCount = paused ? rows.length - paused.length + Math.max(0, countDroppedSince(paused, rows, keyOf)) : 0;

  function pause(): void {
    if (isPausable) setPaused((current) => current ?? rows);
  }

  function follow(): void {
    setPaused(undefined);
    root.current?.querySelector('[role="grid"]')?.scrollTo({ top: 0 });
  }

  useEffect(() => {
    // Whoever follows wants the newest at once, also where the keys hold the order still.
    if (!paused) view.setSort(view.sort());
  }, [paused, view]);

  function choose(key: string): void {
    pause();
    setChosenKey(key);
  }

  const choosing = useChoosingKeys(choose);

  const { wanted, onWantedTaken } = props;
  const [taken, setTaken] = useState<WantedRow>();
  if (wanted && wanted.asked !== taken?.asked) {
    setTaken({ key: String(wanted.key), asked: wanted.asked });
    setChosenKey(String(wanted.key));
    setPaused(isPausable ? rows : undefined);
  }
  useEffect(() => {
    if (taken === undefined) return;
    filter.setText('');
    view.setAllCollapsed(false);
    onWantedTaken?.();
  }, [taken, view, filter, onWantedTaken]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.defaultPrevented || event.target.closest('[role="grid"]') === null) return;
    const place = ['=', '-'].includes(event.key) ? readFocusedCell(table, label) : undefined;
    if (place) filter.choose(place.field, place.value, event.key === '=' ? 'include' : 'exclude');
    else if (event.key === applyKey && view.pendingMoves() > 0) view.applyOrder();
    else if (event.key === 'f' && isPausable) follow();
    else if (event.key === 'Escape' && chosenKey !== undefined) setChosenKey(undefined);
    else return;
    event.preventDefault();
  }

  const total = rows.length + olderRows.length;
  return (
    <div className="log-grid" ref={root}>
      <div className="log-grid-tools">
        {props.tools}
        <div className="log-grid-filter">
          <FilterBox
            {...filtering}
            label={`Filter ${label}`}
            placeholder={`Filter ${label.toLowerCase()}, or ${props.filterExample} …`}
          />
        </div>
        <FilterResult view={view} text={applied} />
        {isPausable && (
          <button
            type="button"
            className="log-grid-follow"
            aria-pressed={!paused}
            onClick={() => (paused ? follow() : pause())}
          >
            {paused ? `Paused${newCount > 0 ? `, ${newCount} new` : ''} · Follow` : 'Following · Pause'}
          </button>
        )}
        <MovedChip view={view} beside={label} />
        <GroupChoice table={table} view={view} columns={drawn} isSmall />
        <ColumnsButton grid={label} table={table} columns={gridColumns} isSmall />
        <GridExport
          name={label}
          table={table}
          view={view}
          listMarked={listMarked}
          listAll={() => table.rows()}
          allLabel="All"
          columns={listReadable(drawn)}
          known={listReadable(offered)}
          isOfTexts
          isSmall
          offReason={offReason}
          {...words}
        />
        <span className="log-grid-end">
          <MarksLine label={label} table={table} view={view} marks={marks} copy={copy} />
          <span className="log-grid-count">
            {shown.length === total ? formatCount(total) : `${formatCount(shown.length)} of ${formatCount(total)}`}
            {hasOlder ? ' loaded' : ''}
            {props.droppedCount ? `, ${formatCount(props.droppedCount)} older dropped` : ''}
          </span>
        </span>
      </div>
      <div className="log-grid-body">
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the grid inside takes keys; these are what it leaves */}
        <div
          className="log-grid-place"
          {...choosing}
          onKeyDown={onKeyDown}
          onScrollCapture={({ target }) => {
            if (target instanceof HTMLElement && target.scrollTop > remPx) pause();
          }}
        >
          <Grid
            name={label}
            table={table}
            view={view}
            columns={drawn}
            alsoReads={alsoReads}
            renderCell={renderCell}
            describeRow={describeRow}
            describeGroup={describeGroup}
            columnControl={gridColumns.control}
            listColumnItems={gridColumns.listItems}
            marks={marks}
            {...(props.quietColumns ? { quietColumns: props.quietColumns } : {})}
            selectedKey={chosenKey}
            onSelect={choose}
            onOpen={choose}
            wanted={taken}
            isLow
            onMenu={(identity, at, field) => setMenu({ identity, at, field })}
            empty={<Empty filter={applied} isEmpty={total === 0} text={props.emptyText} />}
          />
        </div>
        {menu && (
          <FilterCellMenu {...filtering} table={table} view={view} place={menu} onClose={() => setMenu(undefined)} />
        )}
        {chosen !== undefined && props.renderDetails && (
          <aside className="log-grid-details" aria-label={`${label} details`}>
            {props.renderDetails(chosen)}
          </aside>
        )}
      </div>
    </div>
  );
}

function Empty({ filter, isEmpty, text }: { filter: string; isEmpty: boolean; text: string }) {
  if (isEmpty) return <p className="log-grid-empty">{text}</p>;
  if (filter === '') return null;
  return (
    <p className="log-grid-empty">
      Nothing matches <HostileText text={filter} maxCharacters={200} />.
    </p>
  );
}

/** Names of the columns that hold a value. */
function listReadable(columns: readonly GridColumn[]): string[] {
  return columns.filter(({ isBare }) => !isBare).map(({ name }) => name);
}

function toGridColumn<Row>(column: LogColumn<Row>, index: number): GridColumn {
  const { name, label, widthRem, align = 'start', type = 'text', isFlexible = false, read } = column;
  const pin = index === 0 ? 'start' : (column.pin ?? 'none');
  const shape = { widthPx: widthRem * remPx, align, pin, isGrowing: isFlexible, isBare: read === undefined } as const;
  return { name, group: '', label, type, ...shape };
}

/** A bounded log may drop old rows while it is paused; those still count as "new since". */
function countDroppedSince<Row>(
  paused: readonly Row[],
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
): number {
  const oldest = rows[0];
  if (oldest === undefined || paused.length === 0) return 0;
  const oldestKey = keyOf(oldest);
  const index = paused.findIndex((row) => keyOf(row) === oldestKey);
  return index < 0 ? paused.length : index;
}
