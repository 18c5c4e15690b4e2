/** One row of a grid: one subscription, cells that draw again only when what they show has changed. */
import {
  memo,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { CellValue, ColumnTable, GridColumn, RowNumber } from '../types.ts';
import { flashCell } from './cell-flash.ts';
import { listDrawnColumns, type ColumnLayout, type ColumnWindow, type PlacedColumn } from './column-layout.ts';

/** What a feature gets to draw one cell. */
export interface GridCell {
  rowKey: string;
  column: GridColumn;
  value: CellValue;
  /** Values of the further columns that the feature has asked for with `alsoReads`. */
  also: readonly CellValue[];
}

/** How a feature marks a row as a whole; the label is said after its key. */
export interface RowLook {
  label: string;
  className: string;
  /** The key is a mere number: it is not said. */
  isKeySilent?: boolean;
}

/** What stays the same for all rows of a grid. */
export interface RowContext {
  table: ColumnTable;
  layout: ColumnLayout;
  window: ColumnWindow;
  /** Columns whose values a row needs, the same array until they change. */
  names: readonly string[];
  places: ReadonlyMap<string, number>;
  alsoReads: Readonly<Record<string, readonly string[]>>;
  quietColumns: ReadonlySet<string>;
  renderCell: (cell: GridCell) => ReactNode;
  describeRow: (read: (column: string) => CellValue, rowKey: string) => RowLook;
  /** Rem of a pixel of the layout. */
  toRem: (px: number) => string;
}

export interface GridRowProps {
  context: RowContext;
  row: RowNumber;
  /** From 0, the head not counted. */
  index: number;
  topPx: number;
  /** The one that the feature has chosen. */
  isChosen: boolean;
  /** undefined in a grid without marks. */
  isMarked: boolean | undefined;
  /** Shown only because the order is held still. */
  isDeparting: boolean;
  /** The grid flies by: a row that comes into sight now shows who it is alone, until it slows down. */
  isSkimming: boolean;
  /** Column of the cell that Tab leads to, if it is in this row. */
  tabStop: string | undefined;
}

const nothing: readonly CellValue[] = [];

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { context, row, index, topPx, isChosen, isMarked, isDeparting, isSkimming, tabStop } = props;
  const { table, layout, window, names, places } = context;
  const subscribe = useCallback((listener: () => void) => table.subscribeRow(row, listener), [table, row]);
  const values = useSyncExternalStore(subscribe, () => table.rowSnapshot(row, names));
  const [isWhole, setIsWhole] = useState(!isSkimming);
  // Once whole it stays so: to draw less of what is drawn already would be work as well.
  if (!isSkimming && !isWhole) setIsWhole(true);
  const element = useRef<HTMLDivElement>(null);
  useFlash(element, values, context);

  const read = (name: string): CellValue => values[places.get(name) ?? -1];
  const key = table.keyOf(row);
  const look = context.describeRow(read, key);
  const { drawn, parked } = listDrawnColumns(layout, window, tabStop);
  const draw = (placed: PlacedColumn) => (
    <Cell
      key={placed.column.name}
      context={context}
      placed={placed}
      isParked={placed === parked}
      rowKey={key}
      value={read(placed.column.name)}
      also={context.alsoReads[placed.column.name]?.map(read) ?? nothing}
      isTabStop={tabStop === placed.column.name}
    />
  );
  const skippedPx = layout.middle[window.first]?.offsetPx ?? 0;
  const style = useMemo(() => ({ insetBlockStart: topPx }), [topPx]);
  return (
    <div
      ref={element}
      role="row"
      className={nameRowClasses(look.className, isChosen, isMarked, isDeparting)}
      style={style}
      data-row={key}
      data-row-number={row}
      aria-rowindex={index + 2}
      // Where rows are marked, that is what is selected; the chosen one is the current one.
      aria-selected={isMarked ?? isChosen}
      aria-current={isMarked !== undefined && isChosen ? true : undefined}
      aria-label={nameRow(key, look)}
    >
      {layout.start.map(draw)}
      {isWhole && (
        <>
          {skippedPx > 0 && <Gap widthRem={context.toRem(skippedPx)} />}
          {drawn.map(draw)}
          <div className="grid-fill" role="presentation" />
          {layout.end.map(draw)}
        </>
      )}
    </div>
  );
});

