/** A server is checked before it is saved, and after: what fails is said with cause and cure, and media is tried for real. */
import { createApiClients } from '#tools/livekit-server.ts';
import { findNetworkPlace } from '#tools/local-network.ts';
import { expect, test, type App } from './support/world.ts';

test('a wrong secret is found in the form and mended; blocked media is told from a good WebSocket', async ({
  world,
}) => {
  // Where this computer is in a network, the good server is reached as from another computer: over plain ws, not by loopback.
  const place = findNetworkPlace();
  const server = await world.startServer(place ? { place } : {});
  // A test network: nothing that is sent there arrives.
  const blocked = await world.startServer({
    config: { rtc: { node_ip: '192.0.2.1', enable_loopback_candidate: false } },
  });
  await world.join({ server, room: 'town-hall', identity: 'ann' });
  await createApiClients(blocked).rooms.createRoom({ name: 'silent', emptyTimeout: 300 });
  const app = await world.launch();

  const form = await app.openForm();
  await form.fill({ name: 'Good', url: server.url, apiKey: server.apiKey, apiSecret: 'not the secret of this server' });
  await form.check();
  await expect(form.checkLine('key')).toHaveAttribute('data-state', 'ok');
  const wrong = form.checkLine('secret');
  await expect(wrong).toHaveAttribute('data-state', 'failed');
  await expect(wrong).toContainText('the secret does not belong to it');
  await expect(wrong).toContainText('Enter the secret again');
  await expect(form.checkLine('media')).toHaveAttribute('data-state', 'skipped');
  // Adding asks again, since the server may have been mended meanwhile, and what failed keeps the focus.
  await form.press();
  await expect(wrong).toBeFocused();
  await expect(form.anyway).toBeVisible();

  await form.fill({ apiSecret: server.apiSecret });
  await expect(form.page.getByText('of what was entered before')).toBeVisible();
  await expect(form.anyway, 'a word for other values counts no more').toHaveCount(0);
  await form.check();
  await expect(form.checkLine('address')).toHaveAttribute('data-state', place ? 'warning' : 'ok');
  for (const id of ['key', 'secret', 'rooms', 'dispatch', 'websocket', 'media', 'version'] as const) {
    await expect(form.checkLine(id)).toHaveAttribute('data-state', 'ok');
  }
  await expect(form.checkLine('version')).toContainText('LiveKit 1.');
  await form.closeBy(() => form.field('Name').press('Enter'));

  const added = await app.openForm();
  await added.fill({ ...blocked, name: 'Too early' });
  await added.page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(added.checkLine('media')).toHaveAttribute('data-state', 'running');
  // While a check is awaited, Enter saves nothing; the key that says so does.
  await added.field('Name').press('Enter');
  await added.fill({ name: 'Blocked' });
  await added.closeBy(() => added.page.keyboard.press('Control+Enter'));
  const dialog = await app.manager.check('Blocked');
  // While it tries, the hidden page is seen by nobody, reaches that server alone, and may ask main for its task only.
  await expect
    .poll(() => tryProbePage(app, [blocked.httpUrl, server.httpUrl]))
    .toEqual({
      isVisible: false,
      reached: [true, false],
      answer: 'forbidden_window',
    });
  await expect(dialog.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 90_000 });
  await expect(app.manager.checkLine('websocket')).toHaveAttribute('data-state', 'ok');
  await expect(app.manager.checkLine('media')).toHaveAttribute('data-state', 'failed');
  await expect(app.manager.checkLine('media')).toContainText('firewall');
  await dialog.getByRole('button', { name: 'Copy report' }).click();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('[failed] Media does not connect');
  expect(copied).not.toContain(blocked.apiSecret);
  expect(copied).not.toMatch(/eyJ/);
  // The keys of the list do nothing under the dialog, even if nothing in it has the focus.
  const manager = app.manager.page;
  await manager.evaluate(() => (document.activeElement as HTMLElement).blur());
  await manager.keyboard.press('a');
  await expect(dialog).toBeVisible();
  await manager.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.manager.row('Blocked')).toBeVisible();
  await manager.keyboard.press('?');
  const keys = manager.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('Check connection');
  await manager.keyboard.press('Escape');
  await manager.keyboard.press('a');
  await expect(manager.getByRole('heading', { name: 'Audit' }), 'control').toBeVisible();
  // The hidden pages are gone with their checks.
  const kinds = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  );
  expect(kinds.filter((url) => url.startsWith('app://probe-'))).toEqual([]);
});

/** What the hidden page of a running check is and may do; undefined while there is none. */
function tryProbePage(app: App, urls: readonly string[]) {
  return app.electron.evaluate(async ({ BrowserWindow }, tried) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().startsWith('app://probe-'),
    );
    const script = `Promise.all([
      Promise.all(${JSON.stringify(tried)}.map((url) => fetch(url, { mode: 'no-cors' }).then(() => true, () => false))),
      window.gavel.request('servers:list', {}),
    ])`;
    if (!window || window.webContents.isLoading()) return undefined;
    const [reached, answer] = (await window.webContents.executeJavaScript(script)) as [
      boolean[],
      { error?: { code: string } },
    ];
    return { isVisible: window.isVisible(), reached, answer: answer.error?.code };
  }, urls);
}
