/** Servers: first run, add, wrong input, edit, delete, restart, a damaged file. */
import { writeFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FormPage } from './pages/form-page.ts';
import { expect, test, type App } from './support/world.ts';

/** Nobody listens there: what is added fails its check. */
const access = { url: 'ws://127.0.0.1:61', apiKey: 'test-key', apiSecret: 'planted-secret-of-the-servers-spec' };

test('first run teaches the next step, and a server can be added by keyboard alone', async ({ world }) => {
  const app = await world.launch();
  const { page } = app.manager;
  await expect(page.getByRole('heading', { name: 'Add your first server' })).toBeVisible();
  const [window] = await Promise.all([app.electron.waitForEvent('window'), page.keyboard.press('n')]);
  const form = new FormPage(window);
  await form.waitUntilReady();
  await expect(form.page.getByRole('dialog', { name: 'Add server' })).toBeVisible();
  await expect(form.field('Name')).toBeFocused();
  await form.page.keyboard.type('Staging');
  await form.page.keyboard.press('Tab');
  await form.page.keyboard.type(access.url);
  await form.page.keyboard.press('Tab');
  await form.page.keyboard.type(access.apiKey);
  await form.page.keyboard.press('Tab');
  await form.page.keyboard.type(access.apiSecret);
  await form.page.keyboard.press('Control+Enter');
  // Nobody answers: said at its line, which has the focus, and nothing is saved without a word.
  await expect(form.checkLine('reachable')).toBeFocused();
  await expect(form.checkLine('reachable')).toHaveAttribute('data-state', 'failed');
  await expect(form.checkLine('reachable')).toContainText('Nothing listens');
  await expect(form.page.getByText('Not added: one line of the check failed.')).toBeVisible();
  await expect(form.checkLine('media'), 'only what is asked before adding').toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Add your first server' })).toBeVisible();
  for (const name of ['4 lines were not tested', 'Check again', 'Cancel', 'Add anyway']) {
    await form.page.keyboard.press('Tab');
    await expect(form.page.getByRole('button', { name })).toBeFocused();
  }
  await form.closeBy(() => form.page.keyboard.press('Enter'));
  await expect(app.manager.row('Staging')).toContainText('127.0.0.1:61');
  await expect(app.manager.row('Staging')).toContainText('secret for this session only');
});

test('a wrong address is explained at its field and nothing is saved', async ({ world }) => {
  const app = await world.launch();
  const form = await app.openForm();
  await form.fill({ name: 'Wrong', url: 'livekit.example.com/twirp', apiKey: 'k', apiSecret: 's' });
  await form.press();
  await expect(form.page.getByRole('alert')).toBeVisible();
  await expect(form.field('URL')).toBeFocused();
  await expect(form.field('URL')).toHaveValue('livekit.example.com/twirp');
  await form.fill({ url: 'ws://livekit.example.com' });
  await form.chooseEnvironment('Production');
  await form.press();
  await expect(form.page.getByRole('alert')).toContainText('wss');
  await answer(app, 1); // Leave
  await form.closeBy(() => form.page.keyboard.press('Escape'));
  await expect(app.manager.page.getByRole('heading', { name: 'Add your first server' })).toBeVisible();
});

test('a changed address asks for the secret again; the same address keeps it', async ({ world }) => {
  const app = await world.launch();
  const first = await app.openForm();
  await first.fill({ name: 'Staging', ...access });
  await first.saveAnyway();
  const [again] = await Promise.all([app.electron.waitForEvent('window'), app.manager.edit('Staging')]);
  const edit = new FormPage(again);
  await edit.waitUntilReady();
  await expect(edit.field('API secret')).toHaveValue('');
  await edit.fill({ url: 'ws://127.0.0.1:7999' });
  await edit.press();
  await expect(edit.page.getByRole('alert')).toContainText('secret');
  await edit.fill({ url: access.url, name: 'Renamed' });
  await edit.save();
  await expect(app.manager.row('Renamed')).toContainText('secret for this session only');
});

test('profiles survive a restart; without a keystore the secret does not, and that is said', async ({ world }) => {
  const configHome = world.makeConfigHome();
  const first = await world.launch({ configHome });
  const form = await first.openForm();
  await form.fill({ name: 'Staging', ...access });
  await form.saveAnyway();
  await first.close();
  const second = await world.launch({ configHome });
  await expect(second.manager.row('Staging')).toContainText('secret missing');
  expect(readEverything(configHome)).not.toContain(access.apiSecret);
  expect(readEverything(configHome), 'control: what is on the disk is really read').toContain(access.apiKey);
});

test('a server is deleted only after main has asked', async ({ world }) => {
  const app = await world.launch();
  const form = await app.openForm();
  await form.fill({ name: 'Staging', ...access });
  await form.saveAnyway();
  await answer(app, 0); // Cancel
  await app.manager.delete('Staging');
  await expect(app.manager.row('Staging')).toBeVisible();
  await answer(app, 1); // Delete server
  await app.manager.delete('Staging');
  await expect(app.manager.page.getByRole('heading', { name: 'Add your first server' })).toBeVisible();
});

test('a damaged profile file is set aside and named', async ({ world }) => {
  const configHome = world.makeConfigHome();
  const first = await world.launch({ configHome });
  const form = await first.openForm();
  await form.fill({ name: 'Staging', ...access });
  await form.saveAnyway();
  await first.close();
  const file = findFiles(configHome).find((path) => path.endsWith('servers.json'));
  if (!file) throw new Error('servers.json was not written');
  writeFileSync(file, '{"version":1,"servers":[{"id":');
  const second = await world.launch({ configHome });
  await expect(second.manager.page.getByRole('alert')).toContainText('servers.json.damaged-');
});

/** Main's dialogs are answered by this button from now on. */
function answer(app: App, response: number): Promise<void> {
  return app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showMessageBox = (() => Promise.resolve({ response: chosen, checkboxChecked: false })) as never;
  }, response);
}

function findFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readEverything(folder: string): string {
  return findFiles(folder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}
