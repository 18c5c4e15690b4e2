/** What a window and the main process hold after a collection, read by the engine's own counters. */
import type { ElectronApplication, Page } from '@playwright/test';

export interface MemoryUse {
  atMs: number;
  /** JS heap of the window, bytes. */
  heapBytes: number;
  /** DOM nodes of the window, those that are only held by a script included. */
  nodes: number;
  /** Listeners that are attached to anything in the window. */
  listeners: number;
  /** JS heap of the main process, bytes. */
  mainBytes: number;
}

/** Attaches to a window; each call of the answer collects garbage and reads. */
export async function watchMemory(electron: ElectronApplication, page: Page): Promise<() => Promise<MemoryUse>> {
  const cdp = await page.context().newCDPSession(page);
  return async () => {
    // Twice: what the first one finalizes, only the second one frees.
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
    const mainBytes = await electron.evaluate(() => {
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
      const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
      collect();
      collect();
      return process.memoryUsage().heapUsed;
    });
    return { atMs: Date.now(), heapBytes: usedSize, nodes, listeners: jsEventListeners, mainBytes };
  };
}
