/** axe looks at every screen in both themes; text at 200 %, forced colours and reduced motion leave all of it usable. */
import type { Page } from '@playwright/test';
import { startDemo, type Demo } from '#tools/demo/start-demo.ts';
import type { ServerPage } from './pages/server-page.ts';
import { listViolations } from './support/axe.ts';
import { countMoving } from './support/motion.ts';
import { listUnreachable, readEdges } from './support/reachable.ts';
import { expect, test, type App, type World } from './support/world.ts';

const room = 'town-hall';

async function openRoom(world: World): Promise<{ demo: Demo; app: App; page: ServerPage }> {
  const demo = await startDemo({ isStill: true });
  world.onEnd(() => demo.dispose());
  const app = await world.launch();
  const page = await app.addAndOpen(demo.server);
  await page.openRoom(room);
  await expect(page.grid('Participants')).toHaveAttribute('aria-rowcount', '27', { timeout: 120_000 });
  return { demo, app, page };
}

/** Both themes, one after the other. */
async function expectNoViolations(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await listViolations(page), `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/** Opens a dialog by its keys, looks, and closes it. */
async function expectNoViolationsInDialog(page: Page, keys: readonly string[], name: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  await expectNoViolations(page, `dialog ${name}`);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('axe finds nothing on any screen, and finds what is planted', async ({ world }) => {
  const { app, page } = await openRoom(world);
  await page.inspect('amara-okafor');
  for (const tab of ['Events', 'Requests', 'Dispatches', 'Audit'] as const) {
    await page.openTab(tab);
    await expectNoViolations(page.page, `room with ${tab}`);
  }
  await page.cell('amara-okafor', 'identity').click({ modifiers: ['Control'] });
  await page.page.getByTestId('room-grid').getByRole('button', { name: 'Group', exact: true }).click();
  await page.page.getByRole('menuitemradio', { name: 'kind' }).click();
  await page.page.keyboard.press('Escape');
  await expect(page.grid('Participants').locator('[data-group="person"]')).toBeVisible();
  await page.page.keyboard.press('Shift+T');
  await expect(page.grid('Participants').getByRole('row', { name: 'Totals' })).toBeVisible();
  await expectNoViolations(page.page, 'room with groups, marks and totals');
  for (const [keys, name] of [
    [['?'], 'Keys'],
    [['Shift+C'], 'Columns'],
    [['d'], 'Dispatch agent'],
    [['g', 's'], 'Settings'],
    [['Control+k'], 'Command palette'],
  ] as const) {
    await page.cell('amara-okafor', 'identity').focus();
    await expectNoViolationsInDialog(page.page, keys, name);
  }
  await page.page.getByRole('tab', { name: /^Lobby/ }).click();
  await expectNoViolations(page.page, 'lobby');
  await expectNoViolationsInDialog(page.page, ['n'], 'Create room');
  const manager = app.manager.page;
  await expectNoViolations(manager, 'servers');
  const check = await app.manager.check('Test server');
  await expect(check.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 90_000 });
  await expectNoViolations(manager, 'check');
  await manager.keyboard.press('Escape');
  await expect(check).toBeHidden();
  await manager.keyboard.press('a');
  await expect(manager.getByRole('heading', { name: 'Audit' })).toBeVisible();
  await expectNoViolations(manager, 'audit');
  await manager.keyboard.press('Escape');
  const form = await app.openForm();
  await form.fill({ name: 'Nobody', url: 'ws://127.0.0.1:9', apiKey: 'key', apiSecret: 'secret' });
  await form.press();
  await expect(form.anyway).toBeVisible();
  await expectNoViolations(form.page, 'form with a failed check');

  // Control: a picture without a name and a pale word are found.
  await form.page.evaluate(() => {
    const word = Object.assign(document.createElement('p'), { textContent: 'pale' });
    word.style.setProperty('color', '#eee');
    word.style.setProperty('background', '#fff');
    // Where it can be seen: what is covered is not judged.
    for (const [name, value] of [
      ['position', 'fixed'],
      ['inset', '0 auto auto 0'],
      ['z-index', '9'],
    ] as const) {
      word.style.setProperty(name, value);
    }
    document.body.append(word, document.createElement('img'));
  });
  const found = (await listViolations(form.page)).join('\n');
  expect(found).toContain('color-contrast');
  expect(found).toContain('image-alt');
});

test('at 200 % nothing runs out of the window, and every control can be reached', async ({ world }) => {
  const { app, page } = await openRoom(world);
  const window = await app.electron.browserWindow(page.page);
  await window.evaluate(({ webContents }) => webContents.setZoomFactor(2));
  await expect(page.page.locator('.shell')).toHaveAttribute('data-narrow', 'true');
  expect(await listUnreachable(page.page), 'room').toEqual([]);
  await page.cell('amara-okafor', 'identity').focus();
  await page.page.keyboard.press('Enter');
  await expect(page.inspector).toBeVisible();
  expect(await listUnreachable(page.page), 'Inspector').toEqual([]);
  await page.page.keyboard.press('Escape');
  await page.page.keyboard.press('?');
  await expect(page.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  expect(await listUnreachable(page.page), 'Keys').toEqual([]);
  await page.page.keyboard.press('Escape');
  await page.page.getByRole('tab', { name: /^Lobby/ }).click();
  expect(await listUnreachable(page.page), 'lobby').toEqual([]);

  // Control: a button that is pushed out of the window is found.
  await page.page.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { textContent: 'out' });
    button.style.setProperty('position', 'fixed');
    button.style.setProperty('inset-inline-start', '98vw');
    button.style.setProperty('inline-size', '10vw');
    document.body.append(button);
  });
  expect(await listUnreachable(page.page)).toEqual(['out: runs out of the window']);
});

test('forced colours still tell what is chosen, and reduced motion moves nothing', async ({ world }) => {
  const { page } = await openRoom(world);
  await page.page.emulateMedia({ forcedColors: 'active' });
  await page.inspect('amara-okafor');
  const rail = page.page.getByRole('navigation', { name: 'Server' });
  const chosen = [
    [rail.locator('[aria-current="page"]'), rail.getByRole('button', { name: /^Lobby/ })],
    [page.page.locator('.tab[aria-selected="true"]'), page.page.locator('.tab[aria-selected="false"]').first()],
    [page.row(page.grid('Participants'), 'amara-okafor'), page.row(page.grid('Participants'), 'arjun-patel')],
    [page.page.getByRole('tab', { name: /^Events/ }), page.page.getByRole('tab', { name: /^Requests/ })],
  ] as const;
  for (const [yes, no] of chosen) expect(await readEdges(yes)).not.toEqual(await readEdges(no));

  // Control: with motion allowed something fades.
  await page.page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
  await page.page.keyboard.press('?');
  await expect(page.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  expect(await countMoving(page.page)).toBeGreaterThan(0);
  await page.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await countMoving(page.page)).toBe(0);
});
