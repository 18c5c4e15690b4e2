/** What keys do in the grid: on a column's head, on a row or a group's head, and from cell to cell. It draws nothing. */
import type { KeyboardEvent, RefObject } from 'react';
import { readKey } from '#renderer/lib/direction.ts';
import { isTyping } from '#renderer/lib/keys.ts';
import type { MarkSet } from '../mark-set.ts';
import type { Entry, GridColumn, TableView } from '../types.ts';
import { indexOfColumn, type ColumnLayout } from './column-layout.ts';
import { moveFocus } from './move-focus.ts';
import { findSwitch, isOnControl, showColumn, type CellOfGrid } from './read-cell.ts';
import type { useColumnControl } from './use-column-control.ts';
import type { useGridFocus } from './use-grid-focus.ts';
import type { useMarking } from './use-marking.ts';

export interface GridKeysParts {
  scroller: RefObject<HTMLDivElement | null>;
  view: TableView;
  order: ReturnType<TableView['entries']>;
  layout: ColumnLayout;
  focus: ReturnType<typeof useGridFocus>;
  hasFoot: boolean;
  marks: MarkSet | undefined;
  marking: ReturnType<typeof useMarking>;
  handling: ReturnType<typeof useColumnControl>;
  /** Rows in sight. */
  pageRows: () => number;
  /** Pixels of the screen for one of the layout's. */
  pxPerUnit: number;
  applySort: (column: string, isAdding: boolean) => void;
  openMenu: (column: string, at: { x: number; y: number }) => void;
  choose: (row: Entry, isOpening: boolean) => void;
  scrollToRow: (index: number) => void;
}

/** The grid's answer to a key; what it does not know is left to others. */
export function createGridKeys(parts: GridKeysParts): (event: KeyboardEvent) => void {
  const { scroller, view, order, layout, focus, hasFoot, marks, marking, handling, pageRows, pxPerUnit } = parts;
  const { applySort, openMenu, choose, scrollToRow } = parts;

  function onKeyDown(event: KeyboardEvent): void {
    const { cell } = focus;
    // A button in a cell takes its own keys.
    const isPress = (event.key === 'Enter' || event.key === ' ') && isOnControl(event.target);
    if (isTyping(event.target) || isPress || !cell) return;
    const isDone =
      marking?.key(event, cell) ||
      (cell.row === 'head' && doOnHead(event, cell.column)) ||
      (typeof cell.row === 'number' && doOnEntry(event, cell.row));
    if (isDone || step(event)) event.preventDefault();
  }

  function doOnHead(event: KeyboardEvent, column: string): boolean {
    if (handling?.key(event, column)) return true;
    if (event.ctrlKey || event.metaKey) return false;
    if (event.altKey && event.key === 'ArrowDown' && event.target instanceof Element) {
      const { left, bottom } = event.target.getBoundingClientRect();
      openMenu(column, { x: left, y: bottom });
    } else if (!event.altKey && (event.key === 'Enter' || event.key === ' ')) applySort(column, event.shiftKey);
    else return false;
    return true;
  }

  function doOnEntry(event: KeyboardEvent, row: Entry): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const head = view.groupHead(row);
    const key = readKey(event, scroller.current);
    if (head && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      const isCollapsing = key === 'ArrowLeft';
      if (event.shiftKey) view.setAllCollapsed(isCollapsing);
      else view.setCollapsed(row, isCollapsing);
    } else if (event.shiftKey) return false;
    else if (event.key === 'Enter') choose(row, true);
    else if (event.key === ' ') {
      const control = findSwitch(event.target);
      if (control) control.click();
      else choose(row, false);
    } else return false;
    return true;
  }

  /** Moves the focus by a key; with Shift what it goes over is marked. */
  function step(event: KeyboardEvent): boolean {
    const { cell } = focus;
    if (!cell || event.altKey || event.metaKey) return false;
    if (event.shiftKey && (!marking || !['ArrowUp', 'ArrowDown'].includes(event.key))) return false;
    const from = {
      row: cell.row === 'head' ? -1 : cell.row === 'foot' ? order.length : order.indexOf(cell.row),
      column: indexOfColumn(layout.ordered, cell.column),
    };
    const bounds = {
      rowCount: order.length + (hasFoot ? 1 : 0),
      columnCount: layout.ordered.length,
      pageRows: pageRows(),
    };
    const to = moveFocus(from, { key: readKey(event, scroller.current), isControl: event.ctrlKey }, bounds);
    if (!to) return false;
    const next = layout.ordered[to.column];
    const row = to.row === -1 ? 'head' : to.row === order.length ? 'foot' : order[to.row];
    if (!next || row === undefined) return true;
    if (event.shiftKey && typeof row === 'number') {
      // The range begins where the keys began to be held.
      if (marks && typeof cell.row === 'number' && cell.row >= 0 && marks.anchor() === undefined)
        marks.setAnchor(cell.row);
      marking?.extendTo(row);
    }
    goTo(row, to.row, next);
    return true;
  }

  function goTo(row: CellOfGrid['row'], index: number, column: GridColumn): void {
    if (typeof row === 'number') scrollToRow(index);
    showColumn(scroller.current, column, layout, pxPerUnit);
    focus.move({ row, column: column.name });
  }

  return onKeyDown;
}
