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
  useState,
  useSyncExternalStore,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { PlacedMenu } from '#renderer/components/menu.tsx';
import type { MarkSet } from '../mark-set.ts';
import type { ColumnTable, Entry, GridColumn, TableView } from '../types.ts';
import { layOutColumns, nameColumn, nameColumnOf, layoutRemPx, toRem } from './column-layout.ts';
import { isOnEdge } from './column-drag.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow, type RowContext } from './grid-row.tsx';
import { createGridKeys } from './grid-keys.ts';
import { GridTotals, type DescribeTotal } from './grid-totals.tsx';
import { GroupRow, spreadHead, type GroupRowProps } from './group-row.tsx';
import { listHeadItems, type MenuItems } from './head-items.ts';
import { MarksSaid } from './marks-said.tsx';
import { cycleSort } from './move-focus.ts';
import { isOnControl, readCell } from './read-cell.ts';
import { useAimGuard } from './use-aim-guard.ts';
import { useColumnControl, type ColumnControl } from './use-column-control.ts';
import { useColumnWindow } from './use-column-window.ts';
import { useFreeze } from './use-freeze.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { hasAll, useMarking, type PassesOver } from './use-marking.ts';
import { useSkimming } from './use-skimming.ts';
import { useCappedPins } from './use-capped-pins.ts';
import { usePinnedColumns } from './use-pinned-columns.ts';
import { useOrderHold } from './use-order-hold.ts';
import { useRowPixels } from './use-row-pixels.ts';
import { useWantedRow, type WantedRow } from './use-wanted-row.ts';
import './column-handles.css';
import './grid.css';
import './group-row.css';

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
  /** Rows can be marked, by the box at the start of the row, Shift, Ctrl and Space. */
  marks?: MarkSet;
  /** Rows that no range takes, nor a mark for all. */
  passesOver?: PassesOver;
  /** What a group's value is called; the value itself when not given. */
  describeGroup?: GroupRowProps['describeValue'];
  /** Columns can be moved, resized, held and hidden. */
  columnControl?: ColumnControl;
  /** What the menu of a column's head offers beside sort, group and `columnControl`. */
  listColumnItems?: (column: GridColumn) => MenuItems;
  /** Draws a row under the others with what it says of each column. */
  describeTotal?: DescribeTotal | undefined;
  /** What stands where rows would be. */
  empty?: ReactNode;
  /** Rows as low as a dock's, whatever the density is. */
  isLow?: boolean;
  /** A row to be brought into sight. */
  wanted?: WantedRow | undefined;
}

const noReads: RowContext['alsoReads'] = {};
const noColumns: ReadonlySet<string> = new Set();
const headRem = { low: 1.375, one: 1.875, two: 2.5 };
const noMarks = { subscribe: () => () => undefined, version: () => 0 };

