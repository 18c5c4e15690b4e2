/**
 * One drag of a column's head or of its edge, from the press to its end. It moves a line over the grid and nothing else:
 * columns change once, when the drag is over.
 */
import { isRightToLeft } from '#renderer/lib/direction.ts';
import type { GridColumn } from '../types.ts';

export interface DragPlace {
  grid: HTMLElement;
  /** The line; placed over the grid. */
  guide: HTMLElement;
  /** Pixels of the screen for a pixel of the layout. */
  pxPerUnit: number;
}

export interface DropTarget {
  column: GridColumn;
  side: 'before' | 'after';
}

/** A press that moves less is a press. */
const thresholdPx = 5;
const scrollZonePx = 40;
const scrollStepPx = 14;

/** Class of the part of a head that changes its column's width. */
export const edgeClass = 'grid-head-edge';

export function isOnEdge(target: EventTarget): boolean {
  return target instanceof Element && target.closest(`.${edgeClass}`) !== null;
}

/** @param onEnd gets the new width in pixels of the layout; it is not called where the drag was called off */
export function dragEdge(
  press: PointerEvent,
  place: DragPlace,
  column: GridColumn,
  leastPx: number,
  onEnd: (widthPx: number) => void,
): () => void {
  const sign = (isRightToLeft(place.grid) ? -1 : 1) * (column.pin === 'end' ? -1 : 1);
  const readWidth = (x: number): number =>
    Math.max(leastPx, column.widthPx + (sign * (x - press.clientX)) / place.pxPerUnit);
  const edgeX = findHeadEdge(place.grid, column, sign) ?? press.clientX;
  return followPointer(press, {
    onMove: (x) => putGuide(place, edgeX + sign * (readWidth(x) - column.widthPx) * place.pxPerUnit),
    onEnd: (x) => onEnd(readWidth(x)),
    onOver: () => hideGuide(place),
  });
}

/** @param findTarget where a head dropped on another one goes; undefined for nowhere */
export function dragHead(
  press: PointerEvent,
  place: DragPlace,
  listColumns: () => readonly GridColumn[],
  findTarget: (over: DropTarget) => DropTarget | undefined,
  onEnd: (target: DropTarget) => void,
): () => void {
  const { grid } = place;
  let target: DropTarget | undefined;
  let lastX = press.clientX;
  let frame: number | undefined;

  function look(x: number): void {
    lastX = x;
    const over = findOver(grid, listColumns(), x);
    target = over && findTarget(over);
    const edge = target && findEdgeOf(grid, target);
    if (edge === undefined) hideGuide(place);
    else putGuide(place, edge);
  }

  /** Columns out of sight come into it while the pointer stays near the side. */
  function scroll(): void {
    const { left, right } = readFreeSides(grid);
    const step = lastX > right - scrollZonePx ? scrollStepPx : lastX < left + scrollZonePx ? -scrollStepPx : 0;
    if (step !== 0) {
      grid.scrollLeft += step;
      look(lastX);
    }
    frame = requestAnimationFrame(scroll);
  }

  return followPointer(press, {
    onMove(x) {
      frame ??= requestAnimationFrame(scroll);
      look(x);
    },
    onEnd: () => target && onEnd(target),
    onOver() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      hideGuide(place);
    },
  });
}

interface DragSteps {
  onMove: (x: number) => void;
  /** The pointer was let go. */
  onEnd: (x: number) => void;
  /** In any case. */
  onOver: () => void;
}

/** Follows the pointer until it is let go, or Escape calls it off. Returns the way to call it off. */
function followPointer(press: PointerEvent, { onMove, onEnd, onOver }: DragSteps): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let isDragging = false;

  function finish(): void {
    if (signal.aborted) return;
    listening.abort();
    if (isDragging) onOver();
  }

  function move({ pointerId, clientX }: PointerEvent): void {
    if (pointerId !== press.pointerId) return;
    if (!isDragging && Math.abs(clientX - press.clientX) < thresholdPx) return;
    if (!isDragging) swallowClick();
    isDragging = true;
    onMove(clientX);
  }

  function release({ pointerId, clientX }: PointerEvent): void {
    if (pointerId !== press.pointerId) return;
    if (isDragging) onEnd(clientX);
    finish();
  }

  function cancel(event: KeyboardEvent): void {
    if (!isDragging || event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    finish();
  }

  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', release, { signal });
  window.addEventListener('pointercancel', finish, { signal });
  window.addEventListener('keydown', cancel, { signal, capture: true });
  return finish;
}

/** The click that ends a drag, called off or not, sorts nothing. */
function swallowClick(): void {
  const over = new AbortController();
  const end = (): void => void setTimeout(() => over.abort());
  window.addEventListener('click', (event) => event.stopPropagation(), { signal: over.signal, capture: true });
  window.addEventListener('pointerup', end, { signal: over.signal });
  window.addEventListener('pointercancel', end, { signal: over.signal });
}

/** The head under the pointer, and which of its halves. */
function findOver(grid: HTMLElement, columns: readonly GridColumn[], x: number): DropTarget | undefined {
  const heads = listHeads(grid);
  const isOver = (head: HTMLElement): boolean => {
    const { left, right } = head.getBoundingClientRect();
    return x >= left && x < right;
  };
  // Pinned heads lie over the others.
  const head = heads.filter(isOver).sort((one, other) => Number(isPinned(other)) - Number(isPinned(one)))[0];
  const column = columns.find(({ name }) => name === head?.dataset['column']);
  if (!head || !column) return undefined;
  const { left, width } = head.getBoundingClientRect();
  const isInFirstHalf = x < left + width / 2 !== isRightToLeft(grid);
  return { column, side: isInFirstHalf ? 'before' : 'after' };
}

function findEdgeOf(grid: HTMLElement, { column, side }: DropTarget): number | undefined {
  return findHeadEdge(grid, column, (side === 'after') !== isRightToLeft(grid) ? 1 : -1);
}

/** @param sign 1 for the right edge, -1 for the left one */
function findHeadEdge(grid: HTMLElement, { name }: GridColumn, sign: number): number | undefined {
  const box = listHeads(grid)
    .find((head) => head.dataset['column'] === name)
    ?.getBoundingClientRect();
  return box && (sign > 0 ? box.right : box.left);
}

/** Between the pinned columns. */
function readFreeSides(grid: HTMLElement): { left: number; right: number } {
  const box = grid.getBoundingClientRect();
  const pinned = listHeads(grid)
    .filter(isPinned)
    .map((head) => head.getBoundingClientRect());
  const middle = (box.left + box.right) / 2;
  return {
    left: Math.max(box.left, ...pinned.filter(({ right }) => right < middle).map(({ right }) => right)),
    right: Math.min(box.right, ...pinned.filter(({ left }) => left > middle).map(({ left }) => left)),
  };
}

function listHeads(grid: HTMLElement): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>('.grid-head > [data-column]')];
}

function isPinned(head: HTMLElement): boolean {
  return head.classList.contains('grid-cell-pin-start') || head.classList.contains('grid-cell-pin-end');
}

function putGuide({ grid, guide }: DragPlace, x: number): void {
  const { left, width } = grid.getBoundingClientRect();
  guide.style.left = `${Math.min(width - 2, Math.max(0, x - left - 1))}px`;
  guide.hidden = false;
}

function hideGuide({ guide }: DragPlace): void {
  guide.hidden = true;
}
