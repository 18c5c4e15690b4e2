/** Recommendation 13: a window stays at its own page, whatever the page tries. */
import type { Page } from '@playwright/test';
import { bypassPolicy, expect, test } from './support/fixtures.ts';

/** Ways to leave; each goes to an address of its own. */
async function tryToLeave(page: Page, origin: string): Promise<void> {
  await page.evaluate((elsewhere) => {
    document.documentElement.dataset['probeMark'] = 'here';
    const attempts = [
      () => location.assign(`${elsewhere}/assign`),
      () => location.replace(`${elsewhere}/replace`),
      () => location.assign('file:///etc/passwd'),
      () => location.assign('data:text/html,<p>elsewhere</p>'),
      () => location.assign('app://other/'),
      () => location.assign('javascript:document.write(1)'),
      () => {
        const form = document.createElement('form');
        form.action = `${elsewhere}/form`;
        document.body.append(form);
        form.submit();
      },
      () => {
        const link = document.createElement('a');
        link.href = `${elsewhere}/link`;
        document.body.append(link);
        link.click();
      },
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // refused by the page's policy already
      }
    }
  }, origin);
}

test('13. no window can be led elsewhere', async ({ gavel, probe }) => {
  const windows = await gavel.openAll('ws://127.0.0.1:9');
  for (const [kind, page] of Object.entries(windows)) {
    const address = page.url();
    await tryToLeave(page, probe.origin);
    // Each attempt overtakes the one before it; the last one's refusal says that all are over.
    await page.evaluate((url) => location.assign(url), `${probe.origin}/last-${kind}`);
    await expect.poll(() => gavel.readLog()).toContain(`refused navigation to ${probe.origin}/last-${kind}`);
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => document.documentElement.dataset['probeMark'])).toBe('here');
  }
  expect(probe.requests).toEqual([]);
});

test('13. each way alone is refused, also without the policy', async ({ gavel, probe }) => {
  const page = gavel.manager;
  await bypassPolicy(page);
  const address = page.url();
  for (const way of ['assign', 'form', 'link', 'refresh'] as const) {
    await page.evaluate(
      ([name, url]) => {
        const elements = {
          form: () => Object.assign(document.createElement('form'), { action: url, method: 'get' }),
          link: () => Object.assign(document.createElement('a'), { href: url }),
          refresh: () =>
            Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${url}` }),
        };
        if (name === 'assign') {
          location.assign(url);
          return;
        }
        const element = elements[name]();
        document.body.append(element);
        if (element instanceof HTMLFormElement) element.submit();
        if (element instanceof HTMLAnchorElement) element.click();
      },
      [way, `${probe.origin}/${way}`] as const,
    );
    // Chromium's browser process holds on to form-action: forms end before they reach the guard.
    if (way === 'form') continue;
    await expect.poll(() => gavel.readLog()).toContain(`refused navigation to ${probe.origin}/${way}`);
  }
  expect(page.url()).toBe(address);
  expect(probe.requests).toEqual([]);
});

test('13. control: a window may load its own page again; the weak twin is led elsewhere', async ({
  gavel,
  twin,
  probe,
}) => {
  await gavel.manager.evaluate(() => void (document.documentElement.dataset['probeMark'] = 'old'));
  await Promise.all([gavel.manager.waitForEvent('load'), gavel.manager.evaluate(() => location.reload())]);
  expect(await gavel.manager.evaluate(() => document.documentElement.dataset['probeMark'])).toBeUndefined();
  await twin.page.evaluate((url) => location.assign(url), `${probe.origin}/assign`);
  await twin.page.waitForURL(`${probe.origin}/assign`);
});
