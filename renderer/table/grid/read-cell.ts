/** Which cell of a grid an element belongs to, and what of it was pressed. Reads the document; changes only the focus and the scroll. */
import { isRightToLeft } from '#renderer/lib/direction.ts';
import type { Entry, GridColumn } from '../types.ts';
import type { ColumnLayout } from './column-layout.ts';

export interface CellOfGrid {
  /** A row, or below 0 the head of a group; `head` is the head's row, `foot` the one of the totals. */
  row: Entry | 'head' | 'foot';
  column: string;
}

/** Pixels of the layout at the start of a row that belong to its mark. */
export const markZonePx = 28;

/** The cell around an element of the grid. */
export function readCell(target: EventTarget): CellOfGrid | undefined {
  const cell = findCell(target);
  const column = cell?.dataset['column'];
  if (!cell || column === undefined) return undefined;
  const row = cell.closest<HTMLElement>('[data-row-number]')?.dataset['rowNumber'];
  if (row !== undefined) return { row: Number(row), column };
  return { row: cell.closest('.grid-totals') ? 'foot' : 'head', column };
}

function findCell(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
}

/** Whether a press lies on the box that stands for the row's mark: at the start of the cell that begins the row. */
export function isOnMark(target: EventTarget, clientX: number, pxPerUnit: number): boolean {
  const cell = findCell(target);
  if (!cell || !cell.classList.contains('grid-cell-pin-start') || cell !== cell.parentElement?.firstElementChild)
    return false;
  const { left, right } = cell.getBoundingClientRect();
  const fromStartPx = isRightToLeft(cell) ? right - clientX : clientX - left;
  return fromStartPx < markZonePx * pxPerUnit;
}

export function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, input, a, .grid-head-edge') !== null;
}

/** The switch of the cell with the focus; null when there is none that can be pressed. */
export function findSwitch(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.querySelector<HTMLElement>('[role="switch"]') : null;
}

/** Scrolls sideways until a column lies between the pinned ones; a pinned one is reached with its end of the row. */
export function showColumn(
  scroller: HTMLElement | null,
  column: GridColumn,
  layout: ColumnLayout,
  pxPerUnit: number,
): void {
  if (!scroller) return;
  // Where lines begin at the right, it is counted below 0 from there.
  const scrollTo = (px: number): void => void (scroller.scrollLeft = isRightToLeft(scroller) ? -px : px);
  const placed = layout.middle.find((candidate) => candidate.column === column);
  if (!placed) {
    scrollTo(column.pin === 'start' ? 0 : scroller.scrollWidth);
    return;
  }
  const roomPx = scroller.clientWidth - (layout.startPx + layout.endPx) * pxPerUnit;
  const fromPx = placed.offsetPx * pxPerUnit;
  const toPx = (placed.offsetPx + column.widthPx) * pxPerUnit;
  const scrolledPx = Math.abs(scroller.scrollLeft);
  if (fromPx < scrolledPx) scrollTo(fromPx);
  else if (toPx > scrolledPx + roomPx) scrollTo(toPx - roomPx);
}
