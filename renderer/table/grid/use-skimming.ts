/** Whether a grid is being scrolled too fast to be read; over a moment after its last fast step. */
import { startTransition, useEffect, useState, type RefObject } from 'react';
import { createSkimWatch } from './skim.ts';

const restMs = 120;

/** @param rowPx height of a row in pixels */
export function useSkimming(scroller: RefObject<HTMLElement | null>, rowPx: number): boolean {
  const [isSkimming, setIsSkimming] = useState(false);
  useEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    const watch = createSkimWatch(rowPx);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      if (!watch.step(target.scrollTop, performance.now())) return;
      setIsSkimming(true);
      clearTimeout(timer);
      // Rows are filled piece by piece: keys and clicks do not wait for them.
      timer = setTimeout(() => startTransition(() => setIsSkimming(false)), restMs);
    };
    // Before anybody draws for this scroll: reading the position then makes no layout.
    target.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => {
      clearTimeout(timer);
      target.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [scroller, rowPx]);
  return isSkimming;
}
