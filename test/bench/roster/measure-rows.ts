/** What ten times as many rows cost: the product's table and grid on a page of their own, fed below the client. */
import { fileURLToPath } from 'node:url';
import type { App, World } from '../../e2e/support/world.ts';
import { serveBaselinePage } from '../baseline/serve-page.ts';
import { installMeter } from './page-meter.ts';
import { openPlainWindow, scrollToTexts } from './stage.ts';

const entry = fileURLToPath(new URL('rows/page.tsx', import.meta.url));
const timedCell = '[data-row="timed"] > [data-column="attr.beat"]';
const settleMs = 2_000;
const measureMs = 6_000;
const changesPerSecond = 1_000;

/** Of a page with so many rows: thread time in all and with no changes, ms a second, and the heap in bytes. */
export interface RowsFigures {
  rows: number;
  idleMs: number;
  allMs: number;
  delaysMs: number[];
  heapBytes: number;
}

export async function measureRows(world: World, app: App, counts: readonly number[]): Promise<RowsFigures[]> {
  const served = await serveBaselinePage(entry);
  world.onEnd(() => served.close());
  const figures: RowsFigures[] = [];
  for (const rows of counts) {
    const page = await openPlainWindow(app, `${served.url}?width=940&height=690`, 'rosterRows');
    await page.evaluate((count) => window.rosterRows.fill(count), rows);
    await page.locator(timedCell.split(' > ')[0]!).waitFor();
    await scrollToTexts(page);
    const meter = await installMeter(page, timedCell);
    await page.waitForTimeout(settleMs);
    const idle = await meter.measure(measureMs / 2);
    await page.evaluate((pace) => window.rosterRows.setPace(pace), changesPerSecond);
    await page.waitForTimeout(settleMs);
    const { allMs, delaysMs } = await meter.measure(measureMs);
    await page.evaluate(() => window.rosterRows.setPace(0));
    figures.push({ rows, idleMs: idle.allMs, allMs, delaysMs, heapBytes: await meter.readHeap() });
    await page.close();
  }
  return figures;
}
