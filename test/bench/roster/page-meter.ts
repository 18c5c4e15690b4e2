/** Put into a page that is measured: how late a timed change is drawn, which tasks were long, how long keys waited. It changes nothing there. */
import type { CDPSession, Page } from '@playwright/test';

/** What a page did during a while. */
export interface PageFigures {
  /** Main-thread time by the kind of work, milliseconds of each second. */
  allMs: number;
  scriptMs: number;
  layoutMs: number;
  styleMs: number;
  framesPerSecond: number;
  /** From the feed's clock to the frame that showed it, ms. */
  delaysMs: number[];
  /** Tasks over 50 ms, by their length. */
  longTasksMs: number[];
  /** From a key press to the next frame after its handlers, ms; those under 16 ms are told as 16. */
  keysMs: number[];
}

interface Seen {
  delaysMs: number[];
  longTasksMs: number[];
  keysMs: number[];
  frames: number;
}

declare global {
  interface Window {
    rosterMeter: { reset: () => void; read: () => Seen };
  }
}

export interface Meter {
  /** Measures from now on; resolves after so long. */
  measure(lengthMs: number, meanwhile?: () => Promise<unknown>): Promise<PageFigures>;
  /** JS heap after a collection, bytes. */
  readHeap(): Promise<number>;
  /** What the main thread did meanwhile, as the browser's tools open it. */
  profile(run: () => Promise<unknown>): Promise<string>;
  cdp: CDPSession;
}

/** @param cell selects the one cell that shows the timed change, while it is drawn */
export async function installMeter(page: Page, cell: string): Promise<Meter> {
  await page.evaluate(watch, cell);
  const cdp = await page.context().newCDPSession(page);
  // Time of the thread and not of the clock: what else runs on the machine hardly counts.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });

  async function readMetrics(): Promise<Map<string, number>> {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value]));
  }

  return {
    cdp,
    async measure(lengthMs, meanwhile) {
      const before = await readMetrics();
      const startedAtMs = performance.now();
      await page.evaluate(() => window.rosterMeter.reset());
      await Promise.all([page.waitForTimeout(lengthMs), meanwhile?.()]);
      const seen = await page.evaluate(() => window.rosterMeter.read());
      const after = await readMetrics();
      const seconds = (performance.now() - startedAtMs) / 1_000;
      const perSecond = (name: string): number =>
        (((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1_000) / seconds;
      return {
        allMs: perSecond('TaskDuration'),
        scriptMs: perSecond('ScriptDuration'),
        layoutMs: perSecond('LayoutDuration'),
        styleMs: perSecond('RecalcStyleDuration'),
        framesPerSecond: seen.frames / seconds,
        delaysMs: seen.delaysMs,
        longTasksMs: seen.longTasksMs,
        keysMs: seen.keysMs,
      };
    },
    async readHeap() {
      await cdp.send('HeapProfiler.collectGarbage');
      return (await cdp.send('Runtime.getHeapUsage')).usedSize;
    },
    async profile(run) {
      await cdp.send('Profiler.enable');
      await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
      await cdp.send('Profiler.start');
      await run();
      const { profile } = await cdp.send('Profiler.stop');
      await cdp.send('Profiler.disable');
      return JSON.stringify(profile);
    },
  };
}

/** Runs in the page. The same in every page, so that its own cost is in each of them, idle or not. */
function watch(cell: string): void {
  let seen = create();
  let lastShown = '';
  function create(): Seen {
    return { delaysMs: [], longTasksMs: [], keysMs: [], frames: 0 };
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') seen.keysMs.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  // A message that is posted within a frame comes after that frame is drawn, with all that its other callbacks changed.
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    seen.frames++;
    const shown = document.querySelector(cell)?.textContent ?? '';
    if (shown === lastShown) return;
    lastShown = shown;
    if (/^\d{13}$/.test(shown)) seen.delaysMs.push(Date.now() - Number(shown));
  });
  channel.port1.start();
  requestAnimationFrame(function look() {
    channel.port2.postMessage(0);
    requestAnimationFrame(look);
  });
  window.rosterMeter = {
    reset: () => {
      seen = create();
    },
    read: () => seen,
  };
}
