/**
 * Remembers what stood where in a grid a moment ago: who presses has aimed before, and rows may have moved meanwhile. Pure; the
 * clock is the caller's.
 */
import type { Entry, RowList } from '../types.ts';

/** How a grid lay on the screen. */
export interface GridPlacing {
  entries: RowList;
  /** Where the first entry begins, in pixels of the window; above its top edge once scrolled. */
  firstPx: number;
  rowPx: number;
}

export interface AimGuard {
  /** How the grid lies from `atMs` on. */
  note(placing: GridPlacing, atMs: number): void;
  /** What comes next was asked for: nobody has aimed at what was before. */
  forget(): void;
  /** What stood at a height of the window when the hand that presses at `pressedAtMs` had decided; undefined for nothing. */
  readAim(yPx: number, pressedAtMs: number): Entry | undefined;
}

/** From seeing to pressing takes a hand so long. */
const aimMs = 200;
/** A press may wait so long behind a busy page before it is judged. */
const lateMs = 1_000;

export function createAimGuard(): AimGuard {
  /** Oldest first; the last that is older than the aim of any press that may still come, and all since. */
  let known: { placing: GridPlacing; atMs: number }[] = [];
  return {
    note(placing, atMs) {
      const held = known.findLastIndex((moment) => moment.atMs <= atMs - aimMs - lateMs);
      known = [...known.slice(Math.max(held, 0)), { placing, atMs }];
    },
    forget() {
      known = [];
    },
    readAim(yPx, pressedAtMs) {
      const moment = known.findLast(({ atMs }) => atMs <= pressedAtMs - aimMs) ?? known[0];
      if (!moment) return undefined;
      const { entries, firstPx, rowPx } = moment.placing;
      return entries[Math.floor((yPx - firstPx) / rowPx)];
    },
  };
}
