/** A row under the others that sums the columns up over the rows shown: at most twice a second, and only what is in sight. */
import { memo, useEffect, useMemo, useState } from 'react';
import type { CellValue, ColumnTable, GridColumn, TableView } from '../types.ts';
import { listDrawnColumns, type ColumnLayout, type ColumnWindow, type PlacedColumn } from './column-layout.ts';
import { Gap, nameCellClasses, parkCell, placeCell } from './grid-row.tsx';
import './grid-totals.css';

export interface ColumnTotal {
  /** Fits into the column. */
  text: string;
  /** The whole sentence. */
  detail: string;
}

/** Sums the values of a column up; one for each row that is shown. */
export type DescribeTotal = (column: GridColumn, values: readonly CellValue[]) => ColumnTotal;

export interface GridTotalsProps {
  table: ColumnTable;
  view: TableView;
  layout: ColumnLayout;
  window: ColumnWindow;
  toRem: (px: number) => string;
  describeTotal: DescribeTotal;
  /** Column of the cell that Tab leads to, if it is here. */
  tabStop: string | undefined;
}

const updateEveryMs = 500;

export const GridTotals = memo(function GridTotals(props: GridTotalsProps) {
  const { table, view, layout, window, toRem, describeTotal, tabStop } = props;
  const sums = useMemo(() => createSums(table, view, describeTotal), [table, view, describeTotal]);
  useTurns(table, view, sums);
  const { drawn, parked } = listDrawnColumns(layout, window, tabStop);
  const skippedPx = layout.middle[window.first]?.offsetPx ?? 0;
  const draw = (placed: PlacedColumn) => {
    const { column, index } = placed;
    const { text, detail } = sums.read(column);
    return (
      <div
        key={column.name}
        role="gridcell"
        className={nameCellClasses(column, placed === parked)}
        style={placed === parked ? parkCell(placed, { layout, toRem }) : placeCell(placed, toRem)}
        data-column={column.name}
        aria-colindex={index}
        aria-description={detail}
        tabIndex={tabStop === column.name ? 0 : -1}
        title={detail}
      >
        <span className="grid-total">{text}</span>
      </div>
    );
  };
  return (
    <div role="rowgroup" className="grid-totals-place">
      <div role="row" className="grid-totals" aria-label="Totals" aria-rowindex={view.entries().length + 2}>
        {layout.start.map(draw)}
        {skippedPx > 0 && <Gap widthRem={toRem(skippedPx)} />}
        {drawn.map(draw)}
        <div className="grid-fill" role="presentation" />
        {layout.end.map(draw)}
      </div>
    </div>
  );
});

/** Sums of columns, made when they are first asked for: scrolling sums nothing up again. */
interface Sums {
  read(column: GridColumn): ColumnTotal;
  forget(): void;
}

function createSums(table: ColumnTable, view: TableView, describeTotal: DescribeTotal): Sums {
  const known = new Map<string, { type: string; total: ColumnTotal }>();
  return {
    read(column) {
      const { name, type } = column;
      const before = known.get(name);
      if (before?.type === type) return before.total;
      const total = describeTotal(
        column,
        Array.from(view.order(), (row) => table.read(row, name)),
      );
      known.set(name, { type, total });
      return total;
    },
    forget: () => known.clear(),
  };
}

/** Draws again some time after something has changed. */
function useTurns(table: ColumnTable, view: TableView, sums: Sums): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const plan = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        sums.forget();
        setTurn((turn) => turn + 1);
      }, updateEveryMs);
    };
    const stops = [table.subscribeChanges(plan), view.subscribe(plan)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [table, view, sums]);
}
