/** Recommendation 12: a webview is refused by main whatever its options, even in a window that allows the tag. */
import type { ElectronApplication } from '@playwright/test';
import { expect, findWindow, test } from './support/fixtures.ts';

/** Opens a window that allows the tag, and puts a webview with the worst options into it. */
async function attachWebview(app: ElectronApplication, origin: string): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, partition: 'careless' } });
    await window.loadURL(`${address}/careless`);
  }, origin);
  const page = await findWindow(app, /[/]careless$/);
  await page.evaluate((address) => {
    const webview = document.createElement('webview');
    webview.setAttribute('nodeintegration', '');
    webview.setAttribute('disablewebsecurity', '');
    webview.setAttribute('webpreferences', 'contextIsolation=no,sandbox=no');
    webview.setAttribute('src', `${address}/inside`);
    document.body.append(webview);
  }, origin);
}

test('12. webview options are verified: every webview is refused', async ({ gavel, probe }) => {
  await attachWebview(gavel.app, probe.origin);
  await expect.poll(() => gavel.readLog()).toContain('refused webview');
  expect(await gavel.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(2);
  expect(probe.requests).toContain('GET /careless');
  expect(probe.requests).not.toContain('GET /inside');
});

test('12. control: the weak twin attaches it', async ({ twin, probe }) => {
  await attachWebview(twin.app, probe.origin);
  await expect.poll(() => probe.requests).toContain('GET /inside');
});
