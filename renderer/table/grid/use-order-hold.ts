/** Holds a grid's order still while the pointer aims at its rows, the keyboard is in them, or they are being scrolled. */
import { useEffect, useMemo, type RefObject } from 'react';
import type { TableView } from '../types.ts';

export interface OrderHold {
  onPointerMove: () => void;
  onPointerLeave: () => void;
  /** A cell that was only clicked holds nothing: the pointer does, while it is there. */
  onFocus: (isByPointer: boolean) => void;
  onBlur: () => void;
}

type Reason = 'pointer' | 'focus' | 'scroll';

/** Whoever has just scrolled looks for somebody, and aims next. */
const scrollRestMs = 400;

export function useOrderHold(view: TableView, scroller: RefObject<HTMLElement | null>): OrderHold {
  const hold = useMemo(() => {
    const releases = new Map<Reason, () => void>();
    function take(reason: Reason): void {
      // There is nothing to aim at in an empty grid, and its first rows must come.
      if (!releases.has(reason) && view.order().length > 0) releases.set(reason, view.freeze(reason));
    }
    function release(reason: Reason): void {
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
  useEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      hold.take('scroll');
      clearTimeout(timer);
      timer = setTimeout(() => hold.release('scroll'), scrollRestMs);
    };
    target.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      target.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
      hold.release('scroll');
    };
  }, [hold, scroller]);
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
