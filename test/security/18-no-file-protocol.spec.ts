/** Recommendation 18: pages live under app://, which serves the built page and nothing else of the disk; file:// is dead. */
import type { Page } from '@playwright/test';
import { bypassPolicy, expect, test } from './support/fixtures.ts';

/** Status and beginning of an answer; `no answer` where the request failed. */
function read(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const request = new XMLHttpRequest();
        request.addEventListener('load', () => resolve(`${request.status} ${request.responseText.slice(0, 15)}`));
        request.addEventListener('error', () => resolve('no answer'));
        request.open('GET', address);
        request.send();
      }),
    url,
  );
}

test('18. no window is at file://, and each is at an origin of its own', async ({ gavel }) => {
  const windows = await gavel.openAll('ws://127.0.0.1:9');
  const origins = await Promise.all(Object.values(windows).map((page) => page.evaluate(() => location.origin)));
  for (const origin of origins) expect(origin).toMatch(/^app:\/\/(manager|form-[a-z0-9]{20}|[a-z2-7]{20})$/);
  expect(new Set(origins).size).toBe(3);
});

test('18. files of the disk cannot be read, by no scheme and no path', async ({ gavel }) => {
  const page = gavel.manager;
  await bypassPolicy(page);
  // Control: what belongs to the page is served, with its type fixed and nothing kept.
  expect(await read(page, 'app://manager/index.html')).toMatch(/^200 <!doctype html>$/);
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('app://manager/')).headers));
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  for (const url of [
    'file:///etc/passwd',
    'app://manager/..%2f..%2fpackage.json',
    'app://manager/%2e%2e/%2e%2e/package.json',
    'app://manager/..%5c..%5cpackage.json',
    'app://manager/assets/%2e%2e%2f%2e%2e%2fmain%2findex.js',
    'app://manager//etc/passwd',
    'app://manager/etc/passwd',
    'app://other/index.html',
  ]) {
    expect(await read(page, url), url).toMatch(/^(no answer|404 )$/);
  }
});

test('18. control: the weak twin reads the disk over file://', async ({ twin }) => {
  expect(await read(twin.page, 'file:///etc/passwd')).toContain('root:');
});
