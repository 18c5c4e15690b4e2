/** For what a grid's order is held still: each reason holds once, and for itself. It listens to nothing but the clock. */
import type { TableView } from '../types.ts';

export interface OrderHold {
  /** The pointer is over the rows, though perhaps only because they came under it. */
  onPointerEnter: () => void;
  onPointerMove: () => void;
  /** Who turns the wheel aims next, though the pointer rests. */
  onWheel: () => void;
  onPointerLeave: () => void;
  /** A press is held until its click is through, so that it begins and ends on the same row. */
  onMouseDown: () => void;
  onPressEnd: () => void;
  onScroll: () => void;
  onScrollEnd: () => void;
  /** A cell that was only clicked holds nothing: the pointer does, while it is there. */
  onFocus: (isByPointer: boolean) => void;
  onBlur: () => void;
  /** The grid is gone. */
  releaseAll: () => void;
}

/** A grid that opens under a pointer at rest is filled first: only then is anybody aiming. */
export const fillMs = 2_000;

type Reason = 'pointer' | 'press' | 'focus' | 'scroll';

export function createOrderHold(view: Pick<TableView, 'order' | 'freeze'>): OrderHold {
  const releases = new Map<Reason, () => void>();
  let fillTimer: ReturnType<typeof setTimeout> | undefined;
  function take(reason: Reason): void {
    // There is nothing to aim at in an empty grid, and its first rows must come.
    if (!releases.has(reason) && view.order().length > 0) releases.set(reason, view.freeze(reason));
  }
  function release(reason: Reason): void {
    releases.get(reason)?.();
    releases.delete(reason);
  }
  return {
    onPointerEnter() {
      clearTimeout(fillTimer);
      fillTimer = setTimeout(() => take('pointer'), fillMs);
    },
    onPointerMove: () => take('pointer'),
    onWheel: () => take('pointer'),
    onPointerLeave() {
      clearTimeout(fillTimer);
      release('pointer');
    },
    onMouseDown: () => take('press'),
    onPressEnd: () => release('press'),
    onScroll: () => take('scroll'),
    onScrollEnd: () => release('scroll'),
    onFocus: (isByPointer) => {
      if (isByPointer) release('focus');
      else take('focus');
    },
    onBlur: () => release('focus'),
    releaseAll() {
      clearTimeout(fillTimer);
      [...releases.keys()].forEach(release);
    },
  };
}