function nameRow(key: string, { label, isKeySilent }: RowLook): string {
  if (label === '') return key;
  return isKeySilent ? label : `${key}, ${label}`;
}

function nameRowClasses(own: string, isChosen: boolean, isMarked: boolean | undefined, isDeparting: boolean): string {
  let classes = `grid-row ${own}`;
  if (isChosen) classes += ' grid-row-chosen';
  if (isMarked) classes += ' grid-row-marked';
  if (isDeparting) classes += ' grid-row-departing';
  return classes;
}

/** Stands for columns that are out of sight. */
export function Gap({ widthRem }: { widthRem: string }) {
  return <div className="grid-gap" role="presentation" style={{ inlineSize: widthRem }} />;
}

interface CellProps extends Omit<GridCell, 'column'> {
  context: RowContext;
  placed: PlacedColumn;
  /** Out of sight, and drawn only because it has the focus. */
  isParked: boolean;
  isTabStop: boolean;
}

const Cell = memo(function Cell({ context, placed, isParked, rowKey, value, also, isTabStop }: CellProps) {
  const { column, index } = placed;
  return (
    <div
      role="gridcell"
      className={nameCellClasses(column, isParked)}
      style={isParked ? parkCell(placed, context) : placeCell(placed, context.toRem)}
      data-column={column.name}
      aria-colindex={index}
      tabIndex={isTabStop ? 0 : -1}
    >
      {context.renderCell({ rowKey, column, value, also })}
    </div>
  );
}, isSameCell);

function isSameCell(one: CellProps, other: CellProps): boolean {
  return (
    one.context === other.context &&
    one.placed === other.placed &&
    one.isParked === other.isParked &&
    one.rowKey === other.rowKey &&
    Object.is(one.value, other.value) &&
    one.isTabStop === other.isTabStop &&
    one.also.length === other.also.length &&
    one.also.every((value, index) => Object.is(value, other.also[index]))
  );
}

/** Classes of a cell in a row or in the head. */
export function nameCellClasses(column: GridColumn, isParked = false): string {
  const pin = column.pin === 'none' ? '' : ` grid-cell-pin-${column.pin}`;
  const growing = column.isGrowing ? ' grid-cell-growing' : '';
  return `grid-cell grid-cell-${column.align}${pin}${growing}${isParked ? ' grid-cell-parked' : ''}`;
}

/** A parked cell lies where it would be, but takes no room: a gap stands for its neighbours. */
export function parkCell(
  { column, offsetPx }: PlacedColumn,
  { layout, toRem }: Pick<RowContext, 'layout' | 'toRem'>,
): React.CSSProperties {
  return { inlineSize: toRem(column.widthPx), insetInlineStart: toRem(layout.startPx + offsetPx) };
}

/** Width of a cell, and where it is held when its column is pinned. */
export function placeCell({ column, offsetPx }: PlacedColumn, toRem: (px: number) => string): React.CSSProperties {
  const inlineSize = toRem(column.widthPx);
  return column.pin === 'none'
    ? { inlineSize }
    : ({ inlineSize, '--grid-pin': toRem(offsetPx) } as React.CSSProperties);
}

/** Lights the cells whose values moved since the last drawing of the same row. */
function useFlash(
  element: React.RefObject<HTMLDivElement | null>,
  values: readonly CellValue[],
  { names, quietColumns }: RowContext,
): void {
  const last = useRef({ names, values });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { names, values };
    if (before.values === values || before.names !== names) return;
    names.forEach((name, index) => {
      if (Object.is(before.values[index], values[index]) || quietColumns.has(name)) return;
      const cell = element.current?.querySelector(`:scope > [data-column=${CSS.escape(name)}]`);
      if (cell) flashCell(cell);
    });
  }, [element, names, quietColumns, values]);
}
