/** Recommendation 4: every page's process is in the system's sandbox, as the kernel says it. */
import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { launchApp, readRuntime } from '#test/support/runtime';
import { ask, expect, findWindow, test } from './support/fixtures.ts';

/** For each page: is its process sandboxed? By the kernel on Linux, by Chromium's own account elsewhere. */
async function readSandboxes(app: ElectronApplication): Promise<boolean[]> {
  const processIds = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  if (process.platform === 'linux') {
    return processIds.map((id) => /^Seccomp:\s*2$/m.test(readFileSync(`/proc/${id}/status`, 'utf8')));
  }
  const metrics = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics());
  return processIds.map((id) => metrics.find(({ pid }) => pid === id)?.sandboxed ?? false);
}

test('4. every renderer is sandboxed, and the window says what is true', async ({ gavel }) => {
  const windows = await gavel.openAll('ws://127.0.0.1:9');
  const { isSandboxed } = readRuntime();
  expect(await readSandboxes(gavel.app)).toEqual([isSandboxed, isSandboxed, isSandboxed]);
  for (const page of Object.values(windows)) {
    expect(await ask(page, 'app:read-info', {})).toMatchObject({ ok: true, value: { isSandboxed } });
  }
});

test('4. a renderer that asks for no sandbox gets one', async ({ gavel }) => {
  await gavel.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: false, nodeIntegration: true } });
    await window.loadURL('about:blank');
  });
  const { isSandboxed } = readRuntime();
  expect(await readSandboxes(gavel.app)).toEqual([isSandboxed, isSandboxed]);
});

test('4. control: the weak twin is not sandboxed', async ({ twin }) => {
  expect(await readSandboxes(twin.app)).toEqual([false]);
});

test('4. the switch of Chromium alone does not turn the sandbox off', async () => {
  const app = await launchApp({ args: ['--no-sandbox'] });
  await findWindow(app, /^app:\/\/manager\//);
  expect(await readSandboxes(app)).toEqual([readRuntime().isSandboxed]);
  await app.close();
});

test('4. a start without the sandbox works, and every window says so', async () => {
  const app = await launchApp({ args: ['--no-sandbox', '--gavel-unsandboxed'] });
  // Control: the sandbox is really off.
  await findWindow(app, /^app:\/\/manager\//);
  expect(await readSandboxes(app)).toEqual([false]);
  const manager = await findWindow(app, /^app:\/\/manager\//);
  expect(await ask(manager, 'app:read-info', {})).toMatchObject({ ok: true, value: { isSandboxed: false } });
  await expect(manager.getByText('Started without the sandbox.')).toBeVisible();
  await app.close();
});
