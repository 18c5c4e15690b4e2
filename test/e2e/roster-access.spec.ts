/**
 * Every part of the roster with keys alone: it opens, axe finds nothing in it in either theme, nothing in it moves when
 * motion is reduced, Escape gives the focus back; at 200 % and from right to left all of it can be reached. That the looks
 * find what is planted is shown by the spec of the shell.
 */
import type { Locator, Page } from '@playwright/test';
import { createApiClients } from '#tools/livekit-server.ts';
import type { ServerPage } from './pages/server-page.ts';
import { listViolations } from './support/axe.ts';
import { goTo } from './support/keys.ts';
import { countMoving } from './support/motion.ts';
import { joinPeople, room } from './support/people.ts';
import { listUnreachable, readEdges } from './support/reachable.ts';
import { expect, test, type App, type World } from './support/world.ts';

interface Part {
  name: string;
  /** Opened from a cell that has the focus. */
  open: (page: ServerPage) => Promise<void>;
  shown: (page: Page) => Locator;
  /** What axe looks at. */
  within?: string;
  isDialog?: true;
  /** Keys that leave it; Escape where none are said. */
  leave?: readonly string[];
}

const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name });
const openDialogs = '[role="dialog"][data-open], [role="menu"][data-open]';

async function press(page: ServerPage, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.page.keyboard.press(key);
}

async function pressButton(page: ServerPage, name: RegExp | string): Promise<void> {
  await press(page, '/');
  await goTo(page.page, page.page.getByRole('button', { name }), typeof name === 'string' ? 'Tab' : 'Shift+Tab');
  await press(page, 'Enter');
}

/** Goes from a cell of a person to a further one by arrows. */
async function goAlong(page: ServerPage, column: string): Promise<void> {
  const isRightToLeft = await page.page.evaluate(() => document.documentElement.dir === 'rtl');
  await goTo(page.page, page.cell('jonas', column), isRightToLeft ? 'ArrowLeft' : 'ArrowRight');
}

const viewsMenu = async (page: ServerPage): Promise<void> => {
  await pressButton(page, /^View: /);
  await expect(page.page.getByRole('menuitemradio', { name: /^All/ })).toBeVisible();
  // What is typed next is for the menu.
  const isInMenu = () => page.page.evaluate(() => Boolean(document.activeElement?.closest('[role="menu"]')));
  await expect.poll(isInMenu).toBe(true);
};

/** In an order in which each leaves the room as the next one needs it. */
const parts: readonly Part[] = [
  { name: 'menu of views', open: viewsMenu, shown: (page) => page.getByRole('menuitemradio', { name: /^All/ }) },
  {
    name: 'save view',
    isDialog: true,
    open: async (page) => {
      await viewsMenu(page);
      await goTo(page.page, page.page.getByRole('menuitem', { name: /^Save view/ }), 'ArrowUp');
      await press(page, 'Enter');
    },
    shown: dialog('Save view'),
  },
  {
    name: 'your views',
    isDialog: true,
    open: async (page) => {
      await viewsMenu(page);
      await goTo(page.page, page.page.getByRole('menuitem', { name: /^Rename/ }), 'ArrowUp');
      await press(page, 'Enter');
    },
    shown: dialog('Your views'),
  },
  { name: 'facets', open: (page) => press(page, 'Shift+F'), shown: dialog('Facets') },
  { name: 'columns', open: (page) => press(page, 'Shift+C'), shown: dialog('Columns') },
  {
    name: 'menu of groups',
    open: (page) => pressButton(page, 'Group'),
    shown: (page) => page.getByRole('menu', { name: 'Group by' }),
  },
  { name: 'export', isDialog: true, open: (page) => press(page, 'x'), shown: dialog('Export') },
  {
    name: 'masks',
    isDialog: true,
    open: async (page) => {
      await press(page, 'x');
      await goTo(page.page, page.page.getByRole('button', { name: 'Masks…' }));
      await press(page, 'Enter');
    },
    shown: dialog('Masks'),
  },
  { name: 'legend', isDialog: true, open: (page) => press(page, 'g', 'l'), shown: dialog('Legend') },
  {
    name: 'history of a cell',
    isDialog: true,
    open: async (page) => {
      await goAlong(page, 'attr.team');
      await press(page, 'h');
    },
    shown: dialog('History: attr.team of jonas'),
  },
  {
    name: 'menu of a cell',
    open: (page) => press(page, 'ContextMenu'),
    shown: (page) => page.getByRole('menuitem', { name: /^Exclude: identity jonas/ }),
  },
  {
    name: 'columns of talk',
    open: (page) => goAlong(page, 'silence'),
    shown: (page) => page.locator('[data-row="jonas"] > [data-column="silence"]'),
    within: '[data-row="jonas"]',
    leave: ['Home'],
  },
  {
    name: 'menu of a head',
    open: (page) => press(page, 'Control+Home', 'ArrowUp', 'Alt+ArrowDown'),
    shown: (page) => page.getByRole('menu', { name: 'Column identity' }),
  },
  {
    name: 'chips of the filter',
    open: async (page) => {
      await press(page, '/');
      await page.page.keyboard.type('kind:person ');
      const chip = page.page.getByRole('button', { name: 'Take out kind:person' });
      await goTo(page.page, chip, 'Shift+Tab');
    },
    shown: (page) => page.getByRole('button', { name: 'Take out kind:person' }),
    within: '.filter-box',
    leave: ['Delete'],
  },
  {
    name: 'views in the rail',
    open: async (page) => {
      await press(page, '/');
      await goTo(page.page, page.page.locator('.rail-views [aria-current]'), 'Shift+Tab');
      await press(page, 'ArrowDown', 'Enter');
      await expect(page.page.getByRole('button', { name: /^View: Hands/ })).toBeVisible();
    },
    shown: (page) => page.getByText('Hands: nobody'),
    within: '.rail-views',
    leave: ['0'],
  },
  {
    name: 'list of the filter',
    open: async (page) => {
      await press(page, '/');
      await page.page.keyboard.type('attr.te');
    },
    shown: (page) => page.getByRole('option', { name: /attr\.team/ }),
    within: '.filter-box',
    leave: ['Escape', 'Escape'],
  },
  {
    name: 'marks, and what the marked have in common',
    open: async (page) => {
      await press(page, 'Control+a');
      await expect(page.page.locator('[aria-live="polite"]', { hasText: /^5 marked$/ })).toBeAttached();
    },
    shown: (page) => page.getByRole('toolbar', { name: 'Marked' }),
    within: '.room-inspector, .marks-bar, .roster-left',
  },
];

