/** Follows a grid's sideways scrolling, and tells which columns to draw only when that changes. */
import { useLayoutEffect, useState, type RefObject } from 'react';
import { windowColumns, type ColumnLayout, type ColumnWindow } from './column-layout.ts';

/** @param pxPerUnit pixels of the screen for a pixel of the layout (text scaled to 200 % makes it 2) */
export function useColumnWindow(
  scroller: RefObject<HTMLElement | null>,
  layout: ColumnLayout,
  pxPerUnit: number,
): ColumnWindow {
  const [window, setWindow] = useState<ColumnWindow>(() => windowColumns(layout, 0, 1_440));
  useLayoutEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    const measure = (): void => {
      const next = windowColumns(layout, Math.abs(target.scrollLeft) / pxPerUnit, target.clientWidth / pxPerUnit);
      setWindow((current) => (current.first === next.first && current.last === next.last ? current : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    // Before anybody draws for this scroll: reading the position then makes no layout.
    target.addEventListener('scroll', measure, { passive: true, capture: true });
    return () => {
      observer.disconnect();
      target.removeEventListener('scroll', measure, { capture: true });
    };
  }, [scroller, layout, pxPerUnit]);
  return window;
}
