/** A server whose key was changed while its window is open: the new one is asked for, and nothing that was typed is lost. */
import { findFreePort } from '#tools/free-port.ts';
import { FormPage } from './pages/form-page.ts';
import { expect, test } from './support/world.ts';

const room = 'stage';

test('a key that is not accepted any more is asked for again; room, selection and draft stay', async ({ world }) => {
  const first = await world.startServer();
  await world.join({ server: first, room, identity: 'amara', name: 'Amara' });
  const app = await world.launch();
  const page = await app.addAndOpen(first);
  await page.openRoom(room);
  await page.inspect('amara');
  const name = page.section('Fields').getByLabel('Display name');
  await name.click();
  await page.page.keyboard.type(' of the stage');
  const banner = page.page.getByRole('alert').filter({ hasText: 'does not accept this API key any more' });
  await expect(banner, 'control: not while the key is accepted').toHaveCount(0);

  await first.kill('SIGKILL');
  const second = await world.startServer({ ports: { webSocket: first.port, media: await findFreePort() } });
  await world.join({ server: second, room, identity: 'amara', name: 'Amara' });
  await expect(banner).toBeVisible();
  await expect(page.roomState('offline')).toBeVisible();

  const [window] = await Promise.all([
    app.electron.waitForEvent('window'),
    banner.getByRole('button', { name: 'Enter new key' }).click(),
  ]);
  const form = new FormPage(window);
  await form.waitUntilReady();
  await form.fill({ apiKey: second.apiKey, apiSecret: second.apiSecret });
  await form.save();

  await expect(page.roomState('live')).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(page.inspector.getByRole('heading', { name: 'amara' })).toBeVisible();
  await expect(name).toHaveValue('Amara of the stage');
  await name.press('Control+s');
  await expect(page.section('Fields')).toContainText(/seen/);
});
