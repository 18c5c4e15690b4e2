/** What every break is tried on: a server, ways to it that can be broken, people who change things, and a console in the room. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fillChangingRoom, type ChangingRoom, type ToldRow } from '#test/support/missed-changes';
import { createApiClients, type ApiClients } from '#tools/api-clients.ts';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import type { LivekitServer } from '#tools/livekit-server.ts';
import { openSilentNetwork, type SilentNetwork } from '#tools/silent-network.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { ServerPage } from '../../e2e/pages/server-page.ts';
import { createWorld } from '../../e2e/support/world.ts';

export const room = 'town-hall';

/** What the connection's word and strip said, from when on. */
export interface Shown {
  atMs: number;
  state: string;
  text: string;
}

export interface BreakStage {
  server: LivekitServer;
  api: ApiClients;
  /** Console → network → proxy → server; people go to the server directly. */
  network: SilentNetwork;
  proxy: FaultProxy;
  people: ChangingRoom;
  console: ServerPage;
  /** Stops or continues every process of the app. */
  signalApp(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /**
   * Keeps connections that are made from now on from any media but over a proxy, which there is none of here; as a policy of
   * the browser does, which an administrator may set.
   */
  setMediaBlocked(isBlocked: boolean): Promise<void>;
  waitForState(state: string, timeoutMs?: number): Promise<void>;
  /** Waits until the room is shown by the list alone. */
  waitForApiOnly(): Promise<void>;
  /** Waits until the console is not troubled by anything. */
  waitForCalm(timeoutMs: number): Promise<void>;
  /** Waits until everybody who comes back by himself has joined so often. */
  waitForReturn(joinCount: number): Promise<void>;
  readShown(): Promise<Shown[]>;
  /** Rows of Events that a filter leaves, as they are drawn. */
  readRows(filter: string): Promise<ToldRow[]>;
  end(): Promise<void>;
}

export async function openBreakStage(): Promise<BreakStage> {
  const world = createWorld();
  try {
    const server = await world.startServer();
    const proxy = await startFaultProxy(server);
    world.onEnd(() => proxy.dispose());
    const network = await openSilentNetwork(proxy);
    world.onEnd(() => network.dispose());
    const api = createApiClients(server);
    const people = await fillChangingRoom(server, api, room, { doComeBack: true });
    world.onEnd(() => people.leave());
    const app = await world.launch();
    const console = await app.addAndOpen(network, { name: 'Breaks' });
    await console.openRoom(room);
    await watchShown(console.page);
    const electronPid = app.electron.process().pid ?? 0;
    let isStopped = false;
    function signalApp(signal: 'SIGSTOP' | 'SIGCONT'): void {
      isStopped = signal === 'SIGSTOP';
      for (const pid of listTree(electronPid)) process.kill(pid, signal);
    }
    world.onEnd(() => isStopped && signalApp('SIGCONT'));
    return {
      server,
      api,
      network,
      proxy,
      people,
      console,
      signalApp,
      setMediaBlocked: (isBlocked) =>
        app.electron.evaluate(
          ({ webContents }, policy) => {
            for (const contents of webContents.getAllWebContents()) contents.setWebRTCIPHandlingPolicy(policy);
          },
          isBlocked ? ('disable_non_proxied_udp' as const) : ('default' as const),
        ),
      waitForApiOnly: () => console.apiOnlyRoom.waitFor({ timeout: 120_000 }),
      async waitForCalm(timeoutMs) {
        const isCalm = async (): Promise<boolean> => {
          const last = (await console.page.evaluate(readShownHere)).at(-1);
          return last?.state === 'live' && last.text === '';
        };
        await waitUntil(isCalm, { what: 'the console to be as before', timeoutMs });
      },
      async waitForState(state, timeoutMs = 60_000) {
        const named = console.page.locator(`[data-room-state="${state}"]`);
        await named.waitFor({ timeout: timeoutMs });
      },
      async waitForReturn(joinCount) {
        const bots = [...people.bots.values()];
        await waitUntil(() => bots.every((bot) => bot.isActive && bot.joinCount >= joinCount), {
          what: `everybody to have joined ${joinCount} times`,
          timeoutMs: 60_000,
        });
      },
      readShown: () => console.page.evaluate(readShownHere),
      readRows: (filter) => readRows(console, filter),
      end: () => world.end(),
    };
  } catch (error) {
    await world.end();
    throw error;
  }
}

/** A process and all that came of it. */
function listTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = readParent(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function readParent(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** Looks every 100 ms; only what differs is kept, and no word that tells the time. */
async function watchShown(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown: Shown[] = [];
    Object.assign(window, { shown });
    setInterval(() => {
      const room = document.querySelector('[data-room-state]');
      const state = room?.hasAttribute('data-room-mode') ? 'API only' : (room?.getAttribute('data-room-state') ?? '');
      const strip = document.querySelector('.room-foot-text')?.cloneNode(true) as Element | undefined;
      strip?.querySelector('.room-foot-age')?.remove();
      const trouble = document.querySelector('.connection-slow');
      const told = state === 'live' ? trouble : strip;
      const text = (told?.textContent ?? '').trim().replaceAll(/\d\d:\d\d:\d\d/g, 'hh:mm:ss');
      const last = shown.at(-1);
      if (last?.state !== state || last.text !== text) shown.push({ atMs: Date.now(), state, text });
    }, 100);
  });
}

/** Runs in the window. */
function readShownHere(): Shown[] {
  return (window as never as { shown: Shown[] }).shown;
}

async function readRows(console: ServerPage, filter: string): Promise<ToldRow[]> {
  const grid = await console.openTab('Events');
  await console.page.getByLabel('Filter Events', { exact: true }).fill(filter);
  await grid.waitFor();
  // Reading scrolls, and scrolling pauses it.
  const paused = console.page.getByRole('button', { name: /^Paused/ });
  if (await paused.isVisible()) await paused.click();
  return grid.evaluate(async (element) => {
    // The grid draws what it is scrolled to some frames later.
    const drawn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 120));
    const rows = new Map<string, ToldRow>();
    for (let top = 0; ; top += Math.max(20, element.clientHeight / 2)) {
      element.scrollTop = top;
      await drawn();
      for (const row of element.querySelectorAll('[role="row"][aria-rowindex]')) {
        const read = (column: string): string =>
          row.querySelector(`[role="gridcell"][data-column="${column}"]`)?.textContent ?? '';
        if (read('type') === '') continue;
        const key = row.getAttribute('aria-rowindex') ?? '';
        rows.set(key, { type: read('type'), who: read('who'), details: read('details') });
      }
      if (top >= element.scrollHeight - element.clientHeight) break;
    }
    return [...rows.values()];
  });
}
