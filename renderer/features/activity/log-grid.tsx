/**
 * A log as an ARIA grid: newest first or sorted by a column, windowed, filtered by words, paused by scrolling or by hand. While it is paused
 * nothing moves: new rows are counted and wait. Knows no kind of row; each dock tab says what its columns are.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import { useRootMark } from '#renderer/lib/use-root-mark.ts';
import { useRemPixels } from '#renderer/lib/use-rem-pixels.ts';
import type { CellValue, SortKey } from '#renderer/table/types.ts';
import { createLogTable } from './log-table.ts';
import './log-grid.css';

export interface LogColumn<Row> {
  /** The field's name; goes into `data-column`. */
  name: string;
  label: string;
  /** Share of the width in rem; the columns marked `isFlexible` take what is left. */
  widthRem: number;
  isFlexible?: boolean;
  align?: 'start' | 'end';
  render(row: Row): ReactNode;
  /** What the column is sorted by; without it, it is not. */
  read?(row: Row): CellValue;
}

export interface LogGridProps<Row> {
  label: string;
  /** Oldest first, as logs are kept. */
  rows: readonly Row[];
  /** Rows before those of `rows`, loaded when asked for; pausing does not hold them back. */
  olderRows?: readonly Row[];
  /** True while there are older rows to ask for. */
  hasOlder?: boolean;
  /** The end of what is loaded is in sight. */
  onReachEnd?(): void;
  columns: readonly LogColumn<Row>[];
  keyOf(row: Row): string | number;
  /** Accessible name of a row. */
  nameOf(row: Row): string;
  /** What the word filter looks into. */
  textOf(row: Row): string;
  /** Shown beside the list for the chosen row. */
  renderDetails?(row: Row): ReactNode;
  /** Shown when there is nothing at all. */
  emptyText: string;
  /** Rows that were dropped to keep memory bounded. */
  droppedCount?: number;
  /** A row to be chosen and brought into sight, by its key; `asked` is another one with each asking. */
  wanted?: { key: string | number; asked: number } | undefined;
  /** Further controls, at the start of the line with the filter. */
  tools?: ReactNode;
  /** False for lists whose rows change in place: they are always shown as they are. */
  isPausable?: boolean;
}

const rowRem = 1.5;
const noRows: readonly never[] = [];

