/** The columns of a grid with no more of them pinned than its width bears, as it is and as it changes. */
import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import type { GridColumn } from '../types.ts';
import { capPins, findPinCap, noCap, type PinCap } from './cap-pins.ts';

/**
 * @param pxPerUnit pixels of the screen for a pixel of the layout (text scaled to 200 % makes it 2)
 * @returns the same array until the columns, or what is let go of them, change
 */
export function useCappedPins(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly GridColumn[],
  pxPerUnit: number,
): readonly GridColumn[] {
  const [cap, setCap] = useState<PinCap>(noCap);
  useLayoutEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    const measure = (): void => {
      const next = findPinCap(columns, target.clientWidth / pxPerUnit);
      setCap((known) => (isSame(known, next) ? known : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [scroller, columns, pxPerUnit]);
  return useMemo(() => capPins(columns, cap), [columns, cap]);
}

function isSame(one: PinCap, other: PinCap): boolean {
  return one.firstPx === other.firstPx && one.released.join('\n') === other.released.join('\n');
}
