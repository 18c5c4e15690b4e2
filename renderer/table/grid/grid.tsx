/**
 * The grid: virtual rows over a columnar table and its view, windowed columns, one roving focus. Knows nothing of what it
 * shows: features give it columns and draw the cells.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { isTyping } from '#renderer/lib/keys.ts';
import type { ColumnTable, GridColumn, RowNumber, TableView } from '../types.ts';
import { layOutColumns, type ColumnLayout } from './column-layout.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow, type RowContext } from './grid-row.tsx';
import { cycleSort, moveFocus } from './move-focus.ts';
import { useColumnWindow } from './use-column-window.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useSkimming } from './use-skimming.ts';
import { usePinnedColumns } from './use-pinned-columns.ts';
import { useOrderHold } from './use-order-hold.ts';
import { useRowPixels } from './use-row-pixels.ts';
import './grid.css';

export interface GridProps extends Pick<RowContext, 'renderCell' | 'describeRow'> {
  /** Accessible name. */
  name: string;
  table: ColumnTable;
  view: TableView;
  /** The same array until the columns change. */
  columns: readonly GridColumn[];
  renderHead?: (column: GridColumn) => ReactNode;
  /** Further columns that a column's cell draws from. */
  alsoReads?: RowContext['alsoReads'];
  /** Columns whose changes are not lit. */
  quietColumns?: ReadonlySet<string>;
  selectedKey: string | undefined;
  onSelect: (key: string) => void;
  /** Enter and double click. */
  onOpen: (key: string) => void;
  /** A right click, or the Menu key, on a cell of a row; the point is where its menu belongs. */
  onMenu?: (key: string, at: { x: number; y: number }, column: string) => void;
  /** What stands where rows would be. */
  empty?: ReactNode;
}

const noReads: RowContext['alsoReads'] = {};
const noColumns: ReadonlySet<string> = new Set();
const layoutRemPx = 16;
const headRem = { one: 1.875, two: 2.5 };

export function Grid(props: GridProps) {
  const { table, view, columns, alsoReads = noReads, quietColumns = noColumns, renderCell, describeRow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const order = useSyncExternalStore(view.subscribe, view.entries);
  useSyncExternalStore(view.subscribe, view.departures);
  const sort = useSyncExternalStore(view.subscribe, view.sort);
  const { rowPx, remPx } = useRowPixels();
  const layout = useMemo(() => layOutColumns(columns), [columns]);
  const window = useColumnWindow(scroller, layout, remPx / layoutRemPx);
  const names = useMemo(() => listNames(columns, alsoReads), [columns, alsoReads]);
  const context = useMemo<RowContext>(() => {
    const places = new Map(names.map((name, index) => [name, index]));
    return { table, layout, window, names, places, alsoReads, quietColumns, renderCell, describeRow, toRem };
  }, [table, layout, window, names, alsoReads, quietColumns, renderCell, describeRow]);
  const focus = useGridFocus(scroller, order, layout.ordered[0]?.name);
  const hold = useOrderHold(view, scroller);
  const isSkimming = useSkimming(scroller, rowPx);
  const isByPointer = useRef(false);
  const hasGroups = columns.some(({ group }) => group !== '');
  const headPx = (hasGroups ? headRem.two : headRem.one) * remPx;

  const focusedIndex = focus.cell && focus.cell.row !== 'head' ? order.indexOf(focus.cell.row) : -1;
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 6,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    getItemKey: (index) => order[index] ?? index,
    // The row with the focus stays drawn out of sight, or the focus would be lost.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        if (focusedIndex === -1 || indexes.includes(focusedIndex)) return indexes;
        return focusedIndex < (indexes[0] ?? 0) ? [focusedIndex, ...indexes] : [...indexes, focusedIndex];
      },
      [focusedIndex],
    ),
  });
  // Sizes are kept by the virtualizer until it is told that they are others.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx]);

  function applySort(column: string, isAdding: boolean): void {
    view.setSort(cycleSort(view.sort(), column, isAdding));
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    isByPointer.current = false;
    if (isTyping(event.target) || event.altKey || event.metaKey || !focus.cell) return;
    const { row, column } = focus.cell;
    if (row === 'head' && (event.key === 'Enter' || event.key === ' ')) {
      if (event.ctrlKey) return;
      applySort(column, event.shiftKey);
      event.preventDefault();
      return;
    }
    if (event.shiftKey) return;
    if (event.key === 'Enter') {
      if (event.ctrlKey || row === 'head') return;
      choose(row, true);
    } else if (event.key === ' ') {
      if (row !== 'head' && !pressSwitch(event.target)) choose(row, false);
    } else {
      const from = { row: row === 'head' ? -1 : order.indexOf(row), column: indexOfColumn(layout.ordered, column) };
      const pageRows = Math.floor(((scroller.current?.clientHeight ?? 0) - headPx) / rowPx);
      const bounds = { rowCount: order.length, columnCount: layout.ordered.length, pageRows };
      const to = moveFocus(from, { key: event.key, isControl: event.ctrlKey }, bounds);
      if (!to) return;
      const next = layout.ordered[to.column];
      if (next) goTo(to.row === -1 ? 'head' : order[to.row], to.row, next);
    }
    event.preventDefault();
  }

  function goTo(row: RowNumber | 'head' | undefined, index: number, column: GridColumn): void {
    if (row === undefined) return;
    if (row !== 'head') virtualizer.scrollToIndex(index, { align: 'auto' });
    showColumn(scroller.current, column, layout, remPx / layoutRemPx);
    focus.move({ row, column: column.name });
  }

  function choose(row: RowNumber, isOpening: boolean): void {
    const key = table.keyOf(row);
    if (isOpening) props.onOpen(key);
    else props.onSelect(key);
  }

  function onBodyMouseDown(event: MouseEvent): void {
    isByPointer.current = true;
    const cell = readCell(event.target);
    if (!cell || !isOnControl(event.target)) return;
    // The cell keeps the focus when a switch inside it is pressed.
    event.preventDefault();
    focus.move(cell);
  }

  function onBodyClick(event: MouseEvent): void {
    const cell = readCell(event.target);
    if (!cell || cell.row === 'head' || isOnControl(event.target)) return;
    choose(cell.row, event.detail === 2);
  }

  function onBodyContextMenu(event: MouseEvent): void {
    const cell = readCell(event.target);
    if (!props.onMenu || !cell || cell.row === 'head') return;
    event.preventDefault();
    focus.move(cell);
    choose(cell.row, false);
    props.onMenu(table.keyOf(cell.row), { x: event.clientX, y: event.clientY }, cell.column);
  }

  const tabStop = focus.cell;
  const widthPx = layout.startPx + layout.middlePx + layout.endPx;
  usePinnedColumns(scroller, widthPx * (remPx / layoutRemPx));
  return (
    <div className="grid-place">
      <div
        ref={scroller}
        role="grid"
        className="grid"
        aria-label={props.name}
        aria-rowcount={order.length + 1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const cell = readCell(event.target);
          if (cell) focus.note(cell);
        }}
      >
        <div role="presentation" className="grid-content" style={{ inlineSize: toRem(widthPx) }}>
          <GridHead
            layout={layout}
            window={window}
            sort={sort}
            hasGroups={hasGroups}
            tabStop={tabStop?.row === 'head' ? tabStop.column : undefined}
            toRem={toRem}
            renderHead={props.renderHead}
            onSort={applySort}
          />
          <div
            role="rowgroup"
            className="grid-body"
            style={{ blockSize: virtualizer.getTotalSize() }}
            onPointerMove={hold.onPointerMove}
            onPointerLeave={hold.onPointerLeave}
            onFocus={() => hold.onFocus(isByPointer.current)}
            onBlur={hold.onBlur}
            onMouseDown={onBodyMouseDown}
            onClick={onBodyClick}
            onContextMenu={onBodyContextMenu}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const row = order[item.index];
              if (row === undefined) return null;
              return (
                <GridRow
                  key={row}
                  context={context}
                  row={row}
                  index={item.index}
                  topPx={item.start - headPx}
                  isSelected={table.keyOf(row) === props.selectedKey}
                  isDeparting={view.isDeparting(row)}
                  isSkimming={isSkimming}
                  tabStop={tabStop?.row === row ? tabStop.column : undefined}
                />
              );
            })}
          </div>
        </div>
      </div>
      {order.length === 0 && props.empty !== undefined && (
        <div className="grid-empty" style={{ insetBlockStart: headPx }}>
          {props.empty}
        </div>
      )}
    </div>
  );
}

