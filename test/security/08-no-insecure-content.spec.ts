/** Recommendation 8: insecure content is not allowed into a secure page, not even with the policy out of the way. */
import type { ElectronApplication, Page } from '@playwright/test';
import { bypassPolicy, expect, test } from './support/fixtures.ts';

/** Whether each page was made to allow it. */
export function readAllowed(app: ElectronApplication): Promise<(boolean | undefined)[]> {
  return app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const reader = contents as unknown as { getLastWebPreferences(): { allowRunningInsecureContent?: boolean } };
      return reader.getLastWebPreferences().allowRunningInsecureContent;
    }),
  );
}

function runScript(page: Page, origin: string): Promise<boolean> {
  return page.evaluate(
    (from) =>
      new Promise<boolean>((resolve) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => resolve('probeRan' in globalThis));
        script.addEventListener('error', () => resolve(false));
        script.src = `${from}/script.js`;
        document.body.append(script);
      }),
    origin,
  );
}

test('8. allowRunningInsecureContent: a script over http does not run', async ({ gavel, probe }) => {
  const windows = Object.values(await gavel.openAll(probe.origin));
  expect(await readAllowed(gavel.app)).toEqual([false, false, false]);
  for (const page of windows) {
    await bypassPolicy(page);
    expect(await runScript(page, probe.origin)).toBe(false);
  }
  expect(probe.requests.filter((request) => request.includes('script'))).toEqual([]);
});

test('8. control: in the weak twin it runs', async ({ twin, probe }) => {
  expect(await readAllowed(twin.app)).toEqual([true]);
  expect(await runScript(twin.page, probe.origin)).toBe(true);
});
