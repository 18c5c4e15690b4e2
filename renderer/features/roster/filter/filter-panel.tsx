/** What hangs under the box, or stands on it where there is no room below: drawn over everything, and kept inside the window. */
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type CSSProperties,
  type RefObject,
} from 'react';

export interface FilterPanelProps extends Omit<ComponentProps<'div'>, 'popover' | 'style' | 'ref'> {
  /** It touches this one's foot, or its head. */
  box: RefObject<HTMLElement | null>;
  /** And begins where this one stands, or with the box. */
  marker?: RefObject<HTMLElement | null>;
  /** Changes whenever the marker may stand elsewhere. */
  text: string;
}

interface Place {
  leftPx: number;
  /** Of the box's edge that it touches, with the gap. */
  edgePx: number;
  isAbove: boolean;
}

const gapPx = 4;
/** With less room below it stands above the box, if there is more. */
const comfortablePx = 260;

export function FilterPanel({ box, marker, text, ...rest }: FilterPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ leftPx: 0, edgePx: 0, isAbove: false });

  useLayoutEffect(() => panel.current?.showPopover(), []);
  useLayoutEffect(() => setPlace(findPlace(panel.current, box.current, marker?.current)), [box, marker, text]);
  useEffect(() => {
    const follow = (): void => {
      const next = findPlace(panel.current, box.current, marker?.current);
      setPlace((last) => (isSame(last, next) ? last : next));
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

  return <div {...rest} ref={panel} popover="manual" style={spellPlace(place)} />;
}

function findPlace(panel: HTMLElement | null, box: HTMLElement | null, marker: HTMLElement | null | undefined): Place {
  if (!panel || !box) return { leftPx: 0, edgePx: 0, isAbove: false };
  const edge = box.getBoundingClientRect();
  const { width: widthPx } = panel.getBoundingClientRect();
  const belowPx = window.innerHeight - edge.bottom;
  const isAbove = belowPx < comfortablePx && belowPx < edge.top;
  const isRightToLeft = getComputedStyle(box).direction === 'rtl';
  const startPx = isRightToLeft ? edge.right - widthPx : edge.left;
  const wantedPx = marker ? marker.getBoundingClientRect().left - 2 * gapPx : startPx;
  const maxLeftPx = window.innerWidth - widthPx - gapPx;
  const leftPx = Math.max(gapPx, Math.min(wantedPx, maxLeftPx));
  return { leftPx, edgePx: isAbove ? edge.top - gapPx : edge.bottom + gapPx, isAbove };
}

function isSame(one: Place, other: Place): boolean {
  return one.leftPx === other.leftPx && one.edgePx === other.edgePx && one.isAbove === other.isAbove;
}

function spellPlace({ leftPx, edgePx, isAbove }: Place): CSSProperties {
  if (isAbove) return { left: leftPx, top: 'auto', bottom: `calc(100vh - ${edgePx}px)`, maxHeight: edgePx - gapPx };
  return { left: leftPx, top: edgePx, maxHeight: `calc(100vh - ${edgePx + gapPx}px)` };
}
