/** Recommendation 5: permissions are refused without asking; server windows may reach the local network, that is all. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage'];
const networkNames = ['local-network-access', 'local-network', 'loopback-network'];

/** State of each permission; `unknown` where this Chromium has no such permission. */
function queryPermissions(page: Page, asked: readonly string[]): Promise<Record<string, string>> {
  return page.evaluate(async (list) => {
    const states: Record<string, string> = {};
    for (const name of list) {
      states[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'unknown',
      );
    }
    return states;
  }, asked);
}

/** Asks for the position; says whether the permission was the obstacle. */
function isPositionForbidden(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve(false),
          (error) => resolve(error.code === error.PERMISSION_DENIED),
          { timeout: 1_000 },
        );
      }),
  );
}

test('5. every permission is refused, asked for or not', async ({ gavel }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    for (const [name, state] of Object.entries(await queryPermissions(page, names))) expect(state, name).toBe('denied');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    expect(await isPositionForbidden(page)).toBe(true);
  }
});

test('5. only a server window may reach the local network, where this Chromium asks at all', async ({ gavel }) => {
  const windows = await gavel.openAll('ws://127.0.0.1:9');
  for (const [kind, page] of Object.entries(windows)) {
    for (const [name, state] of Object.entries(await queryPermissions(page, networkNames))) {
      test.info().annotations.push({ type: `${kind} ${name}`, description: state });
      expect(['unknown', kind === 'server' ? 'granted' : 'denied'], `${kind} ${name}`).toContain(state);
    }
  }
});

test('5. control: the weak twin is granted what it asks for', async ({ twin }) => {
  const states = await queryPermissions(twin.page, names);
  expect(Object.values(states).filter((state) => state === 'granted').length).toBeGreaterThanOrEqual(4);
  expect(await isPositionForbidden(twin.page)).toBe(false);
});
