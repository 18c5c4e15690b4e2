/** Where a roster is measured: a server, a crowd that is fed to it, and one design in front of it, in the same Electron. */
import { createObserverIdentity, createObserverToken } from '#main/services/livekit-api/observer-token';
import type { Page } from '@playwright/test';
import { startFeed, type Feed } from '#test/support/feed/start-feed';
import { attributeKeys, picked, pickKey, scoreKey, timedIdentity } from '#test/support/feed/crowd-model';
import { benchChoices, textsAtPx } from './bench-columns.ts';
import type { LivekitServer } from '#tools/livekit-server.ts';
import type { App, World } from '../../e2e/support/world.ts';
import type { ServerPage } from '../../e2e/pages/server-page.ts';
import type { Cells, Design } from './steps.ts';

/** The one design that is measured now. */
export interface Shown {
  page: Page;
  /** Selects the cell of the timed change. */
  timedCell: string;
  /** From the call or click until it was drawn with everybody. */
  shownMs: number;
  showCells(cells: Cells): Promise<void>;
  setHidden(isHidden: boolean): Promise<void>;
  /** Puts the focus on a cell of the list, so that arrow keys move it. */
  focus(): Promise<void>;
  blur(): Promise<void>;
  close(): Promise<void>;
}

export interface RosterStage {
  feed: Feed;
  show(design: Design): Promise<Shown>;
}

const windowSize = { width: 1_440, height: 900 };
const firstText = `attr.${attributeKeys[0]}`;

/** @param pageUrl of the baselines' page */
export async function openRosterStage(
  world: World,
  {
    server,
    app,
    pageUrl,
    room,
    people,
  }: { server: LivekitServer; app: App; pageUrl: string; room: string; people: number },
): Promise<RosterStage> {
  // Somebody real holds the room open, unseen.
  await world.join({ server, room, identity: `holds-${room}`, hidden: true, kind: 'standard' });
  const feed = await startFeed(server, { room, people });
  world.onEnd(() => feed.dispose());
  let console: ServerPage | undefined;
  let size = { width: 1_200, height: 700 };

  async function showConsole(): Promise<Shown> {
    if (!console) {
      console = await app.addAndOpen(feed, { name: `Bench ${room}`, observing: 'Levels' });
      await chooseColumns(console);
    }
    const { page } = console;
    const window = await app.electron.browserWindow(page);
    await window.evaluate((opened, { width, height }) => opened.setContentSize(width, height), windowSize);
    const grid = console.grid('Participants');
    const { there } = await feed.readStats();
    const startedAtMs = performance.now();
    await console.row(console.grid('Rooms'), room).dblclick();
    await page.waitForFunction(
      (count) => {
        const drawn = document.querySelector('[role="grid"][aria-label="Participants"]');
        const isLive = document.querySelector('[data-room-state="live"]') !== null;
        return isLive && Number(drawn?.getAttribute('aria-rowcount')) > count;
      },
      there,
      { polling: 'raf', timeout: 60_000 },
    );
    const shownMs = performance.now() - startedAtMs;
    const columnCount = Number(await grid.getAttribute('aria-colcount'));
    if (columnCount !== benchChoices.length) throw new Error(`${columnCount} columns are shown`);
    // The list of events is a table of its own.
    const fold = page.getByRole('button', { name: 'Close Activity' });
    if (await fold.isVisible()) await fold.click();
    // Sorted by score, the highest first, and filtered: both by attributes that change.
    await scrollToTexts(page);
    const head = grid.locator(`[role="columnheader"][data-column="attr.${scoreKey}"]`);
    await head.click();
    await head.click();
    await page.getByLabel('Filter participants').fill(`attr.${pickKey}=${picked}`);
    await restPointer(page);
    size = await grid.evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
    const lobby = page.getByRole('tab', { name: /^Lobby/ });
    const tab = page.getByRole('tab', { name: new RegExp(`^${room}\\b`) });
    return {
      page,
      shownMs,
      timedCell: `[data-row="${timedIdentity}"] > [data-column="${firstText}"]`,
      showCells: (cells) => scrollToTexts(page, cells === 'text' ? textsAtPx : 0),
      setHidden: async (isHidden) => {
        await (isHidden ? lobby : tab).click();
        await restPointer(page);
      },
      focus: () => grid.locator('[role="row"][aria-rowindex="4"] > [data-column="identity"]').focus(),
      blur: () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
      async close() {
        await tab.press('Delete');
        await grid.waitFor({ state: 'detached' });
      },
    };
  }

  async function showBaseline(design: Exclude<Design, 'console'>): Promise<Shown> {
    const { width, height } = size;
    const page = await openPlainWindow(
      app,
      `${pageUrl}?design=${design}&width=${width}&height=${height}`,
      'rosterBaseline',
    );
    const access = { ...feed, observerMode: 'levels' } as const;
    const token = await createObserverToken(access, room, createObserverIdentity());
    const { there } = await feed.readStats();
    const startedAtMs = performance.now();
    await page.evaluate(([url, ...rest]) => window.rosterBaseline.join(url, ...rest), [
      feed.url,
      token,
      there,
    ] as const);
    await restPointer(page);
    const isAg = design.startsWith('ag');
    const timedCell = isAg
      ? `[row-id="${timedIdentity}"] [col-id="${firstText}"]`
      : `[data-row="${timedIdentity}"] > [data-column="${firstText}"]`;
    if (design !== 'client')
      await page
        .locator(isAg ? `[row-id="${timedIdentity}"]` : timedCell)
        .first()
        .waitFor();
    const scroller = isAg ? '.ag-body-horizontal-scroll-viewport' : '#place';
    return {
      page,
      shownMs: performance.now() - startedAtMs,
      timedCell,
      showCells: (cells) =>
        page.evaluate(([selector, left]) => document.querySelector(selector)?.scrollTo({ left }), [
          scroller,
          cells === 'text' ? textsAtPx : 0,
        ] as const),
      setHidden: () => Promise.resolve(),
      focus: () => page.evaluate(() => window.rosterBaseline.focus()),
      blur: () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
      close: () => page.close(),
    };
  }

  return { feed, show: (design) => (design === 'console' ? showConsole() : showBaseline(design)) };
}

