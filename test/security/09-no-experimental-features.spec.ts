/** Recommendation 9: interfaces that Chromium holds back as experimental are not there. */
import type { Page } from '@playwright/test';
import { expect, findWindow, test } from './support/fixtures.ts';

/** All names that a page can see: of the window and of the prototypes of a few interfaces. */
function listNames(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...Object.getOwnPropertyNames(globalThis),
    ...Object.getOwnPropertyNames(Document.prototype).map((name) => `Document.${name}`),
    ...Object.getOwnPropertyNames(Element.prototype).map((name) => `Element.${name}`),
    ...Object.getOwnPropertyNames(Navigator.prototype).map((name) => `Navigator.${name}`),
  ]);
}

test('9. no window has experimental features', async ({ gavel, twin }) => {
  // The same page in a window of the same Electron without the switch, so that the difference is the switch.
  await twin.app.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'plain' } });
    await window.loadURL(`${address}?plain`);
  }, twin.page.url());
  const plain = new Set(await listNames(await findWindow(twin.app, /[?]plain$/)));
  const experimental = (await listNames(twin.page)).filter((name) => !plain.has(name));
  // Control: the weak twin has them.
  expect(experimental.length).toBeGreaterThan(10);
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    const names = new Set(await listNames(page));
    // Control: names are found where they are.
    expect(names.has('Document.createElement')).toBe(true);
    expect(experimental.filter((name) => names.has(name))).toEqual([]);
  }
});
