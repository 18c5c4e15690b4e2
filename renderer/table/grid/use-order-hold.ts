/** Holds a grid's order still while the pointer aims at its rows, the keyboard is in them, or they are being scrolled. */
import { useEffect, useMemo, type RefObject } from 'react';
import type { TableView } from '../types.ts';
import { createOrderHold, type OrderHold } from './order-hold.ts';

/** Whoever has just scrolled looks for somebody, and aims next. */
const scrollRestMs = 400;

export function useOrderHold(view: TableView, scroller: RefObject<HTMLElement | null>): OrderHold {
  const hold = useMemo(() => createOrderHold(view), [view]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The click comes right after, with the row still where it was pressed.
    const onPressEnd = (): void => {
      clearTimeout(timer);
      timer = setTimeout(hold.onPressEnd);
    };
    const events = ['mouseup', 'dragend', 'blur'];
    for (const name of events) window.addEventListener(name, onPressEnd, { capture: true });
    return () => {
      for (const name of events) window.removeEventListener(name, onPressEnd, { capture: true });
      clearTimeout(timer);
      hold.releaseAll();
    };
  }, [hold]);
  useEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      hold.onScroll();
      clearTimeout(timer);
      timer = setTimeout(hold.onScrollEnd, scrollRestMs);
    };
    target.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      target.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
      hold.onScrollEnd();
    };
  }, [hold, scroller]);
  return hold;
}
