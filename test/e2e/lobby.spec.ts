/** The lobby: rooms as they are, an empty server, and failures told apart with the server's words and without its echo of the token. */
import { createApiClients } from '#tools/livekit-server.ts';
import { expect, test } from './support/world.ts';

test('rooms appear, change and go by themselves, sorted as asked', async ({ world }) => {
  const server = await world.startServer();
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await expect(page.page.getByRole('heading', { name: 'No rooms on Test server' })).toBeVisible();
  const { rooms } = createApiClients(server);
  await rooms.createRoom({ name: 'alpha', metadata: '{"title":"First"}' });
  await rooms.createRoom({ name: 'beta' });
  await world.join({ server, room: 'beta', identity: 'amara' });
  const grid = page.grid('Rooms');
  await expect(page.row(grid, 'alpha')).toContainText('First');
  await expect(page.row(grid, 'beta').locator('[data-column="people"]')).toHaveText('1');
  const order = (): Promise<(string | null)[]> =>
    grid.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
  await expect.poll(order).toEqual(['beta', 'alpha']);
  await expect(page.row(grid, 'beta').locator('[data-column="agents"]')).toHaveText('0');
  await page.page.getByRole('button', { name: 'Metadata columns' }).click();
  await page.page.getByRole('checkbox', { name: /meta\.title.*First.*1 room/ }).check();
  await page.page.keyboard.press('Escape');
  await expect(page.row(grid, 'alpha').locator('[data-column="meta.title"]')).toHaveText('First');
  const nameCell = page.row(grid, 'alpha').locator('[data-column="room"]');
  await nameCell.click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: /Edit room metadata/ }).click();
  const metadata = page.page.getByRole('dialog', { name: 'Metadata of alpha' });
  await expect(metadata).toContainText('First');
  await page.page.keyboard.press('Escape');
  await expect(metadata).toBeHidden();
  await nameCell.focus();
  await page.page.keyboard.press('Shift+F10');
  await expect(page.page.getByRole('menuitem', { name: /Open room/ })).toBeVisible();
  await page.page.keyboard.press('Escape');
  await expect(nameCell).toBeFocused();
  await grid.getByRole('columnheader', { name: 'room' }).click();
  await expect.poll(order).toEqual(['alpha', 'beta']);
  await rooms.deleteRoom('alpha');
  await expect(page.row(grid, 'alpha')).toBeHidden();
});

test('a wrong secret, an unknown key and an unreachable server are told apart', async ({ world }) => {
  const server = await world.startServer();
  const app = await world.launch();
  const cases = [
    {
      name: 'Wrong secret',
      access: { ...server, apiSecret: 'another-secret-of-a-good-length-0123456789' },
      says: /secret/i,
    },
    { name: 'Unknown key', access: { ...server, apiKey: 'nokey' }, says: /key/i },
    { name: 'Unreachable', access: { ...server, url: 'ws://127.0.0.1:9' }, says: /reach|answer/i },
  ];
  const titles = new Set<string>();
  for (const { name, access, says } of cases) {
    const page = await app.addAndOpen(access, { name, isFailing: true });
    const alert = page.page.getByRole('alert').first();
    await expect(alert).toContainText(says);
    await expect(alert.getByRole('button', { name: 'Edit server' })).toBeVisible();
    await expect(alert.getByRole('button', { name: 'Copy details' })).toBeVisible();
    // The server echoes the signed token in its 401; what is shown must not carry it.
    expect(await page.page.locator('body').textContent()).not.toMatch(/eyJ[\w-]{10,}/);
    titles.add((await alert.getByRole('heading').textContent()) ?? '');
  }
  expect(titles.size).toBe(cases.length);
});

test('the last good list stays, with its age, while the server is away', async ({ world }) => {
  const server = await world.startServer();
  await createApiClients(server).rooms.createRoom({ name: 'alpha' });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await expect(page.row(page.grid('Rooms'), 'alpha')).toBeVisible();
  await server.kill('SIGKILL');
  await expect(page.page.getByRole('alert').first()).toBeVisible();
  await expect(page.row(page.grid('Rooms'), 'alpha')).toBeVisible();
  await server.restart();
  await expect(page.page.getByRole('alert')).toHaveCount(0, { timeout: 90_000 });
});

test('a room with metadata and an agent is created by keyboard, appears and is opened; a slip of Escape loses nothing', async ({
  world,
}) => {
  const server = await world.startServer();
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await expect(page.page.getByRole('heading', { name: 'No rooms on Test server' })).toBeVisible();
  const { keyboard } = page.page;
  const dialog = page.page.getByRole('dialog', { name: 'Create room' });
  await keyboard.press('n');
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await keyboard.type('green room');
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await keyboard.press('n');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('green room');
  await page.typeJson('Room metadata', '{"title":"Green"}');
  await dialog.getByRole('button', { name: 'Add agent' }).press('Enter');
  await expect(dialog.getByLabel('Agent name')).toBeFocused();
  await keyboard.type('scribe');
  await keyboard.press('Control+Enter');
  await expect(dialog.getByText('The room is there, as asked.')).toBeVisible();
  const { dispatches } = createApiClients(server);
  expect((await dispatches.listDispatch('green room')).map(({ agentName }) => agentName)).toEqual(['scribe']);
  await expect(dialog.getByRole('button', { name: 'Open' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.roomState('live')).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('r');
  await expect(page.row(page.grid('Rooms'), 'green room')).toContainText('Green');
});
