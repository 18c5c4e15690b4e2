/** Whether a part of the window has less room than so many rem, so that larger text takes the narrow layout by itself. */
import { useLayoutEffect, useState, type RefObject } from 'react';

export function useNarrow(element: RefObject<HTMLElement | null>, limitRem: number): boolean {
  const [isNarrow, setIsNarrow] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = (): void => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setIsNarrow(target.clientWidth < limitRem * remPx);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    return () => observer.disconnect();
  }, [element, limitRem]);
  return isNarrow;
}
