/** Recommendation 10: no feature of the engine is switched on by name. */
import type { Page } from '@playwright/test';
import { expect, findWindow, test } from './support/fixtures.ts';

/** Interfaces that exist only where the feature AudioVideoTracks was switched on. */
function hasFeature(page: Page): Promise<boolean> {
  return page.evaluate(() => 'AudioTrackList' in globalThis);
}

test('10. enableBlinkFeatures is used by no window', async ({ gavel }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) expect(await hasFeature(page)).toBe(false);
  const asked = await gavel.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const reader = contents as unknown as { getLastWebPreferences(): { enableBlinkFeatures?: string } };
      return reader.getLastWebPreferences().enableBlinkFeatures ?? '';
    }),
  );
  expect(asked).toEqual(['', '', '']);
});

test('10. control: a window that names the feature has it', async ({ twin }) => {
  await twin.app.evaluate(async ({ BrowserWindow }, address) => {
    const enableBlinkFeatures = 'AudioVideoTracks';
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'blink', enableBlinkFeatures } });
    await window.loadURL(`${address}?blink`);
  }, twin.page.url());
  expect(await hasFeature(await findWindow(twin.app, /[?]blink$/))).toBe(true);
});