async function openRoom(world: World): Promise<{ app: App; page: ServerPage }> {
  const server = await world.startServer();
  const people = await joinPeople(world, server);
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  await expect(page.grid('Participants')).toHaveAttribute('aria-rowcount', '7');
  await createApiClients(server).rooms.updateParticipant(room, 'jonas', { attributes: { team: 'green' } });
  await expect(page.row(page.grid('Participants'), 'jonas')).toBeVisible();
  // Somebody who has left stays in sight for a while.
  people.pascal.leave();
  await expect(page.row(page.grid('Participants'), 'pascal')).toContainText('left');
  await page.inspect('jonas');
  await page.page.mouse.move(0, 0);
  return { app, page };
}

/** Opens every part by keys, lets it be looked at, and leaves it: the focus is then on what it was on. */
async function tour(page: ServerPage, look: (part: Part) => Promise<void>, visited = parts): Promise<void> {
  for (const part of visited) {
    await test.step(part.name, async () => {
      await page.cell('jonas', 'identity').focus();
      await part.open(page);
      await expect(part.shown(page.page).first()).toBeVisible();
      await look(part);
      await press(page, ...(part.leave ?? ['Escape']));
      await expect(part.shown(page.page)).toHaveCount(0);
      await expect.poll(() => page.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    });
  }
}

test('each part of the roster opens by keys, is sound, and gives the focus back; at 200 % and from right to left too', async ({
  world,
}) => {
  const { app, page } = await openRoom(world);
  await page.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await tour(page, async ({ name, within = openDialogs }) => {
    expect(await listViolations(page.page, within), `${name}, dark`).toEqual([]);
    await page.page.emulateMedia({ colorScheme: 'light' });
    expect(await listViolations(page.page, within, ['color-contrast']), `${name}, light`).toEqual([]);
    await page.page.emulateMedia({ colorScheme: 'dark' });
    expect(await countMoving(page.page), `${name}: moving`).toBe(0);
  });

  const expectReachable = (mode: string) => async (part: Part) =>
    expect(await listUnreachable(page.page), `${part.name}, ${mode}`).toEqual([]);
  const window = await app.electron.browserWindow(page.page);
  await window.evaluate(({ webContents }) => webContents.setZoomFactor(2));
  await expect(page.page.locator('.shell')).toHaveAttribute('data-narrow', 'true');
  await page.cell('jonas', 'identity').focus();
  await press(page, 'Enter');
  await expect(page.inspector).toBeVisible();
  await tour(page, expectReachable('200 %'));
  await window.evaluate(({ webContents }) => webContents.setZoomFactor(1));

  await page.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  // Dialogs stand in the middle either way: one of them stands for all.
  const placed = parts.filter(({ isDialog, name }) => !isDialog || name === 'export');
  await tour(page, expectReachable('right to left'), placed);
  await test.step('from right to left, arrows go where they point and the columns come along', async () => {
    await page.cell('jonas', 'identity').focus();
    await press(page, 'ArrowLeft');
    await expect(page.cell('jonas', 'name')).toBeFocused();
    await press(page, 'End');
    await expect(page.cell('jonas', 'source')).toBeFocused();
    await goTo(page.page, page.cell('jonas', 'attr.team'), 'ArrowRight');
    await expect(page.cell('jonas', 'attr.team')).toBeInViewport({ ratio: 1 });
    await press(page, 'Home');
    await expect(page.cell('jonas', 'identity')).toBeFocused();
  });
});

test('forced colours tell what is marked, grouped, chosen and left out', async ({ world }) => {
  const { page } = await openRoom(world);
  await page.page.emulateMedia({ forcedColors: 'active' });
  await page.cell('jonas', 'identity').focus();
  await press(page, 'Control+Space');
  const box = (identity: string): Promise<string> =>
    page.cell(identity, 'identity').evaluate((cell) => getComputedStyle(cell, '::after').content);
  expect(await box('jonas')).not.toBe(await box('amara'));
  const chosen = page.inspector.getByRole('button', { pressed: true });
  const other = page.inspector.getByRole('button', { pressed: false });
  expect(await readEdges(chosen.first())).not.toBe(await readEdges(other.first()));
  await press(page, 'Shift+F');
  const team = page.page.getByRole('group', { name: 'attr.team' });
  const leaveOut = team.getByRole('button', { name: /^Leave out/ });
  await leaveOut.first().press('Enter');
  await expect(leaveOut.first()).toHaveAttribute('aria-pressed', 'true');
  expect(await readEdges(leaveOut.first())).not.toBe(await readEdges(leaveOut.last()));
  await press(page, 'Escape');
});
