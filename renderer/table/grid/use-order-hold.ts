/** Holds a grid's order still while the pointer aims at its rows or the keyboard is in them. */
import { useEffect, useMemo } from 'react';
import type { TableView } from '../types.ts';

export interface OrderHold {
  onPointerMove: () => void;
  onPointerLeave: () => void;
  /** A cell that was only clicked holds nothing: the pointer does, while it is there. */
  onFocus: (isByPointer: boolean) => void;
  onBlur: () => void;
}

export function useOrderHold(view: TableView): OrderHold {
  const hold = useMemo(() => {
    const releases = new Map<'pointer' | 'focus', () => void>();
    function take(reason: 'pointer' | 'focus'): void {
      // There is nothing to aim at in an empty grid, and its first rows must come.
      if (!releases.has(reason) && view.order().length > 0) releases.set(reason, view.freeze(reason));
    }
    function release(reason: 'pointer' | 'focus'): void {
      releases.get(reason)?.();
      releases.delete(reason);
    }
    return { take, release };
  }, [view]);
  useEffect(
    () => () => {
      hold.release('pointer');
      hold.release('focus');
    },
    [hold],
  );
  return useMemo(
    () => ({
      // A pointer that merely lies there while a grid opens below it is not aiming.
      onPointerMove: () => hold.take('pointer'),
      onPointerLeave: () => hold.release('pointer'),
      onFocus: (isByPointer) => {
        if (isByPointer) hold.release('focus');
        else hold.take('focus');
      },
      onBlur: () => hold.release('focus'),
    }),
    [hold],
  );
}
