/** What the windows promise beyond the checklist: forms leave no renderer behind, and each server has one window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { launchApp, makeAppFolder, readRuntime } from '#test/support/runtime';
import { ask, describeServer, expect, findWindow, test } from './support/fixtures.ts';

test("a form's renderer is gone after saving, and the next form has another origin", async ({ gavel }) => {
  const { app } = gavel;
  const readFormProcess = () =>
    app.evaluate(
      ({ webContents }) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL().startsWith('app://form-'))
          ?.getOSProcessId() ?? 0,
    );
  const isRunning = (processId: number) => {
    try {
      process.kill(processId, 0);
      return true;
    } catch {
      return false;
    }
  };
  const form = await gavel.openForm();
  const address = form.url();
  const processId = await readFormProcess();
  // Control: while the form is open, its process is seen.
  expect(isRunning(processId)).toBe(true);
  expect(await ask(form, 'servers:save', describeServer('ws://127.0.0.1:9'))).toMatchObject({ ok: true });
  await Promise.all([form.waitForEvent('close'), ask(form, 'servers:close-form', {}).catch(() => undefined)]);
  await expect.poll(() => isRunning(processId)).toBe(false);
  expect((await gavel.openForm()).url()).not.toBe(address);
});

test('forms that come and go share a few sessions, which keep nothing of the one before', async ({ gavel }) => {
  const { app } = gavel;
  await app.evaluate(({ app: electron }) => {
    const created: unknown[] = [];
    Object.assign(globalThis, { gavelCreated: created });
    electron.on('session-created', (session) => void created.push(session));
  });
  const countCreated = () =>
    app.evaluate(() => (globalThis as unknown as { gavelCreated: unknown[] }).gavelCreated.length);
  /** Reads what lies in the session of the open form, then leaves something there. */
  const readAndPlant = () =>
    app.evaluate(async ({ webContents }) => {
      const form = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('app://form-'));
      const cookies = form?.session.cookies;
      const found = (await cookies?.get({}))?.length;
      await cookies?.set({ url: 'https://planted.invalid', name: 'left', value: 'behind' });
      return [found, (await cookies?.get({}))?.length];
    });
  const origins = new Set<string>();
  for (let opened = 0; opened < 6; opened += 1) {
    const form = await gavel.openForm();
    origins.add(form.url());
    expect(await readAndPlant(), 'empty, and then not (control)').toEqual([0, 1]);
    await Promise.all([form.waitForEvent('close'), ask(form, 'servers:close-form', {}).catch(() => undefined)]);
  }
  expect(origins.size, 'each with an origin of its own').toBe(6);
  expect(await countCreated()).toBeGreaterThan(0);
  // A form may be opened while the session of the last one is still being cleaned.
  expect(await countCreated()).toBeLessThanOrEqual(3);
});

test('a server has one window, which a second opening only brings to the front', async ({ gavel }) => {
  const server = await gavel.openServer('ws://127.0.0.1:9');
  const serverId = new URL(server.url()).host;
  expect(await ask(gavel.manager, 'servers:open', { serverId })).toMatchObject({ ok: true });
  expect(await ask(server, 'servers:read-current', {})).toMatchObject({ ok: true, value: { id: serverId } });
  expect(gavel.app.windows()).toHaveLength(2);
});

test('a server whose address changed loses its window and asks for the secret again', async ({ gavel }) => {
  const server = await gavel.openServer('ws://127.0.0.1:9');
  const serverId = new URL(server.url()).host;
  await ask(gavel.manager, 'servers:open-form', { serverId });
  const form = await findWindow(gavel.app, /^app:\/\/form-/);
  const moved = describeServer('ws://127.0.0.1:10');
  const { apiSecret: _apiSecret, ...withoutSecret } = moved;
  expect(await ask(form, 'servers:save', withoutSecret)).toMatchObject({
    ok: false,
    error: { code: 'secret_missing' },
  });
  // Control: until the change is accepted, the window stays.
  expect(server.isClosed()).toBe(false);
  await Promise.all([server.waitForEvent('close'), ask(form, 'servers:save', moved)]);
});

test('a page that crashes is loaded again, in a new process, and knows its server', async ({ gavel }) => {
  const server = await gavel.openServer('ws://127.0.0.1:9');
  const host = new URL(server.url()).host;
  const readProcess = () =>
    gavel.app.evaluate(
      ({ webContents }, wanted) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL().includes(wanted))
          ?.getOSProcessId() ?? 0,
      host,
    );
  const before = await readProcess();
  await gavel.app.evaluate(({ webContents }, wanted) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().includes(wanted));
    contents?.forcefullyCrashRenderer();
  }, host);
  await expect.poll(async () => (await readProcess()) !== before && (await readProcess()) !== 0).toBe(true);
  const askAgain = () =>
    gavel.app.evaluate(async ({ webContents }, wanted) => {
      const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().includes(wanted));
      const script = "window.gavel ? window.gavel.request('servers:read-current', {}) : null";
      return (await contents?.executeJavaScript(script)) as { ok: boolean; value?: { id: string } } | null;
    }, host);
  await expect.poll(askAgain).toMatchObject({ ok: true, value: { id: host } });
});

test('a second start ends at once and leaves the first one with its window', async () => {
  const configHome = makeAppFolder('config');
  const first = await launchApp({ configHome });
  await findWindow(first, /^app:\/\/manager\//);
  const runtime = readRuntime();
  const second = spawn(runtime.electron, ['--disable-gpu', runtime.app], {
    env: { ...process.env, XDG_CONFIG_HOME: configHome },
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(first.windows()).toHaveLength(1);
  await first.close();
  rmSync(configHome, { recursive: true, force: true });
});
