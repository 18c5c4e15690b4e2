/** Keys that go through the rows of a grid choose them. A press chooses by itself once it is over: what it aims at must not move before. */
import { useRef, type FocusEvent } from 'react';

export interface ChoosingKeys {
  onFocus: (event: FocusEvent) => void;
  onPointerDownCapture: () => void;
  onKeyDownCapture: () => void;
}

/**
 * @param choose gets the row's key
 * @param options.isOnEntry also the row that Tab comes to
 * @returns what an element around the grid listens to
 */
export function useChoosingKeys(choose: (key: string) => void, options: { isOnEntry?: boolean } = {}): ChoosingKeys {
  const isByPointer = useRef(false);
  return {
    onFocus({ target, currentTarget, relatedTarget }) {
      const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      if (isByPointer.current || target.role !== 'gridcell' || !(isInside || options.isOnEntry)) return;
      const key = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      if (key !== undefined) choose(key);
    },
    onPointerDownCapture() {
      isByPointer.current = true;
    },
    onKeyDownCapture() {
      isByPointer.current = false;
    },
  };
}
