/** What the security specs start from: the built app, its weak twin for the controls, and a foreign server. */
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { GavelBridge } from '#contract/bridge';
import type { RequestChannel, RequestOf } from '#contract/channels';
import type { ServerDraft } from '#contract/domain/server-profile';
import type { Result } from '#contract/result';
import { launchApp, makeAppFolder, readRuntime } from '#test/support/runtime';
import { startProbeServer, type ProbeServer } from './probe-server.ts';

declare global {
  interface Window {
    gavel?: GavelBridge;
  }
}

export interface GavelUnderTest {
  app: ElectronApplication;
  manager: Page;
  /** What main has logged so far. */
  readLog(): string;
  openForm(): Promise<Page>;
  /** Saves a server with this address and opens its window. */
  openServer(url: string): Promise<Page>;
  /** One window of each kind. */
  openAll(url: string): Promise<Record<'manager' | 'form' | 'server', Page>>;
}

export interface WeakTwin {
  app: ElectronApplication;
  page: Page;
}

export const test = base.extend<{ gavel: GavelUnderTest; twin: WeakTwin; probe: ProbeServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from its first argument
  gavel: async ({}, provide) => {
    const app = await launchApp();
    let log = '';
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
    }
    const manager = await findWindow(app, /^app:\/\/manager\//);
    await provide(describeGavel(app, manager, () => log));
    await app.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  twin: async ({}, provide) => {
    const folder = makeAppFolder('weak-twin');
    cpSync(fileURLToPath(new URL('./weak-twin', import.meta.url)), folder, { recursive: true });
    const runtime = readRuntime();
    const app = await _electron.launch({
      executablePath: runtime.electron,
      args: ['--disable-gpu', folder, `--user-data-dir=${folder}/data`],
      chromiumSandbox: runtime.isSandboxed,
    });
    await provide({ app, page: await findWindow(app, /^file:/) });
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  probe: async ({}, provide) => {
    const probe = await startProbeServer();
    await provide(probe);
    await probe.close();
  },
});

export { expect };

function describeGavel(app: ElectronApplication, manager: Page, readLog: () => string): GavelUnderTest {
  async function openForm(): Promise<Page> {
    expect(await ask(manager, 'servers:open-form', {})).toMatchObject({ ok: true });
    return findWindow(app, /^app:\/\/form-/);
  }

  async function openServer(url: string): Promise<Page> {
    const form = await openForm();
    const saved = await ask(form, 'servers:save', describeServer(url));
    if (!saved.ok) throw new Error(`the server was not saved: ${saved.error.message}`);
    // The form is gone before its own answer may arrive.
    await Promise.all([form.waitForEvent('close'), ask(form, 'servers:close-form', {}).catch(() => undefined)]);
    expect(await ask(manager, 'servers:open', { serverId: saved.value.id })).toMatchObject({ ok: true });
    return findWindow(app, new RegExp(`^app://${saved.value.id}/`));
  }

  return {
    app,
    manager,
    readLog,
    openForm,
    openServer,
    async openAll(url) {
      const server = await openServer(url);
      return { manager, server, form: await openForm() };
    },
  };
}

/** A server as the form would save it. */
export function describeServer(url: string): ServerDraft {
  return {
    name: 'Probe',
    url,
    apiKey: 'APIprobe',
    apiSecret: 'a secret of the probe that is long enough',
    colour: 'teal',
    environment: 'development',
    observerMode: 'strict',
  };
}

/** Asks main through the page's own bridge, as any script of the page could. */
export async function ask<Channel extends RequestChannel>(page: Page, channel: Channel, request: RequestOf<Channel>) {
  return page.evaluate(
    async ([name, value]) => {
      if (!window.gavel) throw new Error('the page has no bridge');
      return window.gavel.request(name as Channel, value as RequestOf<Channel>);
    },
    [channel, request] as const,
  );
}

/** The same with any name and value. */
export async function askAnything(page: Page, channel: unknown, request: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    async ([name, value]) => {
      if (!window.gavel) throw new Error('the page has no bridge');
      return window.gavel.request(name as 'app:read-info', value as Record<string, never>);
    },
    [channel, request] as const,
  );
}

/** The window at an address, once it is there and loaded. */
export async function findWindow(app: ElectronApplication, address: RegExp): Promise<Page> {
  const find = () => app.windows().find((page) => address.test(page.url()));
  await expect.poll(() => find() !== undefined, { message: `a window at ${address}` }).toBe(true);
  const page = find();
  if (!page) throw new Error('the window is gone');
  await page.waitForLoadState('load');
  return page;
}

/** Takes the policy of a page away, as a bug in Chromium could: what then still holds is not the policy's work. */
export async function bypassPolicy(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
}