function toRem(px: number): string {
  return `${px / layoutRemPx}rem`;
}

function listNames(columns: readonly GridColumn[], alsoReads: RowContext['alsoReads']): readonly string[] {
  return [...new Set([...columns.map(({ name }) => name), ...Object.values(alsoReads).flat()])];
}

function indexOfColumn(columns: readonly GridColumn[], name: string): number {
  return Math.max(
    0,
    columns.findIndex((column) => column.name === name),
  );
}

/** The cell around an element of the grid. */
function readCell(target: EventTarget): { row: RowNumber | 'head'; column: string } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const column = cell?.dataset['column'];
  if (!cell || column === undefined) return undefined;
  const row = cell.closest<HTMLElement>('[data-row-number]')?.dataset['rowNumber'];
  return { row: row === undefined ? 'head' : Number(row), column };
}

function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, input, a') !== null;
}

/** Presses the switch of the cell with the focus; false when there is none that can be pressed. */
function pressSwitch(target: EventTarget): boolean {
  const control = target instanceof Element ? target.querySelector<HTMLElement>('[role="switch"]') : null;
  control?.click();
  return control !== null;
}

/** Scrolls sideways until a column lies between the pinned ones; a pinned one is reached with its end of the row. */
function showColumn(scroller: HTMLElement | null, column: GridColumn, layout: ColumnLayout, pxPerUnit: number): void {
  if (!scroller) return;
  const placed = layout.middle.find((candidate) => candidate.column === column);
  if (!placed) {
    scroller.scrollLeft = column.pin === 'start' ? 0 : scroller.scrollWidth;
    return;
  }
  const roomPx = scroller.clientWidth - (layout.startPx + layout.endPx) * pxPerUnit;
  const fromPx = placed.offsetPx * pxPerUnit;
  const toPx = (placed.offsetPx + column.widthPx) * pxPerUnit;
  if (fromPx < scroller.scrollLeft) scroller.scrollLeft = fromPx;
  else if (toPx > scroller.scrollLeft + roomPx) scroller.scrollLeft = toPx - roomPx;
}
