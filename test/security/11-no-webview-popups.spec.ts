/** Recommendation 11: there is no webview, so none that may open windows. */
import type { ElectronApplication, Page } from '@playwright/test';
import { bypassPolicy, expect, test } from './support/fixtures.ts';

/** Puts a webview into the page and says whether the element is anything more than an unknown tag. */
function addWebview(page: Page, address: string): Promise<boolean> {
  return page.evaluate((source) => {
    const webview = document.createElement('webview');
    webview.setAttribute('allowpopups', '');
    webview.setAttribute('src', source);
    document.body.append(webview);
    return 'getWebContentsId' in webview;
  }, address);
}

function countContents(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
}

test('11. a webview with allowpopups is an unknown tag in every window', async ({ gavel, probe }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    await bypassPolicy(page);
    expect(await addWebview(page, `${probe.origin}/`)).toBe(false);
  }
  expect(await countContents(gavel.app)).toBe(3);
  expect(probe.requests).toEqual([]);
});

test('11. control: in the weak twin it loads a page', async ({ twin, probe }) => {
  expect(await addWebview(twin.page, `${probe.origin}/`)).toBe(true);
  await expect.poll(() => probe.requests).toContain('GET /');
  expect(await countContents(twin.app)).toBe(2);
});
