/** What the bench puts into the console's page to see what a person sees, and when. It changes nothing there. */
import type { Page } from '@playwright/test';

/** Attribute whose column is watched. */
export const attribute = 'beat';

/** Milliseconds after the click that opened the room. */
export interface ConsoleJoin {
  /** The room's state says live. */
  liveMs: number;
  /** A frame is drawn whose grid has everybody. */
  everybodyMs: number;
}

interface Probe {
  /** How many people the room has. */
  people: number;
  clickedAtMs: number | undefined;
  liveMs: number | undefined;
  everybodyMs: number | undefined;
  /** Epoch ms at which each text of a watched cell was first drawn. */
  drawn: Record<string, number>;
}

declare global {
  interface Window {
    bench: Probe;
  }
}

/** Installs the probe once per page. Times begin with the second click of a double click. */
export async function installProbe(page: Page): Promise<void> {
  await page.evaluate((column) => {
    const probe: Probe = { people: 0, clickedAtMs: undefined, liveMs: undefined, everybodyMs: undefined, drawn: {} };
    window.bench = probe;
    document.addEventListener(
      'click',
      (event) => {
        if (event.detail === 2) probe.clickedAtMs ??= event.timeStamp;
      },
      true,
    );
    new MutationObserver(() => {
      if (probe.clickedAtMs === undefined || probe.liveMs !== undefined) return;
      if (document.querySelector('[data-room-state="live"]')) probe.liveMs = performance.now() - probe.clickedAtMs;
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-room-state'] });

    // A message that is posted within a frame comes after that frame is drawn, with all that its other callbacks changed.
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => {
      const grid = document.querySelector('[role="grid"][aria-label="Participants"]');
      if (!grid) return;
      if (probe.clickedAtMs !== undefined && probe.everybodyMs === undefined) {
        const isFull = Number(grid.getAttribute('aria-rowcount')) > probe.people;
        if (isFull && grid.querySelector('[data-row]')) probe.everybodyMs = performance.now() - probe.clickedAtMs;
      }
      for (const cell of grid.querySelectorAll(`[data-row] [data-column="attr.${column}"]`)) {
        probe.drawn[cell.textContent] ??= Date.now();
      }
    });
    channel.port1.start();
    requestAnimationFrame(function look() {
      channel.port2.postMessage(0);
      requestAnimationFrame(look);
    });
  }, attribute);
}

/** Forgets what was seen; to be called before each join. */
export async function armProbe(page: Page, people: number): Promise<void> {
  await page.evaluate((count) => {
    Object.assign(window.bench, {
      people: count,
      clickedAtMs: undefined,
      liveMs: undefined,
      everybodyMs: undefined,
      drawn: {},
    });
  }, people);
}

/** Waits until a join has been seen to its end. */
export async function readJoin(page: Page): Promise<ConsoleJoin> {
  const seen = await page.waitForFunction(
    () => {
      const { liveMs, everybodyMs } = window.bench;
      return liveMs !== undefined && everybodyMs !== undefined && { liveMs, everybodyMs };
    },
    undefined,
    { timeout: 30_000 },
  );
  return (await seen.jsonValue()) as ConsoleJoin;
}

/** Identities whose watched cell lies wholly in sight, from the top, once the grid has been scrolled sideways to it. */
export function readVisiblePeople(page: Page): Promise<string[]> {
  return page.evaluate(async (column) => {
    const grid = document.querySelector('[role="grid"][aria-label="Participants"]');
    const nextFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let left = 0; grid && left < grid.scrollWidth; left += 100) {
      const cell = grid.querySelector(`[data-row] [data-column="attr.${column}"]`)?.getBoundingClientRect();
      const area = grid.getBoundingClientRect();
      // Not under the columns that are held at either edge.
      if (cell && cell.left > area.left + 260 && cell.right < area.right - 120) break;
      grid.scrollLeft = left;
      await nextFrames();
    }
    const cells = [...(grid?.querySelectorAll(`[data-row] [data-column="attr.${column}"]`) ?? [])];
    return cells.flatMap((cell) => {
      const { left, top, width, height } = cell.getBoundingClientRect();
      const points = [
        [left + 2, top + 2],
        [left + width - 2, top + height - 2],
      ] as const;
      const isInSight = points.every(([x, y]) => cell.contains(document.elementFromPoint(x, y)));
      const identity = cell.closest('[data-row]')?.getAttribute('data-row');
      return isInSight && identity ? [identity] : [];
    });
  }, attribute);
}
