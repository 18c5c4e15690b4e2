/** The head of a grid: an upper line that groups neighbours, names below it, sorted by a press or Enter. */
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GridColumn, SortKey } from '../types.ts';
import { edgeClass } from './column-drag.ts';
import {
  listDrawnColumns,
  nameColumn,
  type ColumnLayout,
  type ColumnWindow,
  type PlacedColumn,
} from './column-layout.ts';
import { Gap, nameCellClasses, parkCell, placeCell } from './grid-row.tsx';

/** Narrower heads have no room for a button beside their name. */
const menuFromPx = 56;

export interface GridHeadProps {
  layout: ColumnLayout;
  window: ColumnWindow;
  sort: readonly SortKey[];
  hasGroups: boolean;
  tabStop: string | undefined;
  toRem: (px: number) => string;
  /** An icon where a word would be wider than the column. */
  renderHead: ((column: GridColumn) => ReactNode) | undefined;
  /** Columns can be moved and resized. */
  isControlled: boolean;
}

export function GridHead(props: GridHeadProps) {
  const { layout, window, hasGroups, toRem, tabStop } = props;
  const { drawn, parked } = listDrawnColumns(layout, window, tabStop);
  const skippedPx = layout.middle[window.first]?.offsetPx ?? 0;
  const draw = (placed: PlacedColumn, position: number, shown: readonly PlacedColumn[]) => (
    <HeadCell
      key={placed.column.name}
      {...props}
      placed={placed}
      isParked={placed === parked}
      isGroupStart={isGroupStart(shown[position - 1], placed, parked)}
    />
  );
  return (
    <div role="row" aria-rowindex={1} className={hasGroups ? 'grid-head grid-head-groups' : 'grid-head'}>
      {layout.start.map(draw)}
      {skippedPx > 0 && <Gap widthRem={toRem(skippedPx)} />}
      {drawn.map(draw)}
      <div className="grid-fill" role="presentation" />
      {layout.end.map(draw)}
    </div>
  );
}

/** A group's name stands over its first column in sight. */
function isGroupStart(
  before: PlacedColumn | undefined,
  placed: PlacedColumn,
  parked: PlacedColumn | undefined,
): boolean {
  return !before || before === parked || before.column.group !== placed.column.group;
}

interface HeadCellProps extends GridHeadProps {
  placed: PlacedColumn;
  isParked: boolean;
  isGroupStart: boolean;
}

function HeadCell(props: HeadCellProps) {
  const { placed, isParked, layout, sort, hasGroups, tabStop, toRem, renderHead, isGroupStart, isControlled } = props;
  const { column, index } = placed;
  const position = sort.findIndex((key) => key.column === column.name);
  const direction = sort[position]?.direction;
  const icon = renderHead?.(column);
  const name = nameColumn(column);
  return (
    <div
      role="columnheader"
      className={nameCellClasses(column, isParked)}
      style={isParked ? parkCell(placed, { layout, toRem }) : placeCell(placed, toRem)}
      data-column={column.name}
      aria-colindex={index}
      // Only the key that decides may say so; the others are told in words.
      aria-sort={column.isBare ? undefined : position === 0 ? direction : 'none'}
      aria-description={describeHead(column, position > 0 ? `then sorted by this, ${direction}` : undefined)}
      aria-label={name}
      title={column.hint === undefined ? name : `${name}: ${column.hint}`}
      aria-haspopup="menu"
      tabIndex={tabStop === column.name ? 0 : -1}
    >
      {hasGroups && (
        <span className={nameGroupClasses(column.group, isGroupStart)}>{isGroupStart && column.group}</span>
      )}
      <span className="grid-head-label">
        {direction === 'ascending' && <ArrowUp className="grid-head-arrow" aria-hidden="true" />}
        {direction === 'descending' && <ArrowDown className="grid-head-arrow" aria-hidden="true" />}
        {sort.length > 1 && position !== -1 && <span className="grid-head-place">{position + 1}</span>}
        {icon}
        <bdi className={icon === undefined ? 'grid-head-text' : 'base-hidden'}>{column.label}</bdi>
      </span>
      {isControlled && <HeadHandles hasMenu={column.widthPx >= menuFromPx} />}
    </div>
  );
}

/** For the pointer alone: the head itself takes the keys. */
function HeadHandles({ hasMenu }: { hasMenu: boolean }) {
  return (
    <>
      {hasMenu && (
        <button type="button" className="grid-head-menu" tabIndex={-1} aria-hidden="true">
          <ChevronDown />
        </button>
      )}
      <span className={edgeClass} />
    </>
  );
}

function describeHead({ hint }: GridColumn, sorted: string | undefined): string | undefined {
  return hint === undefined || sorted === undefined ? (sorted ?? hint) : `${sorted}; ${hint}`;
}

function nameGroupClasses(group: string, isStart: boolean): string {
  if (group === '') return 'grid-head-group';
  return isStart
    ? 'grid-head-group grid-head-group-named grid-head-group-start'
    : 'grid-head-group grid-head-group-named';
}
