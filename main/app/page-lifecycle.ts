/** Notices that a window's page is another than before: loaded again by the moderator, or after its process crashed. */
import type { BrowserWindow } from 'electron';

/** A page that crashes again this soon stays down: loading it forever would help nobody. */
const crashPauseMs = 10_000;

/**
 * Calls `onPageGone` whenever the page ends while its window stays. A crashed page is loaded again once; what it held is
 * given up first, so that main never keeps a room for a page that does not know of it.
 */
export function watchPage(window: BrowserWindow, onPageGone: () => void): void {
  const { webContents: contents } = window;
  let hasPage = false;
  let crashedAtMs = Number.NEGATIVE_INFINITY;

  function endPage(): void {
    if (hasPage) onPageGone();
    hasPage = false;
  }

  // Only what was committed counts: an attempt that is refused leaves the old page alive.
  contents.on('did-navigate', () => {
    endPage();
    hasPage = true;
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    endPage();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const nowMs = performance.now();
    if (nowMs - crashedAtMs > crashPauseMs) contents.reload();
    crashedAtMs = nowMs;
  });
}
