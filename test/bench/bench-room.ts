/** Everything that joins and writes are measured in: a server, a crowd, the console's window, and livekit-client alone. */
import type { ElectronApplication, Page } from '@playwright/test';
import { createObserverIdentity, createObserverToken } from '#main/services/livekit-api/observer-token';
import { createApiClients, type ApiClients } from '#tools/api-clients.ts';
import type { LivekitServer } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { App, World } from '../e2e/support/world.ts';
import type { ServerPage } from '../e2e/pages/server-page.ts';
import type { BaselineJoin } from './baseline/page.ts';
import { serveBaselinePage } from './baseline/serve-page.ts';
import { armProbe, attribute, installProbe, readJoin, type ConsoleJoin } from './console-probe.ts';

/** How the identities of the crowd begin. */
export const personPrefix = 'person-';

/** A console beside the bare client, both at one server. */
export interface BenchPair {
  api: ApiClients;
  app: ElectronApplication;
  console: ServerPage;
  baseline: Page;
  /** Fills a room; the returned function empties it. */
  fill(room: string, count: number): Promise<() => void>;
  /** Opens the room by a double click in the lobby. */
  joinByConsole(room: string, count: number): Promise<ConsoleJoin>;
  joinByBaseline(room: string, count: number): Promise<BaselineJoin>;
  /** Closes the room's tab and waits until the server has let the console go. */
  leaveByConsole(room: string, count: number): Promise<void>;
  leaveByBaseline(room: string, count: number): Promise<void>;
}

/** Starts all but the crowds; everything ends with the world. */
export async function openPair(world: World): Promise<BenchPair> {
  const server = await world.startServer();
  const served = await serveBaselinePage();
  world.onEnd(() => served.close());
  const app = await world.launch();
  const baseline = await openPlainWindow(app, served.url);
  const console = await app.addAndOpen(server, { name: 'Bench', observing: 'Levels' });
  // Wide enough for the watched column to be in sight.
  const opened = await app.electron.browserWindow(console.page);
  await opened.evaluate((browserWindow) => browserWindow.setContentSize(1_440, 900));
  await installProbe(console.page);
  const api = createApiClients(server);

  async function waitForEmptySeats(room: string, count: number): Promise<void> {
    await waitUntil(async () => (await api.rooms.listParticipants(room)).length === count, {
      timeoutMs: 20_000,
      what: `only the ${count} people of ${room} to be in it`,
    });
  }

  return {
    api,
    app: app.electron,
    console,
    baseline,
    fill: (room, count) => fillRoom(server, world, room, count),
    async joinByConsole(room, count) {
      const row = console.row(console.grid('Rooms'), room);
      await row.waitFor();
      await armProbe(console.page, count);
      await row.dblclick();
      return readJoin(console.page);
    },
    async joinByBaseline(room, count) {
      const access = { ...server, observerMode: 'levels' } as const;
      const token = await createObserverToken(access, room, createObserverIdentity());
      return baseline.evaluate(([url, ...rest]) => window.baseline.join(url, ...rest), [
        server.url,
        token,
        count,
      ] as const);
    },
    async leaveByConsole(room, count) {
      await console.page.getByRole('tab', { name: new RegExp(`^${room}\\b`) }).press('Delete');
      await waitForEmptySeats(room, count);
    },
    async leaveByBaseline(room, count) {
      await baseline.evaluate(() => window.baseline.leave());
      await waitForEmptySeats(room, count);
    },
  };
}

async function openPlainWindow({ electron }: App, url: string): Promise<Page> {
  const [page] = await Promise.all([
    electron.waitForEvent('window'),
    electron.evaluate(async ({ BrowserWindow }, address) => {
      const webPreferences = { partition: 'bench', backgroundThrottling: false };
      await new BrowserWindow({ width: 480, height: 320, webPreferences }).loadURL(address);
    }, url),
  ]);
  await page.waitForFunction(() => 'baseline' in window);
  return page;
}

async function fillRoom(server: LivekitServer, world: World, room: string, count: number): Promise<() => void> {
  const crowd = await joinCrowd({
    count,
    makeOptions: (index) => ({
      server,
      room,
      identity: `${personPrefix}${String(index).padStart(4, '0')}`,
      name: `Person ${index}`,
      attributes: { [attribute]: '-' },
    }),
  });
  world.onEnd(() => crowd.leave());
  if (crowd.failures.size > 0) throw new Error(`not everybody came: ${JSON.stringify([...crowd.failures])}`);
  return crowd.leave;
}
