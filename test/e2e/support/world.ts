/** What every end-to-end spec stands on: a real livekit-server, real people, the built app in real Electron. */
import { test as base, type ElectronApplication } from '@playwright/test';
import { launchApp, makeAppFolder, type LaunchOptions } from '#test/support/runtime';
import { startLivekitServer, type LivekitServer, type LivekitServerOptions } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import type { BotOptions } from '#tools/people/signal-bot.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import { FormPage } from '../pages/form-page.ts';
import { ManagerPage } from '../pages/manager-page.ts';
import { ServerPage } from '../pages/server-page.ts';

/** Collects what a spec started and ends it in reverse order. */
export interface World {
  startServer(options?: LivekitServerOptions): Promise<LivekitServer>;
  join(options: Omit<BotOptions, 'server'> & { server: ServerAccess }): Promise<LiveBot>;
  launch(options?: LaunchOptions): Promise<App>;
  /** A data folder that outlives one app, for restarts. */
  makeConfigHome(): string;
  onEnd(end: () => unknown): void;
}

export interface App {
  electron: ElectronApplication;
  manager: ManagerPage;
  /** Opens the form for a new server. */
  openForm(): Promise<FormPage>;
  /** Opens the window of a saved server. */
  openServer(name: string): Promise<ServerPage>;
  /** Adds a server through the form and opens its window; `isFailing` for one that does not pass its check. */
  addAndOpen(
    access: ServerAccess,
    options?: { name?: string; observing?: 'Levels' | 'Strict'; isFailing?: boolean },
  ): Promise<ServerPage>;
  close(): Promise<void>;
}

/** Makes an empty world; `end` ends everything in it. */
export function createWorld(): World & { end(): Promise<void> } {
  const endings: (() => unknown)[] = [];
  return {
    async startServer(options) {
      const server = await startLivekitServer(options);
      endings.push(() => server.dispose());
      return server;
    },
    async join(options) {
      const bot = new LiveBot(options);
      endings.push(() => bot.leave());
      await bot.join();
      return bot;
    },
    async launch(options) {
      const app = await openApp(options);
      endings.push(() => app.close());
      return app;
    },
    makeConfigHome: () => makeAppFolder('config'),
    onEnd: (end) => void endings.push(end),
    async end() {
      for (const ending of endings.splice(0).toReversed()) await ending();
    },
  };
}

async function openApp(options?: LaunchOptions): Promise<App> {
  const electron = await launchApp(options);
  // Also one that a spec lets quit by itself.
  electron.once('close', () => closedApps.add(electron));
  const manager = new ManagerPage(await electron.firstWindow());
  await manager.waitUntilReady();

  async function openForm(): Promise<FormPage> {
    const [window] = await Promise.all([electron.waitForEvent('window'), manager.pressAddServer()]);
    const form = new FormPage(window);
    await form.waitUntilReady();
    return form;
  }

  async function openServer(name: string): Promise<ServerPage> {
    const [window] = await Promise.all([electron.waitForEvent('window'), manager.open(name)]);
    const page = new ServerPage(window);
    await page.waitUntilReady();
    return page;
  }

  return {
    electron,
    manager,
    openForm,
    openServer,
    async addAndOpen({ url, apiKey, apiSecret }, { name = 'Test server', observing, isFailing = false } = {}) {
      const form = await openForm();
      await form.fill({ name, url, apiKey, apiSecret });
      if (observing) await form.chooseObserving(observing);
      await (isFailing ? form.saveAnyway() : form.save());
      return openServer(name);
    },
    close: () => closeApp(electron),
  };
}

const closedApps = new WeakSet<ElectronApplication>();

/** A spec that ends is not asked about the drafts that it leaves. */
async function closeApp(electron: ElectronApplication): Promise<void> {
  // Specs close apps themselves too; Playwright tells nothing of one that is closed.
  if (closedApps.has(electron)) return;
  closedApps.add(electron);
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (() => Promise.resolve({ response: 1, checkboxChecked: false })) as never;
  });
  await electron.close();
}

/** Playwright's test with a world of its own. */
export const test = base.extend<{ world: World }>({
  // Playwright's fixtures take their dependencies from a pattern, which is empty here.
  // eslint-disable-next-line no-empty-pattern
  world: async ({}, provide) => {
    const world = createWorld();
    await provide(world);
    await world.end();
  },
});

export { expect } from '@playwright/test';
