/** A page that crashes leaves no dump: a dump of main would hold the API secrets, one of a page what the room told it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { ask, expect, test } from './support/fixtures.ts';

async function crash(app: ElectronApplication, address: string): Promise<void> {
  await app.evaluate(
    ({ webContents }, url) =>
      new Promise<void>((resolve) => {
        const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL() === url);
        contents?.once('render-process-gone', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
    address,
  );
}

/** Files below the folder for dumps, that is also the one where a crash reporter would be. */
async function listDumps(app: ElectronApplication): Promise<string[]> {
  const folder = await app.evaluate(({ app: electronApp }) => electronApp.getPath('crashDumps'));
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
      .map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

test('no crash reporter runs, and a crashed page leaves no dump', async ({ gavel, twin }) => {
  const page = await gavel.openServer('ws://127.0.0.1:9');
  await crash(gavel.app, page.url());
  await expect.poll(() => gavel.readLog()).toMatch(/process is gone: (crashed|killed)/);
  expect(await listDumps(gavel.app)).toEqual([]);
  expect(await ask(gavel.manager, 'servers:list', {}), 'main goes on').toMatchObject({ ok: true });

  // Control: an app that starts the reporter has the dump of a page that crashes the same way.
  const address = 'data:text/html,crash';
  await twin.app.evaluate(({ crashReporter, BrowserWindow }, url) => {
    crashReporter.start({ uploadToServer: false });
    return new BrowserWindow({ show: false }).loadURL(url);
  }, address);
  await crash(twin.app, address);
  await expect.poll(async () => (await listDumps(twin.app)).length).toBeGreaterThan(0);
});
