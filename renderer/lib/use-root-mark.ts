/**
 * Tells the whole page that something is on screen, as an attribute of its root: what lies elsewhere is placed by it. A style
 * rule that looked for it (`:has`) would be asked again at every row that a grid draws.
 */
import { useLayoutEffect } from 'react';

export type RootMark = 'dock-folded' | 'dock-details' | 'inspector-open';

/** Sets `data-<mark>` on the root as long as `isOn`. */
export function useRootMark(mark: RootMark, isOn: boolean): void {
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    const root = document.documentElement;
    root.toggleAttribute(`data-${mark}`, true);
    return () => void root.toggleAttribute(`data-${mark}`, false);
  }, [mark, isOn]);
}