export function Grid(props: GridProps) {
  const { table, view, columns, alsoReads = noReads, quietColumns = noColumns, renderCell, describeRow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const order = useSyncExternalStore(view.subscribe, view.entries);
  useSyncExternalStore(view.subscribe, view.departures);
  const sort = useSyncExternalStore(view.subscribe, view.sort);
  const { marks, passesOver } = props;
  const markVersion = useSyncExternalStore((marks ?? noMarks).subscribe, (marks ?? noMarks).version);
  const marking = useMarking(view, marks, passesOver);
  const isAllMarked = useSyncExternalStore(
    view.subscribe,
    () => marks !== undefined && hasAll(marks, view.matching(), passesOver),
  );
  const [menu, setMenu] = useState<{ column: GridColumn; at: { x: number; y: number }; cell: HTMLElement | null }>();
  const { rowPx, remPx } = useRowPixels(props.isLow ? '--row-dock' : '--row');
  const held = useCappedPins(scroller, columns, remPx / layoutRemPx);
  const layout = useMemo(() => layOutColumns(held), [held]);
  const window = useColumnWindow(scroller, layout, remPx / layoutRemPx);
  const names = useMemo(() => listNames(columns, alsoReads), [columns, alsoReads]);
  const context = useMemo<RowContext>(() => {
    const places = new Map(names.map((name, index) => [name, index]));
    return { table, layout, window, names, places, alsoReads, quietColumns, renderCell, describeRow, toRem };
  }, [table, layout, window, names, alsoReads, quietColumns, renderCell, describeRow]);
  const hasFoot = props.describeTotal !== undefined && order.length > 0;
  const focus = useGridFocus(scroller, order, layout.ordered[0]?.name, hasFoot);
  const hold = useOrderHold(view, scroller);
  useFreeze(view, menu !== undefined, 'menu');
  const isSkimming = useSkimming(scroller, rowPx);
  const isByPointer = useRef(false);
  const guide = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const handling = useColumnControl(props.columnControl, {
    scroller,
    guide,
    say: setSaid,
    layout,
    pxPerUnit: remPx / layoutRemPx,
    view,
    focusHead: (column) => focus.move({ row: 'head', column }),
  });
  const hasGroups = columns.some(({ group }) => group !== '');
  const headPx = (hasGroups ? headRem.two : props.isLow ? headRem.low : headRem.one) * remPx;

  const isEntry = (entry: Entry): boolean => (entry < 0 ? view.groupHead(entry) !== undefined : table.has(entry));
  const aim = useAimGuard(scroller, order, { headPx, rowPx, asked: view.asked(), isThere: isEntry });

  const focusedIndex = typeof focus.cell?.row === 'number' ? order.indexOf(focus.cell.row) : -1;
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 6,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    scrollPaddingEnd: hasFoot ? rowPx : 0,
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
  useWantedRow(props.wanted, table, order, (index) => virtualizer.scrollToIndex(index, { align: 'center' }));

  function applySort(column: string, isAdding: boolean): void {
    if (columns.some(({ name, isBare }) => name === column && isBare)) return;
    const group = view.group();
    // The rows of a group are alike in its column: a press there turns the groups.
    if (group?.column === column) {
      view.setGroup({ column, direction: group.direction === 'ascending' ? 'descending' : 'ascending' });
    } else view.setSort(cycleSort(view.sort(), column, isAdding));
  }

  /** A person is chosen; a group's head opens and closes. */
  function choose(row: Entry, isOpening: boolean): void {
    const head = view.groupHead(row);
    if (head) return view.setCollapsed(row, !head.isCollapsed);
    const key = table.keyOf(row);
    if (isOpening) props.onOpen(key);
    else props.onSelect(key);
  }

  function openMenu(name: string, at: { x: number; y: number }): void {
    const column = columns.find((candidate) => candidate.name === name);
    const cell = scroller.current?.querySelector<HTMLElement>(`.grid-head > [data-column=${CSS.escape(name)}]`) ?? null;
    if (column) setMenu({ column, at, cell });
  }

  const onKeyDown = createGridKeys({
    scroller,
    view,
    order,
    layout,
    focus,
    hasFoot,
    marks,
    marking,
    handling,
    pageRows: () => Math.floor(((scroller.current?.clientHeight ?? 0) - headPx) / rowPx),
    pxPerUnit: remPx / layoutRemPx,
    applySort,
    openMenu,
    choose,
    scrollToRow: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  });

  function onBodyMouseDown(event: MouseEvent): void {
    isByPointer.current = true;
    hold.onMouseDown();
    const cell = readCell(event.target);
    aim.press(event, typeof cell?.row === 'number' ? cell.row : undefined);
    if (!cell || !isOnControl(event.target)) return;
    // The cell keeps the focus when a switch inside it is pressed.
    event.preventDefault();
    focus.move(cell);
  }

  function onClick(event: MouseEvent): void {
    const cell = readCell(event.target);
    if (cell?.row === 'head' && isOnControl(event.target)) pressHandle(event, cell.column);
    if (!cell || cell.row === 'foot' || isOnControl(event.target)) return;
    const row = cell.row === 'head' ? cell.row : aim.readTarget(event, cell.row);
    if (row === undefined) return;
    if (row !== cell.row) focus.move({ ...cell, row });
    if (marking?.press(event, { ...cell, row }, remPx / layoutRemPx)) return;
    if (row === 'head') applySort(cell.column, event.shiftKey);
    else if (row >= 0 || event.detail < 2) choose(row, event.detail === 2);
  }

  /** Before the control itself hears of it. */
  function onBodyClickCapture(event: MouseEvent): void {
    if (!isOnControl(event.target) || !aim.refuses(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The small button of a head opens its menu; a double press on its edge fits the column. */
  function pressHandle({ target, detail }: MouseEvent, name: string): void {
    const column = columns.find((candidate) => candidate.name === name);
    const button = target instanceof Element ? target.closest('button') : null;
    const box = button?.getBoundingClientRect();
    if (box) openMenu(name, { x: box.left, y: box.bottom });
    else if (column && detail === 2 && isOnEdge(target)) handling?.fit(column);
  }

  function onContextMenu(event: MouseEvent): void {
    const cell = readCell(event.target);
    if (!cell || cell.row === 'foot' || (cell.row !== 'head' && (!props.onMenu || cell.row < 0))) return;
    event.preventDefault();
    // The Menu key is pressed with no pointer.
    if (typeof cell.row === 'number' && event.button === 2 && aim.refuses({ clientY: event.clientY, detail: 1 }))
      return;
    focus.move(cell);
    const at = { x: event.clientX, y: event.clientY };
    if (cell.row === 'head') return openMenu(cell.column, at);
    choose(cell.row, false);
    props.onMenu?.(table.keyOf(cell.row), at, cell.column);
  }

  const tabStop = focus.cell;
  const widthPx = layout.startPx + layout.middlePx + layout.endPx;
  usePinnedColumns(scroller, widthPx * (remPx / layoutRemPx));
  return (
    <div className="grid-place">
      <div
        ref={scroller}
        role="grid"
        className={nameGridClasses(props, columns)}
        aria-label={props.name}
        aria-multiselectable={marks ? true : undefined}
        data-marked={isAllMarked ? 'all' : undefined}
        aria-rowcount={order.length + (hasFoot ? 2 : 1)}
        aria-colcount={columns.length}
        onKeyDown={(event) => {
          isByPointer.current = false;
          onKeyDown(event);
        }}
        onPointerDown={handling?.onPointerDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
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
            isControlled={handling !== undefined}
          />
          <div
            role="rowgroup"
            className="grid-body"
            style={{ blockSize: virtualizer.getTotalSize() }}
            onPointerEnter={hold.onPointerEnter}
            onPointerMove={hold.onPointerMove}
            onWheel={hold.onWheel}
            onPointerLeave={hold.onPointerLeave}
            onFocus={() => hold.onFocus(isByPointer.current)}
            onBlur={hold.onBlur}
            onMouseDown={onBodyMouseDown}
            onClickCapture={onBodyClickCapture}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const row = order[item.index];
              if (row === undefined) return null;
              const topPx = item.start - headPx;
              const isStop = tabStop?.row === row;
              const head = view.groupHead(row);
              return head ? (
                <GroupRow
                  key={row}
                  {...spreadHead(head)}
                  view={view}
                  marks={marks}
                  markVersion={markVersion}
                  entry={row}
                  index={item.index}
                  topPx={topPx}
                  columnCount={columns.length}
                  label={nameColumnOf(columns, head.column)}
                  describeValue={props.describeGroup}
                  isTabStop={isStop}
                />
              ) : (
                <GridRow
                  key={row}
                  context={context}
                  row={row}
                  index={item.index}
                  topPx={topPx}
                  isChosen={table.keyOf(row) === props.selectedKey}
                  isMarked={marks?.has(row)}
                  isDeparting={view.isDeparting(row)}
                  isSkimming={isSkimming}
                  tabStop={isStop ? tabStop.column : undefined}
                />
              );
            })}
          </div>
          {props.describeTotal && hasFoot && (
            <GridTotals
              table={table}
              view={view}
              layout={layout}
              window={window}
              toRem={toRem}
              describeTotal={props.describeTotal}
              tabStop={tabStop?.row === 'foot' ? tabStop.column : undefined}
            />
          )}
        </div>
      </div>
      <div role="status" className="grid-aim-note">
        {aim.isRefused && 'The row under the pointer had just changed: nothing was done. Press again.'}
      </div>
      {marks && <MarksSaid marks={marks} />}
      {handling && (
        <>
          <div ref={guide} className="grid-guide" hidden />
          <span className="base-hidden" aria-live="polite">
            {said}
          </span>
        </>
      )}
      {menu && (
        <PlacedMenu
          name={`Column ${nameColumn(menu.column)}`}
          at={menu.at}
          items={[
            ...listHeadItems(view, menu.column),
            ...(handling?.listItems(columns.find(({ name }) => name === menu.column.name) ?? menu.column) ?? []),
            ...(props.listColumnItems?.(menu.column) ?? []),
          ]}
          returnTo={menu.cell}
          onClose={() => setMenu(undefined)}
        />
      )}
      {order.length === 0 && props.empty !== undefined && (
        <div className="grid-empty" style={{ insetBlockStart: headPx }}>
          {props.empty}
        </div>
      )}
    </div>
  );
}

function nameGridClasses({ marks, isLow }: GridProps, columns: readonly GridColumn[]): string {
  const classes = ['grid', marks && 'grid-markable', isLow && 'grid-low'];
  return [...classes, columns.some(({ isGrowing }) => isGrowing) && 'grid-grown'].filter(Boolean).join(' ');
}

function listNames(columns: readonly GridColumn[], alsoReads: RowContext['alsoReads']): readonly string[] {
  return [...new Set([...columns.map(({ name }) => name), ...Object.values(alsoReads).flat()])];
}
