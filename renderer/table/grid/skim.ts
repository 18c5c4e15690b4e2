/**
 * Tells a fast scroll from a step: nobody reads cells that fly by, so rows that come into sight meanwhile are drawn
 * with their pinned cells alone and are filled when the grid slows down. Pure; the clock is the caller's.
 */

/** Rows a second from which on a scroll counts as fast: five in a frame of a 60 Hz screen. */
const fastRowsPerSecond = 300;
/** A single jump (a page, a search) is no scroll: so many fast steps in a row make one. */
const fastSteps = 2;
/** Steps further apart do not belong together. */
const gapMs = 100;

export interface SkimWatch {
  /** A scroll to `topPx` at `nowMs`; true while the grid flies by. */
  step(topPx: number, nowMs: number): boolean;
}

/** @param rowPx height of a row in pixels */
export function createSkimWatch(rowPx: number): SkimWatch {
  let last: { topPx: number; atMs: number } | undefined;
  let fast = 0;
  return {
    step(topPx, nowMs) {
      const before = last;
      last = { topPx, atMs: nowMs };
      if (!before || nowMs - before.atMs > gapMs) {
        fast = 0;
        return false;
      }
      const rows = Math.abs(topPx - before.topPx) / rowPx;
      const seconds = Math.max(nowMs - before.atMs, 1) / 1_000;
      fast = rows / seconds >= fastRowsPerSecond ? fast + 1 : 0;
      return fast >= fastSteps;
    },
  };
}
