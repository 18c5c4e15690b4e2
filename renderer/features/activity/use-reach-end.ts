/** Tells when the end of a grid's rows is in sight, by scrolling or because they are few. */
import { useEffect, type RefObject } from 'react';

/** So many pixels before the end more is asked for. */
const beforePx = 96;

/**
 * @param root element around the grid
 * @param onReach undefined while there is nothing more to ask for
 * @param rows another text whenever there are other rows: the end may still be in sight after more were loaded
 */
export function useReachEnd(
  root: RefObject<HTMLElement | null>,
  onReach: (() => void) | undefined,
  rows: string,
): void {
  useEffect(() => {
    const grid = root.current?.querySelector('[role="grid"]');
    if (!grid || !onReach) return undefined;
    const look = (): void => {
      if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - beforePx) onReach();
    };
    look();
    grid.addEventListener('scroll', look, { passive: true });
    return () => grid.removeEventListener('scroll', look);
  }, [root, onReach, rows]);
}
