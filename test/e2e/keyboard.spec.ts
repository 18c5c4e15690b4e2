/** The whole main job with the keyboard alone: no pointer is moved and no element is focused by the test. */
import { startNoteTaker } from '#tools/agent/start-note-taker.ts';
import { createApiClients } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { FormPage } from './pages/form-page.ts';
import { ServerPage } from './pages/server-page.ts';
import { goTo } from './support/keys.ts';
import { joinPeople, room } from './support/people.ts';
import { expect, test } from './support/world.ts';

test('a server is added, a room opened, a person changed, an agent called and stopped, all by keys', async ({
  world,
}) => {
  const server = await world.startServer();
  await joinPeople(world, server);
  const noteTaker = await startNoteTaker({ server });
  world.onEnd(() => noteTaker.stop());
  const app = await world.launch();

  const [formWindow] = await Promise.all([app.electron.waitForEvent('window'), app.manager.page.keyboard.press('n')]);
  const form = new FormPage(formWindow);
  await form.waitUntilReady();
  const { keyboard: formKeys } = form.page;
  for (const [label, text] of [
    ['Name', 'By keys'],
    ['URL', server.url],
    ['API key', server.apiKey],
    ['API secret', server.apiSecret],
  ] as const) {
    await goTo(form.page, form.field(label));
    await formKeys.type(text);
  }
  await form.closeBy(() => formKeys.press('Control+Enter'));

  const manager = app.manager.page;
  await expect(app.manager.row('By keys')).toBeVisible();
  await goTo(manager, app.manager.row('By keys').getByRole('button', { name: 'Open' }));
  const [serverWindow] = await Promise.all([app.electron.waitForEvent('window'), manager.keyboard.press('Enter')]);
  const page = new ServerPage(serverWindow);
  await page.waitUntilReady();
  const { keyboard } = page.page;

  const rooms = page.grid('Rooms');
  await expect(page.row(rooms, room)).toBeVisible();
  await goTo(page.page, rooms.locator('[data-column]'));
  await goTo(page.page, page.row(rooms, room).locator('[data-column]'), 'ArrowDown');
  await keyboard.press('Enter');
  await expect(page.roomState('live')).toBeVisible();

  // A right, in its cell.
  const people = page.grid('Participants');
  await expect(page.row(people, 'jonas')).toBeVisible();
  await goTo(page.page, people.locator('[data-column]'));
  await goTo(page.page, page.row(people, 'jonas').locator('[data-column]'), 'ArrowDown');
  await goTo(page.page, page.cell('jonas', 'can.camera'), 'ArrowRight');
  await keyboard.press(' ');
  const api = createApiClients(server);
  const readSources = async (): Promise<number[]> =>
    (await api.rooms.getParticipant(room, 'jonas')).permission?.canPublishSources ?? [];
  await expect.poll(async () => (await readSources()).length).toBe(2);
  // What is not seen yet cannot be undone.
  await expect(page.page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: /^Undo/ })).toBeVisible();
  await keyboard.press('Control+z');
  await expect.poll(async () => (await readSources()).length).toBe(1);

  // An attribute, in the Inspector.
  await goTo(page.page, page.cell('jonas', 'identity'), 'ArrowLeft');
  await keyboard.press('Enter');
  await expect(page.inspector.getByRole('heading', { name: 'jonas' })).toBeVisible();
  await goTo(page.page, page.inspector.getByRole('button', { name: 'Add', exact: true }));
  await keyboard.press('Enter');
  await keyboard.type('stage');
  await keyboard.press('Enter');
  await goTo(page.page, page.inspector.getByLabel('Attribute stage', { exact: true }), 'Shift+Tab');
  await keyboard.type('left');
  await keyboard.press('Control+s');
  await waitUntil(async () => (await api.rooms.getParticipant(room, 'jonas')).attributes['stage'] === 'left', {
    what: 'the attribute on the server',
  });
  await page.expectCell('jonas', 'attr.stage', 'left');

  // An agent. `d` is a letter in a field, so the grid comes first.
  await goTo(page.page, page.cell('jonas', 'identity'));
  await keyboard.press('d');
  const dialog = page.page.getByRole('dialog', { name: 'Dispatch agent' });
  await goTo(page.page, dialog.getByLabel('Agent name'));
  await keyboard.type('note-taker');
  await keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await goTo(page.page, page.page.getByRole('tab', { name: /^Events/ }));
  await goTo(page.page, page.page.getByRole('tab', { name: /^Dispatches/ }), 'ArrowRight');
  await keyboard.press('Enter');
  const row = page.grid('Dispatches').getByRole('row', { name: /note-taker/ });
  await expect(row.locator('[data-column="joined"]')).toContainText('agent-');
  await goTo(page.page, row.getByRole('button', { name: 'Stop agent' }));
  await keyboard.press('Enter');
  // The order is held while the keys are in it.
  const moved = page.page.getByRole('button', { name: /1 row moved/ });
  await expect(moved).toBeVisible();
  await keyboard.press('.');
  await expect(row).toBeHidden();
});
