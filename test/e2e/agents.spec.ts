/** Calling an agent in: dispatched, seen with its state and its echo, stopped and verified gone. */
import { createHash } from 'node:crypto';
import { startNoteTaker } from '#tools/agent/start-note-taker.ts';
import { createApiClients } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { joinPeople, room } from './support/people.ts';
import { expect, test } from './support/world.ts';

test('an agent is dispatched with metadata, echoes it, and is gone when it was stopped', async ({ world }) => {
  const server = await world.startServer();
  await joinPeople(world, server);
  const noteTaker = await startNoteTaker({ server });
  world.onEnd(() => noteTaker.stop());
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);

  const metadata = '{"topic":"agenda","language":"Türkçe"}';
  await page.page.keyboard.press('d');
  const dialog = page.page.getByRole('dialog', { name: 'Dispatch agent' });
  await dialog.getByLabel('Agent name').fill('note-taker');
  await page.typeJson('Dispatch metadata', metadata);
  await page.page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  const dispatches = await page.openTab('Dispatches');
  const row = dispatches.getByRole('row', { name: /note-taker/ });
  await expect(row).toBeVisible();
  await expect(row.locator('[data-column="jobs"]')).not.toHaveText('none');
  await expect(row.locator('[data-column="joined"]')).toContainText('agent-');
  const identity = (await row.locator('[data-column="joined"]').textContent()) ?? '';

  const api = createApiClients(server);
  const sha256 = createHash('sha256').update(metadata).digest('hex');
  await waitUntil(
    async () => (await api.rooms.getParticipant(room, identity)).attributes['note.echo.sha256'] === sha256,
    { what: 'the echo' },
  );
  await page.inspect(identity);
  await expect(page.section('Attributes').getByLabel('Attribute note.echo.sha256', { exact: true })).toHaveValue(
    sha256,
  );
  await page.expectCell(identity, 'kind', 'agent');

  await row.getByRole('button', { name: 'Stop agent' }).click();
  // While the pointer is over the rows, one that is gone keeps its place.
  await page.connection.hover();
  await expect(dispatches.getByRole('row', { name: /note-taker/ })).toBeHidden();
  await waitUntil(
    async () => !(await api.rooms.listParticipants(room)).some((person) => person.identity === identity),
    {
      what: 'the agent is gone',
    },
  );
  await page.openTab('Audit');
  await expect(page.grid('Audit').getByRole('row', { name: /outcome agent\.stop-dispatch .* seen/ })).toBeVisible();

  // Why one is gone only a session in the room is told; the doctor knows it from there.
  await api.dispatches.createDispatch(room, 'note-taker');
  await page.openTab('Dispatches');
  await expect(row.locator('[data-column="verdict"]')).toContainText('in the room');
  const removed = (await row.locator('[data-column="joined"]').textContent()) ?? '';
  await api.rooms.removeParticipant(room, removed);
  await expect(row.locator('[data-column="verdict"]')).toContainText('was removed');
});

test('a name that nobody registered is never called "no job" before 6 s, and is told for what it is after', async ({
  world,
}) => {
  const server = await world.startServer();
  await joinPeople(world, server);
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const dispatches = await page.openTab('Dispatches');
  await page.page.keyboard.press('d');
  await page.page.getByLabel('Agent name').fill('nobody');
  const sentAtMs = Date.now();
  await page.page.keyboard.press('Control+Enter');
  const row = dispatches.getByRole('row', { name: /nobody/ });
  await expect(row).toBeVisible();
  await expect(row.locator('[data-column="jobs"]')).toHaveText('not listed yet');
  await expect(row.locator('[data-column="jobs"]')).toHaveText('none');
  expect(Date.now() - sentAtMs).toBeGreaterThan(6_000);
  await expect(row.locator('[data-column="verdict"]')).toContainText(/nobody took it/i);
});
