/** Watches, frame by frame, who stands at some places of a grid, and what each press there met. It changes nothing in the page. */
import type { Page } from '@playwright/test';

/** One press as the page had it. */
export interface SeenPress {
  /** Who stood there in the frames around 200 ms before: one, or two if the place changed just then. */
  before: string[];
  /** Everybody who stood there in the last 300 ms. */
  lately: string[];
  /** On what the click came that ended it; empty while none has come. */
  click: string;
}

declare global {
  interface Window {
    places: { presses: SeenPress[] };
  }
}

/** @param places points of the window */
export async function watchPlaces(page: Page, places: readonly { x: number; y: number }[]): Promise<void> {
  await page.evaluate((watched) => {
    const aimMs = 200;
    /** Frames, and the moment at which a press is stamped, are not told more exactly. */
    const slackMs = 50;
    const latelyMs = 300;
    const seen: { atMs: number; keys: string[] }[] = [];
    const presses: SeenPress[] = [];
    window.places = { presses };

    function readKey({ x, y }: { x: number; y: number }): string {
      return document.elementFromPoint(x, y)?.closest('[data-row]')?.getAttribute('data-row') ?? '';
    }
    requestAnimationFrame(function look() {
      const atMs = performance.now();
      seen.push({ atMs, keys: watched.map(readKey) });
      while ((seen[1]?.atMs ?? atMs) < atMs - 1_000) seen.shift();
      requestAnimationFrame(look);
    });
    document.addEventListener(
      'mousedown',
      ({ clientX, clientY, timeStamp }) => {
        const place = watched.findIndex(({ x, y }) => x === clientX && y === clientY);
        if (place === -1) return;
        const pressedAtMs = Math.min(timeStamp, performance.now());
        // What stood there stood until the next frame.
        const between = (fromMs: number, toMs: number): string[] => [
          ...new Set(
            seen
              .filter(
                ({ atMs }, index) =>
                  atMs <= pressedAtMs - toMs && (seen[index + 1]?.atMs ?? pressedAtMs) >= pressedAtMs - fromMs,
              )
              .map(({ keys }) => keys[place] ?? ''),
          ),
        ];
        presses.push({
          before: between(aimMs + slackMs, aimMs - slackMs),
          lately: [...new Set([...between(latelyMs + slackMs, 0), readKey({ x: clientX, y: clientY })])],
          click: '',
        });
      },
      true,
    );
    document.addEventListener(
      'click',
      ({ target }) => {
        const press = presses.at(-1);
        if (press && target instanceof Element) press.click = `${target.tagName} ${target.className}`;
      },
      true,
    );
  }, places);
}
