/** Keeps an aim guard in step with a grid, and tells of each press in its body for whom it was. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Entry, RowList } from '../types.ts';
import { createAimGuard } from './aim-guard.ts';

/** What is needed of a mouse event. */
type MouseLike = Pick<MouseEvent, 'clientY' | 'detail'>;
type Press = Pick<MouseEvent, 'clientY' | 'detail' | 'timeStamp'>;

export interface AimedPresses {
  /** To be told of each mouse-down in the body, with the entry that stands there now. */
  press(event: Press, entry: Entry | undefined): void;
  /** For whom a click on an entry was; undefined, and said so, where nobody can tell. */
  readTarget(event: MouseLike, entry: Entry): Entry | undefined;
  /** True for a click on what has just come under the pointer: it is not carried out, and that is said. */
  refuses(event: MouseLike): boolean;
  /** Set for a moment after a press that was not carried out. */
  isRefused: boolean;
}

const noteMs = 3_000;

export interface AimedGrid {
  headPx: number;
  rowPx: number;
  /** Moves when whoever looks has asked for another order. */
  asked: number;
  isThere: (entry: Entry) => boolean;
}

export function useAimGuard(
  scroller: RefObject<HTMLElement | null>,
  entries: RowList,
  { headPx, rowPx, asked, isThere }: AimedGrid,
): AimedPresses {
  const guard = useMemo(() => createAimGuard(), []);
  /** The last press: for whom it was, and whether somebody else stands there now. */
  const last = useRef<{ aim: Entry | undefined; hasMoved: boolean }>({ aim: undefined, hasMoved: false });
  const [refusedCount, setRefusedCount] = useState(0);

  /** Kept, and not read with each order: that would lay out the page once more. */
  const place = useRef({ topPx: 0, scrolledPx: 0 });
  const laid = useRef({ entries, headPx, rowPx });
  const frame = useRef<number>(undefined);
  const note = useCallback(() => {
    // Nobody has seen it before it is drawn: on a busy page that is some time after it was put in its place.
    frame.current ??= requestAnimationFrame(() => {
      frame.current = undefined;
      const { topPx, scrolledPx } = place.current;
      const { entries: shown, headPx: top, rowPx: height } = laid.current;
      guard.note({ entries: shown, firstPx: topPx + top - scrolledPx, rowPx: height }, performance.now());
    });
  }, [guard]);
  useLayoutEffect(() => guard.forget(), [guard, asked]);
  useLayoutEffect(() => {
    laid.current = { entries, headPx, rowPx };
    note();
  }, [note, entries, headPx, rowPx]);
  const measure = useCallback(() => {
    const target = scroller.current;
    if (!target) return;
    place.current = { topPx: target.getBoundingClientRect().top, scrolledPx: target.scrollTop };
    note();
  }, [scroller, note]);
  useEffect(() => {
    const target = scroller.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    // Before anybody draws for this scroll: reading the position then makes no layout.
    target.addEventListener('scroll', measure, { passive: true, capture: true });
    // A grid that keeps its size moves with the window's lower edge.
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      target.removeEventListener('scroll', measure, { capture: true });
      if (frame.current !== undefined) cancelAnimationFrame(frame.current);
      frame.current = undefined;
    };
  }, [scroller, measure]);

  useEffect(() => {
    if (refusedCount === 0) return undefined;
    const timer = setTimeout(() => setRefusedCount(0), noteMs);
    return () => clearTimeout(timer);
  }, [refusedCount]);

  function refuse(): void {
    setRefusedCount((count) => count + 1);
  }

  return {
    press({ clientY, detail, timeStamp }, entry) {
      // Whatever is above it may have moved it as a whole, which tells nobody: where its rows were is not known then.
      if (scroller.current && scroller.current.getBoundingClientRect().top !== place.current.topPx) {
        guard.forget();
        measure();
      }
      // When it was pressed, not when a busy page came to hear of it.
      const pressedAtMs = Math.min(timeStamp, performance.now());
      // The second press of a double click is for whom the first one was. Where nothing stood, nobody else can be meant.
      const aim = detail > 1 ? last.current.aim : (guard.readAim(clientY, pressedAtMs) ?? entry);
      last.current = { aim, hasMoved: aim !== entry };
    },
    readTarget({ detail }, entry) {
      // A click without a pointer (assistive software) is for what it names.
      if (detail === 0) return entry;
      const { aim } = last.current;
      if (aim !== undefined && isThere(aim)) return aim;
      refuse();
      return undefined;
    },
    refuses({ detail }) {
      if (detail === 0 || !last.current.hasMoved) return false;
      refuse();
      return true;
    },
    isRefused: refusedCount > 0,
  };
}
