/** Recommendation 14: pages open no windows. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

/** Tries three ways; says how many gave the page a window of its own. */
function openWindows(page: Page, origin: string): Promise<number> {
  return page.evaluate((elsewhere) => {
    const opened = [window.open(`${elsewhere}/open`), window.open('about:blank'), window.open(location.href)];
    const link = Object.assign(document.createElement('a'), { href: `${elsewhere}/blank`, target: '_blank' });
    document.body.append(link);
    link.click();
    return opened.filter((candidate) => candidate !== null).length;
  }, origin);
}

test('14. new windows are refused to every window', async ({ gavel, probe }) => {
  const windows = Object.values(await gavel.openAll('ws://127.0.0.1:9'));
  for (const page of windows) expect(await openWindows(page, probe.origin)).toBe(0);
  const refusal = `refused a new window for ${probe.origin}/blank`;
  await expect.poll(() => gavel.readLog().split(refusal).length - 1).toBe(windows.length);
  expect(gavel.app.windows()).toHaveLength(windows.length);
  expect(probe.requests).toEqual([]);
});

test('14. control: the weak twin opens them', async ({ twin, probe }) => {
  expect(await openWindows(twin.page, probe.origin)).toBe(3);
  await expect.poll(() => twin.app.windows().length).toBe(5);
  await expect.poll(() => probe.requests).toContain('GET /blank');
});
