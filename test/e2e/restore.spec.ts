/** A room that its server lost is given back what it had: as ticked, each part through the door, and quiet when declined. */
import { createApiClients } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { room } from './support/people.ts';
import { expect, test } from './support/world.ts';

test('metadata and a dispatch are restored after the server was killed; a second loss is left as it is', async ({
  world,
}) => {
  const server = await world.startServer();
  const mei = await world.join({ server, room, identity: 'mei', doesComeBack: true });
  const api = createApiClients(server);
  const metadata = '{"act":1}';
  await api.rooms.updateRoomMetadata(room, metadata);
  await api.dispatches.createDispatch(room, 'note-taker', { metadata: '{"lang":"nl"}', deployment: 'staging' });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const dispatches = await page.openTab('Dispatches');
  await expect(dispatches.getByRole('row', { name: /note-taker/ })).toBeVisible();
  const notice = page.page.getByRole('status', { name: 'Room lost' });
  await expect(notice, 'control: nothing is lost yet').toBeHidden();

  await server.restart({ downMs: 300 });
  await waitUntil(() => mei.isActive && mei.joinCount === 2, { what: 'mei to be back' });
  await expect(notice).toContainText('metadata and a dispatch');
  await expect(page.roomState('live')).toBeVisible();
  await notice.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.page.getByRole('dialog', { name: 'Restore room' });
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(dialog).toContainText('deployment staging');
  await dialog.getByRole('button', { name: 'Restore 2 of 2' }).click();
  await expect(dialog.getByRole('status').filter({ hasText: 'seen' })).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect((await api.rooms.listRooms([room]))[0]?.metadata).toBe(metadata);
  expect(await api.dispatches.listDispatch(room)).toContainEqual(
    expect.objectContaining({ agentName: 'note-taker', metadata: '{"lang":"nl"}', deployment: 'staging' }),
  );
  await expect(notice).toBeHidden();

  await server.restart({ downMs: 300 });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Leave as is' }).click();
  await expect(notice).toBeHidden();
  expect((await api.rooms.listRooms([room]))[0]?.metadata).toBe('');
});
