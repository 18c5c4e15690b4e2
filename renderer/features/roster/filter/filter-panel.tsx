/** What hangs under the box: drawn over everything, so that no pane cuts it off, and kept inside the window. */
import { useEffect, useLayoutEffect, useRef, useState, type ComponentProps, type RefObject } from 'react';

export interface FilterPanelProps extends Omit<ComponentProps<'div'>, 'popover' | 'style' | 'ref'> {
  /** It hangs under this one's foot. */
  box: RefObject<HTMLElement | null>;
  /** And begins where this one stands, or with the box. */
  marker?: RefObject<HTMLElement | null>;
  /** Changes whenever the marker may stand elsewhere. */
  text: string;
}

interface Place {
  leftPx: number;
  topPx: number;
}

const gapPx = 4;

export function FilterPanel({ box, marker, text, ...rest }: FilterPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ leftPx: 0, topPx: 0 });

  useLayoutEffect(() => panel.current?.showPopover(), []);
  useLayoutEffect(() => setPlace(findPlace(panel.current, box.current, marker?.current)), [box, marker, text]);
  useEffect(() => {
    const follow = (): void => {
      const next = findPlace(panel.current, box.current, marker?.current);
      setPlace((last) => (last.leftPx === next.leftPx && last.topPx === next.topPx ? last : next));
    };
    const observer = new ResizeObserver(follow);
    for (const element of [document.documentElement, box.current, panel.current])
      if (element) observer.observe(element);
    window.addEventListener('scroll', follow, true);
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', follow, true);
    };
  }, [box, marker]);

  return (
    <div
      {...rest}
      ref={panel}
      popover="manual"
      style={{ left: place.leftPx, top: place.topPx, maxHeight: `calc(100vh - ${place.topPx + gapPx}px)` }}
    />
  );
}

function findPlace(panel: HTMLElement | null, box: HTMLElement | null, marker: HTMLElement | null | undefined): Place {
  if (!panel || !box) return { leftPx: 0, topPx: 0 };
  const edge = box.getBoundingClientRect();
  const widthPx = panel.getBoundingClientRect().width;
  const isRightToLeft = getComputedStyle(box).direction === 'rtl';
  const startPx = isRightToLeft ? edge.right - widthPx : edge.left;
  const wantedPx = marker ? marker.getBoundingClientRect().left - 2 * gapPx : startPx;
  const maxLeftPx = window.innerWidth - widthPx - gapPx;
  return { leftPx: Math.max(gapPx, Math.min(wantedPx, maxLeftPx)), topPx: edge.bottom + gapPx };
}