export function LogGrid<Row>(props: LogGridProps<Row>) {
  const { rows, olderRows = noRows, hasOlder = false, onReachEnd, columns, keyOf, textOf, isPausable = true } = props;
  const [filter, setFilter] = useState('');
  const [paused, setPaused] = useState<readonly Row[]>();
  const [chosenKey, setChosenKey] = useState<string | number>();
  /** The column whose head the keys are on. */
  const [head, setHead] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const rowPixels = useRemPixels() * rowRem;

  const loaded = paused ?? rows;
  const source = useMemo(() => (olderRows.length === 0 ? loaded : [...olderRows, ...loaded]), [olderRows, loaded]);
  const [log] = useState(() => createLogTable<Row>());
  useLayoutEffect(
    () => log.feed(source, { keyOf, textOf, columns }, isPausable),
    [log, source, keyOf, textOf, columns, isPausable],
  );
  useLayoutEffect(() => log.setWords(filter), [log, filter]);
  const shown = useSyncExternalStore(log.subscribe, log.order);
  const sort = useSyncExternalStore(log.subscribe, log.sort);
  useSyncExternalStore(log.subscribe, log.version);
  const release = useRef<() => void>(undefined);
  const rowAt = (index: number): Row | undefined => {
    const number = shown[index];
    return number === undefined ? undefined : log.rowOf(number);
  };

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    getItemKey: (index) => shown[index] ?? index,
  });

  const lastInSight = virtualizer.getVirtualItems().at(-1)?.index ?? -1;
  const isEndInSight = hasOlder && lastInSight >= shown.length - 1;
  useEffect(() => {
    if (isEndInSight) onReachEnd?.();
    // The end may still be in sight after a page was loaded, when few of its rows match the filter.
  }, [isEndInSight, olderRows.length, onReachEnd]);

  const chosenRow = chosenKey === undefined ? undefined : log.findRow(chosenKey);
  const chosenIndex = chosenRow === undefined ? -1 : shown.indexOf(chosenRow);
  const chosen = chosenIndex < 0 ? undefined : rowAt(chosenIndex);
  useRootMark('dock-details', chosen !== undefined && props.renderDetails !== undefined);
  const newCount = paused ? rows.length - paused.length + Math.max(0, countDroppedSince(paused, rows, keyOf)) : 0;

  function pause(): void {
    if (isPausable) setPaused((current) => current ?? rows);
  }

  function follow(): void {
    setPaused(undefined);
    scroller.current?.scrollTo({ top: 0 });
  }

  function choose(index: number): void {
    const place = Math.max(0, Math.min(shown.length - 1, index));
    const row = rowAt(place);
    if (!row) return;
    pause();
    setHead(undefined);
    setChosenKey(keyOf(row));
    virtualizer.scrollToIndex(place);
  }

  /** A list that cannot be paused holds still under the pointer, for its rows have buttons; a press has done what it aimed at. */
  function hold({ movementX, movementY }: PointerEvent): void {
    // A row that comes under a pointer at rest is not aimed at.
    if (movementX === 0 && movementY === 0) return;
    if (!isPausable && shown.length > 0) release.current ??= log.freeze('pointer');
  }

  function letGo(): void {
    release.current?.();
    release.current = undefined;
  }

  /** Keys on the head: it is reached from the first row, and left again by the arrow down. */
  function onHeadKey(key: string, at: number): boolean {
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const next = at + (key === 'ArrowRight' ? 1 : -1);
      setHead(Math.max(0, Math.min(columns.length - 1, next)));
    } else if (key === 'Enter' || key === ' ') press(columns[at]);
    else if (key === 'ArrowDown' || key === 'Escape') setHead(undefined);
    else return key === 'ArrowUp';
    return true;
  }

  function press(column: LogColumn<Row> | undefined): void {
    if (column?.read) log.press(column.name);
  }

  const { wanted } = props;
  const [takenAsking, setTakenAsking] = useState<number>();
  if (wanted && wanted.asked !== takenAsking) {
    setTakenAsking(wanted.asked);
    setFilter('');
    setChosenKey(wanted.key);
    setPaused(isPausable ? rows : undefined);
  }
  const wantedIndex = wanted && chosenKey === wanted.key && chosenIndex >= 0 ? chosenIndex : undefined;
  useEffect(() => {
    if (wantedIndex !== undefined) virtualizer.scrollToIndex(wantedIndex, { align: 'center' });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each asking, when the row is there
  }, [wanted?.asked, wantedIndex === undefined]);

  function onKeyDown(event: KeyboardEvent): void {
    if (head !== undefined ? onHeadKey(event.key, head) : event.key === 'ArrowUp' && chosenIndex <= 0) {
      event.preventDefault();
      if (head === undefined) setHead(0);
      return;
    }
    const moves: Record<string, number> = {
      ArrowDown: chosenIndex + 1,
      ArrowUp: chosenIndex - 1,
      PageDown: chosenIndex + 10,
      PageUp: chosenIndex - 10,
      Home: 0,
      End: shown.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) choose(next);
    else if (event.key === 'f') follow();
    else if (event.key === 'Escape' && chosenKey !== undefined) setChosenKey(undefined);
    else return;
    event.preventDefault();
  }

  const total = rows.length + olderRows.length;
  const template = columns
    .map(({ widthRem, isFlexible }) => (isFlexible ? `minmax(${widthRem}rem, 1fr)` : `${widthRem}rem`))
    .join(' ');
  return (
    <div className="log-grid">
      <div className="log-grid-tools">
        {props.tools}
        <input
          className="log-grid-filter"
          type="search"
          placeholder={`Filter ${props.label.toLowerCase()}`}
          aria-label={`Filter ${props.label}`}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
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
        <span className="log-grid-count">
          {shown.length === total ? formatCount(total) : `${formatCount(shown.length)} of ${formatCount(total)}`}
          {hasOlder ? ' loaded' : ''}
          {props.droppedCount ? `, ${props.droppedCount} older dropped` : ''}
        </span>
      </div>
      <div className="log-grid-body">
        <div
          ref={scroller}
          className="log-grid-scroller"
          onScroll={(event) => {
            if (event.currentTarget.scrollTop > rowPixels) pause();
          }}
        >
          <div
            role="grid"
            aria-label={props.label}
            aria-rowcount={shown.length + 1}
            aria-colcount={columns.length}
            className="log-grid-table"
            tabIndex={0}
            onKeyDown={onKeyDown}
            aria-activedescendant={
              head !== undefined ? headId(props.label, head) : chosen ? rowId(props.label, keyOf(chosen)) : undefined
            }
            onBlur={() => setHead(undefined)}
            style={{ ['--log-grid-columns' as string]: template }}
          >
            <div role="row" aria-rowindex={1} className="log-grid-head">
              {columns.map((column, index) => (
                <Head
                  key={column.name}
                  id={headId(props.label, index)}
                  column={column}
                  direction={sort?.column === column.name ? sort.direction : undefined}
                  isCurrent={head === index}
                  onPress={() => press(column)}
                />
              ))}
            </div>
            <div
              role="rowgroup"
              className="log-grid-rows"
              style={{ blockSize: virtualizer.getTotalSize() }}
              onPointerMove={hold}
              onPointerLeave={letGo}
              // Buttons in the rows keep their presses to themselves.
              onClickCapture={letGo}
            >
              {virtualizer.getVirtualItems().map((item) => {
                const row = rowAt(item.index);
                if (row === undefined) return null;
                const key = keyOf(row);
                return (
                  <div
                    key={item.key}
                    id={rowId(props.label, key)}
                    role="row"
                    aria-rowindex={item.index + 2}
                    aria-selected={key === chosenKey}
                    aria-label={props.nameOf(row)}
                    data-row={String(key)}
                    data-departing={log.isDeparting(shown[item.index]!) || undefined}
                    className="log-grid-row"
                    style={{ transform: `translateY(${item.start}px)` }}
                    onClick={() => choose(item.index)}
                  >
                    {columns.map((column) => (
                      <div key={column.name} role="gridcell" data-column={column.name} data-align={column.align}>
                        {column.render(row)}
                      </div>
                    ))}
                  </div>
                );
              })}
            </div>
          </div>
          {total === 0 && <p className="log-grid-empty">{props.emptyText}</p>}
          {total > 0 && shown.length === 0 && filter !== '' && (
            <p className="log-grid-empty">Nothing matches “{filter}”.</p>
          )}
        </div>
        {chosen !== undefined && props.renderDetails && (
          <aside className="log-grid-details" aria-label={`${props.label} details`}>
            {props.renderDetails(chosen)}
          </aside>
        )}
      </div>
    </div>
  );
}

interface HeadProps {
  id: string;
  column: { name: string; label: string; align?: 'start' | 'end'; read?: unknown };
  direction: SortKey['direction'] | undefined;
  isCurrent: boolean;
  onPress: () => void;
}

function Head({ id, column, direction, isCurrent, onPress }: HeadProps) {
  const isSortable = column.read !== undefined;
  return (
    <div
      id={id}
      role="columnheader"
      className={isSortable ? 'log-grid-sortable' : undefined}
      data-column={column.name}
      data-align={column.align}
      data-current={isCurrent || undefined}
      aria-sort={isSortable ? (direction ?? 'none') : undefined}
      onClick={onPress}
    >
      {direction === 'ascending' && <ArrowUp className="log-grid-arrow" aria-hidden="true" />}
      {direction === 'descending' && <ArrowDown className="log-grid-arrow" aria-hidden="true" />}
      {column.label}
    </div>
  );
}

function headId(label: string, index: number): string {
  return `${label.toLowerCase()}-head-${index}`;
}

function rowId(label: string, key: string | number): string {
  return `${label.toLowerCase()}-row-${key}`;
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
