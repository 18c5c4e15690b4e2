/** Goes through long lists in slices, so that keys and frames are never kept waiting. Knows nothing of what is done. */

/** Half a frame: the rest is for whatever else the window does. */
const sliceMs = 8;
/** Asking the clock costs more than most pieces of work. */
const piecesPerLook = 16;

/** @returns the way to stop before the end */
export type RunSlices = <Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  onEnd?: () => void,
  /** After how many the clock is looked at; few where one may take long. */
  perLook?: number,
) => () => void;

/** The first slice is done at once: a short list is through when this returns. */
export const runSlices: RunSlices = (items, work, onEnd, perLook = piecesPerLook) => {
  let next = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = (): void => {
    const untilMs = performance.now() + sliceMs;
    while (next < items.length) {
      const end = Math.min(items.length, next + perLook);
      for (; next < end; next++) work(items[next]!);
      if (performance.now() >= untilMs) break;
    }
    if (next < items.length) timer = setTimeout(slice, 0);
    else onEnd?.();
  };
  slice();
  return () => {
    next = items.length;
    clearTimeout(timer);
  };
};
