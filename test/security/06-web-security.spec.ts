/** Recommendation 6: the same-origin policy is in force: what another origin does not share cannot be read. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

function read(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      fetch(address).then(
        (response) => response.text(),
        () => 'not readable',
      ),
    url,
  );
}

function sendWithCookies(page: Page, url: string): Promise<void> {
  return page.evaluate(async (address) => {
    await fetch(address, { credentials: 'include', mode: 'no-cors' });
  }, url);
}

test('6. webSecurity: even its own server is read only where it allows that', async ({ gavel, probe }) => {
  // The one foreign origin that policy and request filter let a window speak to.
  const server = await gavel.openServer(probe.origin);
  expect(await read(server, `${probe.origin}/data.json`)).toBe('not readable');
  // Control in the same window: the call did go out, so it was the browser that kept the answer.
  expect(probe.requests).toContain('GET /data.json');
});

test('6. webSecurity: no cookie of a server is kept or sent', async ({ gavel, probe }) => {
  const server = await gavel.openServer(probe.origin);
  await sendWithCookies(server, `${probe.origin}/data.json`);
  const kept = await gavel.app.evaluate(async ({ webContents }, host) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().includes(host));
    return contents?.session.cookies.get({});
  }, new URL(server.url()).host);
  expect(kept).toEqual([]);
});

test('6. control: the weak twin reads the same answer, and keeps the cookie', async ({ twin, probe }) => {
  expect(await read(twin.page, `${probe.origin}/data.json`)).toBe('{"probe":true}');
  await sendWithCookies(twin.page, `${probe.origin}/data.json`);
  const kept = await twin.app.evaluate(({ session }) => session.defaultSession.cookies.get({}));
  expect(kept).toHaveLength(1);
});
