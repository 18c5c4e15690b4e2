/** The head of a grid: an upper line that groups neighbours, names below it, sorted by a press or Enter. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GridColumn, SortKey } from '../types.ts';
import type { ColumnLayout, ColumnWindow, PlacedColumn } from './column-layout.ts';
import { Gap, nameCellClasses, placeCell } from './grid-row.tsx';

export interface GridHeadProps {
  layout: ColumnLayout;
  window: ColumnWindow;
  sort: SortKey | undefined;
  hasGroups: boolean;
  tabStop: string | undefined;
  toRem: (px: number) => string;
  /** An icon where a word would be wider than the column. */
  renderHead: ((column: GridColumn) => ReactNode) | undefined;
  onSort: (column: string) => void;
}

export function GridHead(props: GridHeadProps) {
  const { layout, window, hasGroups, toRem } = props;
  const middle = layout.middle.slice(window.first, window.last);
  const skippedPx = middle[0]?.offsetPx ?? 0;
  const draw = (placed: PlacedColumn, position: number, shown: readonly PlacedColumn[]) => (
    <HeadCell
      key={placed.column.name}
      {...props}
      placed={placed}
      isGroupStart={shown[position - 1]?.column.group !== placed.column.group}
    />
  );
  return (
    <div role="row" aria-rowindex={1} className={hasGroups ? 'grid-head grid-head-groups' : 'grid-head'}>
      {layout.start.map(draw)}
      {skippedPx > 0 && <Gap widthRem={toRem(skippedPx)} />}
      {middle.map(draw)}
      <div className="grid-fill" role="presentation" />
      {layout.end.map(draw)}
    </div>
  );
}

interface HeadCellProps extends GridHeadProps {
  placed: PlacedColumn;
  isGroupStart: boolean;
}

function HeadCell({ placed, sort, hasGroups, tabStop, toRem, renderHead, onSort, isGroupStart }: HeadCellProps) {
  const { column, index } = placed;
  const direction = sort?.column === column.name ? sort.direction : undefined;
  const icon = renderHead?.(column);
  const name = column.group === '' ? column.label : `${column.group} ${column.label}`;
  return (
    <div
      role="columnheader"
      className={nameCellClasses(column)}
      style={placeCell(placed, toRem)}
      data-column={column.name}
      aria-colindex={index}
      aria-sort={direction ?? 'none'}
      aria-label={name}
      title={name}
      tabIndex={tabStop === column.name ? 0 : -1}
      onClick={() => onSort(column.name)}
    >
      {hasGroups && (
        <span className={nameGroupClasses(column.group, isGroupStart)}>{isGroupStart && column.group}</span>
      )}
      <span className="grid-head-label">
        {direction === 'ascending' && <ArrowUp className="grid-head-arrow" aria-hidden="true" />}
        {direction === 'descending' && <ArrowDown className="grid-head-arrow" aria-hidden="true" />}
        {icon ?? <bdi className="grid-head-text">{column.label}</bdi>}
      </span>
    </div>
  );
}

function nameGroupClasses(group: string, isStart: boolean): string {
  if (group === '') return 'grid-head-group';
  return isStart
    ? 'grid-head-group grid-head-group-named grid-head-group-start'
    : 'grid-head-group grid-head-group-named';
}
