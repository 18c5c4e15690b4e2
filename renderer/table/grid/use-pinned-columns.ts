/**
 * Holds pinned columns in their place. Sticky cells do that by themselves, but each is a layer of its own in every frame
 * of a scroll: two in a row halved the frames of a fast one. So they are sticky only while the grid moves sideways.
 */
import { useLayoutEffect, type RefObject } from 'react';

/** How long after its last step a sideways scroll counts as over. */
const restMs = 200;

/** @param contentPx width of all columns; the pins are placed anew when it changes */
export function usePinnedColumns(scroller: RefObject<HTMLElement | null>, contentPx: number): void {
  useLayoutEffect(
    () => (scroller.current ? followPins(scroller.current) : undefined),
    // oxlint-disable-next-line react/exhaustive-deps -- the width of what scrolls decides where the end is
    [scroller, contentPx],
  );
}

/**
 * Sets `--grid-before` and `--grid-after` (pixels scrolled away at either side) and, while it moves, `data-sideways`.
 * Returns the way to stop.
 */
function followPins(scroller: HTMLElement): () => void {
  let lastPx = Math.abs(scroller.scrollLeft);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function place(): void {
    const beforePx = Math.abs(scroller.scrollLeft);
    const afterPx = Math.max(0, scroller.scrollWidth - scroller.clientWidth - beforePx);
    scroller.style.setProperty('--grid-before', `${beforePx}px`);
    scroller.style.setProperty('--grid-after', `${afterPx}px`);
    delete scroller.dataset['sideways'];
  }

  function onScroll(): void {
    const nowPx = Math.abs(scroller.scrollLeft);
    if (nowPx === lastPx) return;
    lastPx = nowPx;
    scroller.dataset['sideways'] = '';
    clearTimeout(timer);
    timer = setTimeout(place, restMs);
  }

  place();
  const observer = new ResizeObserver(place);
  observer.observe(scroller);
  // Before anybody draws for this scroll: reading the position then makes no layout.
  scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    scroller.removeEventListener('scroll', onScroll, { capture: true });
  };
}
