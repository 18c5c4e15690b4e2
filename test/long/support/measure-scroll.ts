/**
 * Scrolls a grid with the wheel's own machinery at a steady speed and looks at each frame: how late it came, and whether
 * a row was missing where one belongs.
 */
import type { Locator, Page } from '@playwright/test';

export interface ScrollFigures {
  /** How far the grid went, CSS px. */
  scrolledPx: number;
  /** CSS px a second, over the whole way. */
  speed: number;
  frames: number;
  /** Part of the frames that came more than 25 ms after the one before. */
  lateShare: number;
  worstMs: number;
  /** Frames in which a place of the body showed no row. */
  blankFrames: number;
}

export interface ScrollWanted {
  /** CSS px, down. */
  distancePx: number;
  /** CSS px a second. */
  speed: number;
  /** Looks for missing rows in each frame; it costs time of its own, so it is not for the timing. */
  seeksBlanks: boolean;
}

/** Scrolls down from where the grid stands, as a finger would: by the compositor, not by a script. */
export async function measureScroll(page: Page, grid: Locator, wanted: ScrollWanted): Promise<ScrollFigures> {
  const box = await grid.boundingBox();
  if (!box) throw new Error('the grid is not drawn');
  const cdp = await page.context().newCDPSession(page);
  await grid.evaluate(watchFrames, wanted.seeksBlanks);
  await cdp.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -wanted.distancePx,
    speed: wanted.speed,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  const seen = await grid.evaluate(() => (globalThis as unknown as WatchedPage).endWatch?.());
  await cdp.detach();
  if (!seen) throw new Error('the frames were not watched');
  const late = seen.framesMs.filter((frameMs) => frameMs > 25).length;
  const tookMs = seen.framesMs.reduce((sum, frameMs) => sum + frameMs, 0);
  return {
    scrolledPx: seen.scrolledPx,
    speed: (seen.scrolledPx / tookMs) * 1_000,
    frames: seen.framesMs.length,
    lateShare: late / seen.framesMs.length,
    worstMs: Math.max(...seen.framesMs),
    blankFrames: seen.blankFrames,
  };
}

interface WatchedPage {
  endWatch?: () => { framesMs: number[]; scrolledPx: number; blankFrames: number };
}

/** Runs in the page: counts only frames in which the grid moves. Reads no layout while it times, or it would slow what it measures. */
function watchFrames(grid: Element, seeksBlanks: boolean): void {
  const framesMs: number[] = [];
  const startPx = grid.scrollTop;
  let blankFrames = 0;
  let lastMs: number | undefined;
  let hasMoved = false;
  let isEnded = false;
  const area = grid.getBoundingClientRect();
  const headPx = grid.querySelector('.grid-head')?.getBoundingClientRect().height ?? 0;

  function isBlank(): boolean {
    for (let y = area.top + headPx + 14; y < area.bottom - 20; y += 56) {
      const row = document.elementFromPoint(area.left + 60, y)?.closest('[data-row]');
      if (!row?.textContent) return true;
    }
    return false;
  }

  function noteMove(): void {
    hasMoved = true;
  }

  function look(nowMs: number): void {
    if (isEnded) return;
    if (hasMoved) {
      if (lastMs !== undefined) framesMs.push(nowMs - lastMs);
      lastMs = nowMs;
      hasMoved = false;
      if (seeksBlanks && isBlank()) blankFrames += 1;
    }
    requestAnimationFrame(look);
  }
  grid.addEventListener('scroll', noteMove, { passive: true });
  requestAnimationFrame(look);
  (globalThis as unknown as WatchedPage).endWatch = () => {
    isEnded = true;
    grid.removeEventListener('scroll', noteMove);
    return { framesMs, scrolledPx: grid.scrollTop - startPx, blankFrames };
  };
}
