/** Recommendation 17: main answers only the main frame of a window it made, at the origin it made it for. */
import type { ElectronApplication, Page } from '@playwright/test';
import { requestChannels } from '#contract/channels';
import { ask, askAnything, bypassPolicy, expect, findWindow, test } from './support/fixtures.ts';

const channels = Object.keys(requestChannels);

/** Opens a foreign page that somehow got Gavel's own preload. */
async function openForeignPage(app: ElectronApplication, url: string) {
  await app.evaluate(async ({ app: electronApp, BrowserWindow }, address) => {
    const preload = `${electronApp.getAppPath()}/out/preload/index.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, partition: 'foreign' } });
    await window.loadURL(address);
  }, url);
  return findWindow(app, new RegExp(`^${url.replaceAll('.', '[.]')}`));
}

test('17. a foreign page with our preload is refused on every channel', async ({ gavel, probe }) => {
  const foreign = await openForeignPage(gavel.app, `${probe.origin}/`);
  for (const channel of channels) {
    expect(await askAnything(foreign, channel, {}), channel).toMatchObject({
      ok: false,
      error: { code: 'forbidden_sender' },
    });
  }
  // Control: the same question from our own window is answered.
  expect(await ask(gavel.manager, 'app:read-info', {})).toMatchObject({ ok: true });
});

test('17. a window of ours that was led to another origin is refused', async ({ gavel, probe }) => {
  // Main itself takes it there with the request filter gone: what is left is the sender check alone.
  await gavel.app.evaluate(async ({ webContents }, address) => {
    const contents = webContents.getAllWebContents()[0];
    contents?.session.webRequest.onBeforeRequest(null);
    await contents?.loadURL(address);
  }, `${probe.origin}/`);
  // The test's own view of the page comes a moment after main's.
  await expect.poll(() => gavel.manager.url()).toBe(`${probe.origin}/`);
  expect(await askAnything(gavel.manager, 'app:read-info', {})).toMatchObject({
    ok: false,
    error: { code: 'forbidden_sender' },
  });
  await gavel.app.evaluate(async ({ webContents }) => {
    await webContents.getAllWebContents()[0]?.loadURL('app://manager/');
  });
  // Control: back at its own origin, the same window is answered.
  expect(await ask(gavel.manager, 'app:read-info', {})).toMatchObject({ ok: true });
});

/** Whether a frame inside the page, which the page may script, was given a bridge of its own. */
function hasBridgeInFrame(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>inside</p>';
        frame.addEventListener('load', () => {
          const inside = frame.contentWindow;
          resolve(inside !== null && ('gavel' in inside || 'weak' in inside));
        });
        document.body.append(frame);
      }),
  );
}

test('17. a frame inside our page has no bridge', async ({ gavel, twin }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    await bypassPolicy(page);
    expect(await hasBridgeInFrame(page)).toBe(false);
  }
  // Control: the weak twin gives one to every frame.
  expect(await hasBridgeInFrame(twin.page)).toBe(true);
});

test('17. control: the weak twin answers a foreign page', async ({ twin, probe }) => {
  await twin.page.goto(`${probe.origin}/`);
  expect(await twin.page.evaluate<unknown>("weak.ask('weak:ask')")).toBe('answered');
});

test('17. a window of the wrong kind is refused on every channel', async ({ gavel }) => {
  const windows = await gavel.openAll('ws://127.0.0.1:9');
  for (const [kind, page] of Object.entries(windows)) {
    for (const [channel, rule] of Object.entries(requestChannels)) {
      const allowed: readonly string[] = rule.windows;
      if (allowed.includes(kind)) continue;
      expect(await askAnything(page, channel, {}), `${kind} ${channel}`).toMatchObject({
        ok: false,
        error: { code: 'forbidden_window' },
      });
    }
  }
});

test('17. hand-written wrong values are refused through the real bridge', async ({ gavel }) => {
  const page = gavel.manager;
  const codes = await page.evaluate(async () => {
    const cycle: Record<string, unknown> = {};
    cycle['again'] = cycle;
    const values: Record<string, unknown> = {
      nothing: undefined,
      text: 'x',
      map: new Map(),
      date: new Date(0),
      bigint: 1n,
      buffer: new ArrayBuffer(8),
      unknownMember: { unknownMember: 1 },
      function: () => 1,
      cycle,
      large: { text: 'x'.repeat(8_192) },
    };
    const found: Record<string, string> = {};
    for (const [what, value] of Object.entries(values)) {
      try {
        const result = await window.gavel?.request('app:read-info', value as Record<string, never>);
        found[what] = result?.ok ? 'answered' : (result?.error.code ?? 'no bridge');
      } catch (error) {
        // The bridge between the worlds refuses by itself what it cannot copy.
        found[what] = error instanceof Error ? 'refused by the bridge' : 'unknown';
      }
    }
    return found;
  });
  expect(codes).toEqual({
    nothing: 'invalid_request',
    text: 'invalid_request',
    map: 'invalid_request',
    date: 'invalid_request',
    bigint: 'invalid_request',
    buffer: 'invalid_request',
    unknownMember: 'invalid_request',
    function: 'invalid_request',
    cycle: 'invalid_request',
    large: 'payload_too_large',
  });
  expect(await askAnything(page, 'no:such-channel', {})).toMatchObject({
    ok: false,
    error: { code: 'unknown_channel' },
  });
});
