/** What is typed is not lost by a slip: not with the window or the app, not with another tab, not by a second thought. */
import type { LivekitServer } from '#tools/livekit-server.ts';
import type { ServerPage } from './pages/server-page.ts';
import { expect, test, type App, type World } from './support/world.ts';

const room = 'stage';
const owner = 'amara';

declare global {
  var gavelAsked: string[] | undefined;
}

async function openRoom(world: World): Promise<{ app: App; page: ServerPage; server: LivekitServer }> {
  const server = await world.startServer();
  await world.join({ server, room, identity: owner, name: 'Amara' });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  return { app, page, server };
}

/** Main's dialogs are answered like this from now on, and their questions kept. */
function answer(app: App, response: 'Stay' | 'Leave' | 'Quit'): Promise<void> {
  return app.electron.evaluate(({ dialog }, chosen) => {
    globalThis.gavelAsked = [];
    dialog.showMessageBox = ((...given: { message: string; buttons: string[] }[]) => {
      const options = given.at(-1);
      globalThis.gavelAsked?.push(options?.message ?? '');
      return Promise.resolve({ response: options?.buttons.indexOf(chosen), checkboxChecked: false });
    }) as never;
  }, response);
}

function readAsked(app: App): Promise<string[]> {
  return app.electron.evaluate(() => globalThis.gavelAsked ?? []);
}

/** Closes the server's window as its frame does. */
function closeWindow(app: App): Promise<void> {
  return app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.getTitle().startsWith('Test server'))
      ?.close();
  });
}

async function typeDraft(page: ServerPage): Promise<void> {
  await page.inspect(owner);
  const name = page.section('Fields').getByLabel('Display name');
  await name.click();
  await page.page.keyboard.type(' of the stage');
}

test('a window with drafts closes only after main has asked', async ({ world }) => {
  const { app, page } = await openRoom(world);
  await typeDraft(page);
  await answer(app, 'Stay');
  await closeWindow(app);
  await expect.poll(() => readAsked(app)).toEqual(['Leave with 1 unsaved draft?']);
  await expect(page.section('Fields').getByLabel('Display name')).toHaveValue('Amara of the stage');
  await answer(app, 'Leave');
  const isClosed = page.page.waitForEvent('close');
  await closeWindow(app);
  await isClosed;
  expect(await readAsked(app)).toEqual(['Leave with 1 unsaved draft?']);
});

test('the app with drafts quits only after main has asked once, for all windows', async ({ world }) => {
  const { app, page, server } = await openRoom(world);
  await typeDraft(page);
  const second = await app.addAndOpen(server, { name: 'Second server' });
  await second.openRoom(room);
  await typeDraft(second);
  const question = 'Quit with 2 unsaved drafts in 2 windows?';
  await answer(app, 'Stay');
  // The menu's own verb, as its key and its item call it.
  await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? [];
    items.find(({ role }) => String(role).toLowerCase() === 'quit')?.click();
  });
  await expect.poll(() => readAsked(app)).toEqual([question]);
  for (const window of [page, second]) {
    await expect(window.section('Fields').getByLabel('Display name')).toHaveValue('Amara of the stage');
  }
  await answer(app, 'Quit');
  const isEnded = app.electron.waitForEvent('close');
  await app.electron.evaluate(({ app: electron }) => electron.quit());
  await isEnded;
});

test('a system that ends the app is not kept waiting by drafts', async ({ world }) => {
  const { app, page } = await openRoom(world);
  await typeDraft(page);
  await answer(app, 'Stay');
  const isEnded = app.electron.waitForEvent('close');
  const mainProcess = await app.electron.evaluate(() => process.pid);
  await app.electron.evaluate((_electron, pid) => void process.kill(pid, 'SIGTERM'), mainProcess);
  await isEnded;
});

test('control: without drafts a window closes unasked', async ({ world }) => {
  const { app, page } = await openRoom(world);
  await typeDraft(page);
  await page.section('Fields').getByRole('button', { name: 'Discard' }).click();
  await answer(app, 'Stay');
  const isClosed = page.page.waitForEvent('close');
  await closeWindow(app);
  await isClosed;
  expect(await readAsked(app)).toEqual([]);
});

test('a half-typed form is a draft: closed or quit only after main has asked, and unasked once it is saved', async ({
  world,
}) => {
  const app = await world.launch();
  const untouched = await app.openForm();
  await answer(app, 'Stay');
  await untouched.closeBy(() => untouched.page.keyboard.press('Escape'));
  expect(await readAsked(app), 'control: nothing is typed').toEqual([]);

  const form = await app.openForm();
  await form.fill({ name: 'Half' });
  await form.page.keyboard.press('Escape');
  await expect.poll(() => readAsked(app)).toEqual(['Leave with 1 unsaved draft?']);
  await app.electron.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(() => readAsked(app)).toHaveLength(2);
  expect((await readAsked(app)).at(-1)).toBe('Quit with 1 unsaved draft?');
  await expect(form.field('Name')).toHaveValue('Half');
  await form.fill({ url: 'ws://127.0.0.1:61', apiKey: 'key', apiSecret: 'secret' });
  await form.saveAnyway();
  await expect(app.manager.row('Half')).toBeVisible();
  expect(await readAsked(app)).toHaveLength(2);

  const second = await app.openForm();
  await second.fill({ apiSecret: 'typed and left' });
  await answer(app, 'Leave');
  await second.closeBy(() =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.getTitle() === 'Add server')
        ?.close(),
    ),
  );
  expect(await readAsked(app)).toEqual(['Leave with 1 unsaved draft?']);
});

test('a dispatch that is being written outlives the lobby and a declined warning, and goes when it was started', async ({
  world,
}) => {
  const { page } = await openRoom(world);
  const dialog = page.page.getByRole('dialog', { name: 'Dispatch agent' });
  const agentName = dialog.getByLabel('Agent name');
  async function open(): Promise<void> {
    await page.page.keyboard.press('d');
    await expect(dialog).toBeVisible();
  }
  await open();
  await agentName.fill('note-taker');
  await page.typeJson('Dispatch metadata', '{"topic":"agenda"}');
  await page.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.page.getByRole('tab', { name: /^Lobby|^Rooms/ }).click();
  await expect(page.grid('Rooms')).toBeVisible();
  await page.page.getByRole('tab', { name: new RegExp(`^${room}`) }).click();
  await expect(page.grid('Participants')).toBeVisible();
  await open();
  await expect(agentName).toHaveValue('note-taker');
  await expect(page.page.getByRole('textbox', { name: 'Dispatch metadata', exact: true })).toContainText('agenda');
  await page.page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  await open();
  await expect(agentName, 'control: what was started is no draft any more').toHaveValue('');
  await agentName.fill('note-taker');
  await page.page.keyboard.press('Control+Enter');
  const warning = page.page.getByRole('dialog', { name: 'Dispatch: note-taker' });
  await warning.getByRole('button', { name: 'Cancel' }).click();
  await expect(agentName).toHaveValue('note-taker');
});