/** The window reads what is kept for its server as it opens. */
async function chooseColumns(console: ServerPage): Promise<void> {
  const kept = await console.page.evaluate(
    (columns) => window.gavel?.request('roster:save-preferences', { views: [], types: {}, masks: [], columns }),
    [...benchChoices],
  );
  if (!kept?.ok) throw new Error(`the columns were not kept: ${JSON.stringify(kept)}`);
  await console.page.reload();
  await console.waitUntilReady();
}

/** A pointer over the list would hold its order still. */
async function restPointer(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
}

/** The grid of the product, on whichever page it stands. */
export function scrollToTexts(page: Page, leftPx = textsAtPx): Promise<void> {
  return page.evaluate((left) => {
    const grid = document.querySelector('[role="grid"][aria-label="Participants"]');
    if (grid) grid.scrollLeft = left;
  }, leftPx);
}

/** A window of the same app with a page of the bench, which is ready when it has put `handle` into its window. */
export async function openPlainWindow({ electron }: App, url: string, handle: string): Promise<Page> {
  const [page] = await Promise.all([
    electron.waitForEvent('window'),
    electron.evaluate(
      async ({ BrowserWindow }, { address, width, height }) => {
        const webPreferences = { partition: 'bench', backgroundThrottling: false };
        await new BrowserWindow({ width, height, useContentSize: true, webPreferences }).loadURL(address);
      },
      { address: url, ...windowSize },
    ),
  ]);
  await page.waitForFunction((name) => name in window, handle);
  return page;
}
