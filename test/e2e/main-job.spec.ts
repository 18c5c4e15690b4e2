/** The main job, once, end to end: everything done in the app is also seen from the other side by a real participant. */
import { createApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import type { LiveBot } from '#tools/people/live-bot.ts';
import type { TimedRoomLogEvent } from '#tools/people/room-log.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { ServerPage } from './pages/server-page.ts';
import { joinPeople, room, type People } from './support/people.ts';
import { createWorld, expect, test as base } from './support/world.ts';

const test = base;
test.describe.configure({ mode: 'serial' });

const world = createWorld();
let server: LivekitServer;
let people: People;
let page: ServerPage;

test.beforeAll(async () => {
  server = await world.startServer();
  await createApiClients(server).rooms.createRoom({ name: room, metadata: '{"title":"Autumn"}' });
  people = await joinPeople(world, server);
});
test.afterAll(() => world.end());

test('adds the server, and the lobby lists the room', async () => {
  const app = await world.launch();
  page = await app.addAndOpen(server, { name: 'Staging' });
  const row = page.row(page.grid('Rooms'), room);
  await expect(row).toBeVisible();
  await expect(row.locator('[data-column="metadata"]')).toContainText('Autumn');
});

test('joins without anybody noticing', async () => {
  const api = createApiClients(server).rooms;
  const everybody = Object.values(people);
  // Joins of people without tracks are told in batches: what is still on its way is not about us.
  const visible = everybody.filter((bot) => bot !== people.hidden).map((bot) => bot.identity);
  const active = 2;
  await waitUntil(
    () => everybody.every((bot) => visible.every((identity) => bot.log.participants.get(identity)?.state === active)),
    { what: 'everybody knows everybody' },
  );
  const marks = everybody.map((bot) => bot.events.length);
  // The list's count lags by up to 5 s. Hidden people of the ordinary kind are counted, which is why the console is of another.
  const readCount = async (): Promise<number | undefined> => (await api.listRooms([room]))[0]?.numParticipants;
  await expect.poll(readCount).toBe(everybody.length);
  await page.openRoom(room);
  await page.expectCell('amara', 'name', 'Amara Okafor');
  const listed = await api.listParticipants(room);
  const observers = listed.filter(({ identity }) => identity.startsWith('gavel-observer-'));
  expect(
    observers.map(({ permission }) => permission?.hidden),
    'control: the console really is in the room',
  ).toEqual([true]);
  // The server tells joins of people without tracks up to 3 s late; a plain visitor is the control that they are told at all.
  const visitor = await world.join({ server, room, identity: 'visitor' });
  await Promise.all(
    everybody
      .filter((bot) => bot !== people.hidden)
      .map((bot) =>
        bot.waitForEvent((event: TimedRoomLogEvent) => event.type === 'joined' && event.identity === 'visitor'),
      ),
  );
  // Own quality reports go to everybody whenever anybody comes; they name nobody else.
  const noticed = everybody.flatMap((bot, index) => bot.log.since(marks[index] ?? 0, ['room', 'quality']));
  expect(noticed.filter((event) => !('identity' in event) || event.identity !== 'visitor')).toEqual([]);
  visitor.leave();
  await expect(page.row(page.grid('Participants'), 'visitor')).toContainText('left');
  await expect.poll(readCount).toBe(everybody.length);
});

test('shows everybody as their own client reports them, and hidden people as API only', async () => {
  for (const bot of Object.values(people)) {
    const own = bot.ownView;
    const cells = await page.readRow(own.identity);
    expect(cells['identity']).toContain(own.identity);
    expect(cells['name']).toContain(own.name);
    expect(cells['sid']).toContain(own.sid);
    expect(cells['state']).toContain('active');
    if (own.metadata !== '') expect(cells['metadata']).toContain(own.metadata.slice(0, 8));
    for (const [key, value] of Object.entries(own.attributes)) {
      const column = /^[\w-]+$/.test(key) ? `attr.${key}` : `attr.${JSON.stringify(key)}`;
      expect(cells[column], `${own.identity} ${column}`).toContain(value);
    }
  }
  const jonas = await page.readRow('jonas');
  expect(jonas['can.mic']).toMatch(/yes/);
  expect(jonas['can.camera']).toMatch(/no/);
  expect((await page.readRow('amara'))['can.camera']).toMatch(/all sources/);
  expect((await page.readRow('observer-qa'))['source']).toContain('API only');
  expect((await page.readRow('+49 30 4471'))['kind']).toMatch(/sip|phone/);
});

test('the Inspector says plainly what metadata is', async () => {
  await page.inspect('amara');
  await expect(page.section('Metadata')).toContainText('B-14');
  await page.inspect('pascal');
  await expect(page.section('Metadata')).toContainText('It begins like JSON but is not');
  await page.inspect('fatima');
  await expect(page.section('Metadata')).toContainText('Empty');
  await page.inspector.getByRole('button', { name: 'Raw JSON' }).click();
  await expect(page.inspector).toContainText('clientProtocol');
});

test('typing survives 50 live updates of the very value; what I keep is written', async () => {
  await page.inspect('amara');
  const section = page.section('Metadata');
  await section.getByRole('button', { name: /Edit metadata/ }).click();
  await page.typeJson('Metadata', '{"seat":"C-01"}');
  for (let count = 1; count <= 50; count += 1) {
    await people.amara.update({ metadata: `{"seat":"B-14","beat":${count}}`, attributes: { beat: String(count) } });
  }
  await page.expectCell('amara', 'attr.beat', '50');
  await expect(section.getByRole('textbox', { name: 'Metadata' })).toHaveText('{"seat":"C-01"}');
  const conflict = page.inspector.getByRole('region', { name: 'Conflict: metadata' });
  await expect(conflict).toContainText('"beat":50');
  await expect(section.getByRole('button', { name: /^Save/ })).toHaveAttribute('aria-disabled', 'true');
  await page.page.keyboard.press('Escape');
  await expect(section.getByRole('textbox', { name: 'Metadata' })).toHaveText('{"seat":"C-01"}');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await section.getByRole('button', { name: /^Save/ }).click();
  await waitUntil(() => people.amara.self?.metadata === '{"seat":"C-01"}', { what: 'the person sees it' });
  await page.expectCell('amara', 'metadata', 'C-01');
  await expect(section).toContainText(/seen/);
});

test('two changes of one metadata can be merged, or theirs taken', async () => {
  const section = page.section('Metadata');
  const conflict = page.inspector.getByRole('region', { name: 'Conflict: metadata' });
  await section.getByRole('button', { name: /Edit metadata/ }).click();
  await page.typeJson('Metadata', '{"seat":"C-01","stage":"left"}');
  await people.amara.update({ metadata: '{"seat":"D-07"}' });
  await conflict.getByRole('button', { name: 'Merge' }).click();
  await section.getByRole('button', { name: /^Save/ }).click();
  await waitUntil(() => people.amara.self?.metadata.includes('stage'), { what: 'the merge is written' });
  expect(JSON.parse(people.amara.self?.metadata ?? '')).toEqual({ seat: 'D-07', stage: 'left' });

  await section.getByRole('button', { name: /Edit metadata/ }).click();
  await page.typeJson('Metadata', '{"seat":"mine"}');
  await people.amara.update({ metadata: '{"seat":"theirs"}' });
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await expect(section.getByRole('textbox', { name: 'Metadata' })).toBeHidden();
  expect(people.amara.self?.metadata).toBe('{"seat":"theirs"}');
});

test('what the server cannot do is said before the click', async () => {
  // The changes of before were overwritten on purpose, which is told until it is dismissed.
  await expect(page.page.getByRole('alert').filter({ hasText: 'something else is there now' }).first()).toBeVisible();
  await page.dismissNotices();
  await page.inspect('amara');
  const section = page.section('Metadata');
  await section.getByRole('button', { name: /Edit metadata/ }).click();
  await page.typeJson('Metadata', '');
  await expect(section).toContainText('The server cannot clear a person’s metadata');
  await expect(section.getByRole('button', { name: /^Save/ })).toHaveAttribute('aria-disabled', 'true');
  await section.getByRole('button', { name: 'Discard' }).click();
  await page.inspect('+49 30 4471');
  await page.section('Attributes').getByLabel('Attribute sip.callID', { exact: true }).fill('other');
  await expect(page.section('Attributes')).toContainText('LiveKit itself uses keys of this name');
  await page.section('Attributes').getByRole('button', { name: 'Discard', exact: true }).click();
});

test('attributes are changed, added and deleted, and the person sees each', async () => {
  await page.inspect('amara');
  const attributes = page.section('Attributes');
  await attributes.getByLabel('Attribute team', { exact: true }).fill('green');
  await attributes.getByRole('button', { name: 'Delete attribute role' }).click();
  await attributes.getByRole('button', { name: 'Add', exact: true }).click();
  await attributes.getByLabel('Name of the new attribute').fill('stage');
  await page.page.keyboard.press('Enter');
  await attributes.getByLabel('Attribute stage', { exact: true }).fill('left');
  await page.page.keyboard.press('Control+s');
  await waitUntil(() => people.amara.self?.attributes['stage'] === 'left', { what: 'stage' });
  expect(people.amara.self?.attributes).toMatchObject({ team: 'green', stage: 'left' });
  expect(people.amara.self?.attributes).not.toHaveProperty('role');
  await page.expectCell('amara', 'attr.team', 'green');
});

test('the name is changed, and the change is undone', async () => {
  await page.inspect('fatima');
  await page.section('Fields').getByLabel('Display name').fill('Fatima Z.');
  await page.page.keyboard.press('Control+s');
  await waitUntil(() => people.fatima.self?.name === 'Fatima Z.', { what: 'the person sees it' });
  await page.expectCell('fatima', 'name', 'Fatima Z.');
  await page.page.getByRole('button', { name: /^Undo/ }).last().click();
  await waitUntil(() => people.fatima.self?.name === 'فاطمة الزهراء', { what: 'the change is taken back' });
});

test('one right of a mic-only guest is changed, and every other right and source stays', async () => {
  const before = readOtherRights(people.jonas);
  await page.inspect('jonas');
  const right = page.section('Rights').locator('[data-field="can.camera"]').getByRole('switch');
  await right.click();
  await waitUntil(() => people.jonas.self?.permission?.canPublishSources.length === 2, { what: 'the person sees it' });
  expect(people.jonas.self?.permission?.canPublishSources.toSorted()).toEqual([1, 2]);
  expect(readOtherRights(people.jonas)).toEqual(before);
  await expect(right).toHaveAttribute('aria-checked', 'true');
});

test('a conflict shows was, now and mine; the draft stays until I choose', async () => {
  await page.inspect('amara');
  const attributes = page.section('Attributes');
  await attributes.getByLabel('Attribute team', { exact: true }).fill('mine');
  await people.amara.update({ attributes: { team: 'theirs' } });
  const conflict = page.inspector.getByRole('region', { name: 'Conflict: attribute team' });
  await expect(conflict).toContainText('theirs');
  await expect(attributes.getByLabel('Attribute team', { exact: true })).toHaveValue('mine');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await attributes.getByLabel('Attribute team', { exact: true }).press('Control+s');
  await waitUntil(() => people.amara.self?.attributes['team'] === 'mine', { what: 'mine is kept' });
});

test('room metadata is changed, and everybody sees it', async () => {
  await page.page
    .getByRole('button', { name: /metadata/i })
    .first()
    .click();
  const dialog = page.page.getByRole('dialog', { name: /Metadata/ });
  await dialog.getByRole('button', { name: /Edit metadata/ }).click();
  await page.typeJson('Metadata', '{"title":"Winter"}');
  await page.page.keyboard.press('Control+s');
  await waitUntil(() => people.jonas.log.room?.metadata === '{"title":"Winter"}', { what: 'a person sees it' });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

test('every change is in the audit with intent and outcome, and every call is in Requests', async () => {
  const audit = await page.openTab('Audit');
  await expect(audit.getByRole('row', { name: /outcome participant\.set-permission jonas seen/ })).toBeVisible();
  await expect(audit.getByRole('row', { name: /intent participant\.set-permission jonas/ })).toBeVisible();
  const requests = await page.openTab('Requests');
  await page.page.getByLabel('Filter Requests').fill('UpdateParticipant');
  await expect(requests.getByRole('row', { name: /UpdateParticipant/ }).first()).toBeVisible();
  const events = await page.openTab('Events');
  await page.page.getByLabel('Filter Events').fill('attributes amara');
  await expect(events.getByRole('row', { name: /amara attributes/ }).first()).toBeVisible();
});

/** All rights but the list of sources. */
function readOtherRights(bot: LiveBot): Record<string, unknown> {
  const rights = JSON.parse(JSON.stringify(bot.self?.permission)) as Record<string, unknown>;
  delete rights['canPublishSources'];
  return rights;
}
