/** Recommendation 15: the system is never asked to open what a page or a room says, only listed documentation. */
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const hostile = [
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id PCWDiagnostic',
  'javascript:alert(1)',
  'http://docs.livekit.io/',
  'https://docs.livekit.io.evil.example/',
  'https://docs.livekit.io@evil.example/',
  'https://evil.example/',
  'mailto:a@b.example',
];

declare global {
  // What the stand-in for the system's opener was asked for.
  var openedLinks: string[] | undefined;
}

/** The system's opener is replaced: a browser must not really start. */
async function recordOpened(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    globalThis.openedLinks = [];
    shell.openExternal = async (url) => void globalThis.openedLinks?.push(url);
  });
  return () => app.evaluate(() => globalThis.openedLinks ?? []);
}

test('15. openExternal: only documentation is opened, without what could carry data out', async ({ gavel }) => {
  const readOpened = await recordOpened(gavel.app);
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    await page.evaluate((urls) => {
      for (const url of urls) {
        window.open(url);
        const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
        document.body.append(link);
        link.click();
      }
    }, hostile);
    // Control, and the sign that all before it is over: a link to the documentation is opened.
    await page.evaluate(() => window.open('https://docs.livekit.io/home/?leak=secret#secret'));
  }
  await expect.poll(readOpened).toHaveLength(3);
  expect(await readOpened()).toEqual(Array.from({ length: 3 }, () => 'https://docs.livekit.io/home/'));
});
