/** The renderer's room session in a real Chromium against a real server, with main's own services behind it. */
import { ParticipantInfo_State } from '@livekit/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import type { BotOptions } from '#tools/people/signal-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { startRoomPages, type RoomPages, type TestedPage } from './open-room-page.ts';

let server: LivekitServer;
let api: ApiClients;
let pages: RoomPages;
const bots: LiveBot[] = [];
const open: TestedPage[] = [];

beforeAll(async () => {
  [server, pages] = await Promise.all([
    startLivekitServer({ config: { room: { empty_timeout: 2, departure_timeout: 2 } } }),
    startRoomPages(),
  ]);
  api = createApiClients(server);
});

afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
  for (const bot of bots.splice(0)) bot.leave();
});

afterAll(async () => {
  await pages.dispose();
  await server.dispose();
});

async function joinBot(room: string, identity: string, extra: Partial<BotOptions> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  bots.push(bot);
  await bot.join();
  return bot;
}

async function openPage(...values: Parameters<RoomPages['open']>): Promise<TestedPage> {
  const page = await pages.open(...values);
  open.push(page);
  return page;
}

function waitForState(page: TestedPage, state: string, timeoutMs = 60_000) {
  return waitUntil(async () => (await page.call('status')).state === state, { what: `state ${state}`, timeoutMs });
}

async function rowsOf(page: TestedPage, who: string, type: string) {
  return (await page.call('events')).filter((row) => row.who === who && row.type === type);
}

describe('a hidden join', () => {
  it('shows everybody, hears each change once, and nobody notices', async () => {
    const [mei, leo] = [
      await joinBot('town', 'mei', { name: 'Mei', attributes: { team: 'red' }, metadata: '{"city":"Osaka"}' }),
      await joinBot('town', 'leo'),
    ];
    await joinBot('town', 'ghost', { hidden: true });
    await joinBot('town', 'caller', { kind: 'sip', attributes: { 'sip.h.x': '1' } });
    await joinBot('town', 'bot', { kind: 'agent' });
    await waitUntil(
      async () =>
        (await api.rooms.listParticipants('town')).filter(({ state }) => state === ParticipantInfo_State.ACTIVE)
          .length === 5,
      { what: 'five active people' },
    );
    await waitUntil(() => mei.log.participants.size === 4, { what: 'mei to know the four who are to be seen' });
    const before = mei.log.events.length;

    const page = await openPage(server);
    await page.call('open', 'town');
    await waitForState(page, 'live');
    await waitUntil(async () => (await page.call('counts')).hidden === 1, { what: 'the hidden person by the list' });
    expect(await page.call('counts')).toEqual({ people: 2, agents: 1, recorders: 0, phones: 1, hidden: 1 });
    await waitUntil(async () => (await page.call('cells', ['source']))['mei']?.['source'] === 'both');
    const cells = await page.call('cells', [
      'name',
      'kind',
      'state',
      'attr.team',
      'attr."sip.h.x"',
      'metadata',
      'source',
      'hidden',
      'can.publish',
      'can.mic',
    ]);
    expect(Object.keys(cells).toSorted()).toEqual(['bot', 'caller', 'ghost', 'leo', 'mei']);
    expect(cells['mei']).toEqual({
      name: 'Mei',
      kind: 'standard',
      state: 'active',
      'attr.team': 'red',
      'attr."sip.h.x"': null,
      metadata: '{"city":"Osaka"}',
      source: 'both',
      hidden: false,
      'can.publish': 'cannot',
      'can.mic': 'cannot',
    });
    expect(cells['ghost']).toMatchObject({ source: 'api', hidden: true });
    expect(cells['caller']).toMatchObject({ kind: 'sip', 'attr."sip.h.x"': '1', 'attr.team': null });
    // Counts of those who came before, and mei's own quality, may still be on their way; the count itself is looked at below.
    expect(
      mei.log.since(before, ['room', 'quality']).map((event) => event.type),
      'nobody noticed',
    ).toEqual([]);
    await waitUntil(async () => (await api.rooms.listRooms(['town']))[0]?.numParticipants === 4, {
      what: 'the room to count mei, leo, ghost and caller, and nobody else',
    });

    await mei.update({ attributes: { team: 'blue', hand: '1' }, metadata: '{"city":"Kobe"}', name: 'Mei T.' });
    await waitUntil(async () => (await page.call('cells', ['attr.team']))['mei']?.['attr.team'] === 'blue');
    await leo.waitForEvent((event) => event.type === 'name' && event.identity === 'mei');
    await api.rooms.updateParticipant('town', 'leo', {
      permission: { canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: true },
    });
    await api.rooms.updateRoomMetadata('town', 'news');
    await waitUntil(async () => (await page.call('summary'))?.metadata === 'news');
    await waitUntil(async () => (await rowsOf(page, 'leo', 'permissions')).length > 0);
    // The sweep tells the same changes again; none of them may make a second row.
    const listedAtMs = (await page.call('status')).listedAtMs ?? 0;
    await waitUntil(async () => ((await page.call('status')).listedAtMs ?? 0) > listedAtMs, { what: 'a later sweep' });
    expect(await rowsOf(page, 'mei', 'metadata')).toMatchObject([
      { before: '{"city":"Osaka"}', after: '{"city":"Kobe"}', source: 'event' },
    ]);
    expect(await rowsOf(page, 'mei', 'attributes')).toMatchObject([
      { before: '{"team":"red"}', after: '{"hand":"1","team":"blue"}', source: 'event' },
    ]);
    expect(await rowsOf(page, 'mei', 'name')).toMatchObject([{ before: 'Mei', after: 'Mei T.' }]);
    expect(await rowsOf(page, 'leo', 'permissions')).toHaveLength(1);
    expect(await rowsOf(page, '', 'room-metadata')).toMatchObject([{ before: '', after: 'news', source: 'event' }]);

    leo.leave();
    await waitUntil(async () => (await rowsOf(page, 'leo', 'left')).length === 1);
    expect(await rowsOf(page, 'leo', 'left')).toMatchObject([{ details: 'client_initiated', source: 'event' }]);
    expect((await page.call('cells', ['state', 'reason']))['leo']).toEqual({
      state: 'left',
      reason: 'client_initiated',
    });
    expect(page.complaints).toEqual([]);

    // The controls: who comes openly is noticed, and a complaint is heard.
    await joinBot('town', 'open');
    await mei.waitForEvent((event) => event.type === 'joined' && event.identity === 'open');
    await page.call('complain', 'planted');
    await waitUntil(() => page.complaints.includes('planted'), { what: 'the planted complaint' });
  });

  it('is not made into a room that is not listed', async () => {
    const page = await openPage(server);
    await page.call('open', 'nowhere');
    await waitForState(page, 'offline');
    expect((await page.call('status')).error?.code).toBe('room_not_listed');
    expect(await api.rooms.listRooms(['nowhere'])).toEqual([]);
  });
});

describe('the sessions of one identity', () => {
  it('tell a second client that took the place of the first from who left and came back', async () => {
    // Somebody who stays: an empty room closes, and the one after it is another.
    await joinBot('doubles', 'leo');
    const first = await joinBot('doubles', 'mei');
    const page = await openPage(server);
    await page.call('open', 'doubles');
    await waitForState(page, 'live');
    const ends = async () =>
      (await page.call('sessions', 'mei')).map(({ endedAtMs, reason }) => (endedAtMs === undefined ? 'here' : reason));
    await waitUntil(async () => (await ends()).length === 1, { what: 'the first session' });
    expect(await ends()).toEqual(['here']);

    const second = await joinBot('doubles', 'mei');
    await waitUntil(async () => (await ends()).length === 2, { what: 'the second client to take the place' });
    expect(await ends()).toEqual(['replaced', 'here']);

    second.leave();
    await waitUntil(async () => (await ends())[1] !== 'here', { what: 'the leave' });
    const third = await joinBot('doubles', 'mei');
    await waitUntil(async () => (await ends()).length === 3, { what: 'mei to be back' });
    expect(await ends()).toEqual(['replaced', 'client_initiated', 'here']);
    expect((await page.call('sessions', 'mei')).map(({ sid }) => sid)).toEqual(
      [first, second, third].map(({ ownView }) => ownView.sid),
    );
  });
});

describe('a lost server', () => {
  it('is waited for, and a closed room is never made again', async () => {
    const proxy = await startFaultProxy(server);
    const bot = await joinBot('quiet', 'mei', { attributes: { team: 'red' } });
    const page = await openPage(proxy);
    await page.call('open', 'quiet');
    await waitForState(page, 'live');
    const firstSid = (await page.call('summary'))?.sid;
    expect(proxy.countJoins(), 'the control: a join is counted').toBe(1);

    bot.leave();
    await server.restart({ downMs: 1_000 });
    await waitForState(page, 'reconnecting');
    await waitUntil(async () => (await page.call('status')).error?.code === 'room_not_listed', {
      what: 'the list to be asked and found without the room',
    });
    expect(proxy.countJoins(), 'neither joined nor resumed').toBe(1);
    expect(await api.rooms.listRooms(['quiet'])).toEqual([]);

    const second = await joinBot('quiet', 'mei', { attributes: { team: 'blue' } });
    await waitForState(page, 'live');
    expect((await page.call('summary'))?.sid).not.toBe(firstSid);
    expect((await page.call('cells', ['attr.team', 'state']))['mei']).toEqual({ 'attr.team': 'blue', state: 'active' });
    expect(await rowsOf(page, '', 'room-replaced')).toHaveLength(1);

    second.leave();
    await waitForState(page, 'offline');
    expect((await page.call('status')).note).toBe('The room was closed.');
    expect(proxy.countJoins(), 'one for each time the room was listed').toBe(2);
    expect(await api.rooms.listRooms(['quiet'])).toEqual([]);
    await proxy.dispose();
  });

  it('comes back with its people: one row each, and the room said to be a new one', async () => {
    const proxy = await startFaultProxy(server);
    const people = [
      await joinBot('busy', 'mei', { attributes: { team: 'red' }, doesComeBack: true }),
      await joinBot('busy', 'leo', { doesComeBack: true }),
    ];
    const page = await openPage(proxy);
    await page.call('open', 'busy');
    await waitForState(page, 'live');
    const before = await page.call('cells', ['sid']);

    await server.restart({ downMs: 500 });
    await waitUntil(() => people.every((bot) => bot.isActive && bot.joinCount === 2), {
      what: 'both to be back',
    });
    await waitForState(page, 'live');
    await waitUntil(
      async () => {
        const cells = await page.call('cells', ['state', 'source']);
        return ['mei', 'leo'].every((who) => cells[who]?.['state'] === 'active' && cells[who]?.['source'] === 'both');
      },
      { what: 'both to be seen again by both sources' },
    );
    const after = await page.call('cells', ['sid', 'attr.team']);
    expect(Object.keys(after).toSorted()).toEqual(['leo', 'mei']);
    expect(after['mei']?.['sid']).not.toBe(before['mei']?.['sid']);
    expect(after['mei']?.['attr.team']).toBe('red');
    expect((await page.call('status')).note).toContain('new room');
    expect(await rowsOf(page, '', 'room-replaced')).toHaveLength(1);
    expect(proxy.countJoins()).toBe(2);
    expect(
      page.complaints.filter((text) => !text.includes('WebSocket')),
      'no error of our own',
    ).toEqual([]);
    await proxy.dispose();
  });

  it('leaves at once if another room has taken the name meanwhile', async () => {
    const proxy = await startFaultProxy(server);
    await joinBot('swap', 'mei');
    const page = await openPage(proxy);
    proxy.delay({ path: '/rtc', delayMs: 1_500, times: 1 });
    await page.call('open', 'swap');
    await waitUntil(() => proxy.countJoins() === 1, { what: 'the join to be under way' });
    await api.rooms.deleteRoom('swap');
    await joinBot('swap', 'leo');
    await waitForState(page, 'offline');
    expect((await page.call('status')).error?.code).toBe('room_changed');
    expect(page.asked.filter(({ channel }) => channel === 'rooms:report-join')).toMatchObject([
      { payload: { outcome: 'wrong_room' } },
    ]);
    await waitUntil(
      async () => (await api.rooms.listParticipants('swap')).map(({ identity }) => identity).join() === 'leo',
      { what: 'the console to be gone' },
    );
    expect(await page.call('cells', ['state']), 'nothing of the other room is shown').not.toHaveProperty('leo');
    await page.call('retry');
    await waitForState(page, 'live');
    expect(await page.call('cells', ['state'])).toMatchObject({ leo: { state: 'active' } });
    await proxy.dispose();
  });

  it('is told apart from a connection that only broke: the same room, and what was missed', async () => {
    const proxy = await startFaultProxy(server);
    const mei = await joinBot('blip', 'mei', { attributes: { team: 'red' } });
    const leo = await joinBot('blip', 'leo');
    const page = await openPage(proxy);
    await page.call('open', 'blip');
    await waitForState(page, 'live');
    proxy.setRefusing(true);
    await waitForState(page, 'reconnecting');
    await mei.update({ attributes: { team: 'blue' } });
    leo.leave();
    await waitUntil(async () => (await api.rooms.listParticipants('blip')).every(({ identity }) => identity !== 'leo'));
    proxy.setRefusing(false);
    await waitForState(page, 'live');
    await waitUntil(async () => (await rowsOf(page, 'leo', 'left')).length === 1);
    expect(await rowsOf(page, 'mei', 'attributes')).toMatchObject([
      { before: '{"team":"red"}', after: '{"team":"blue"}', details: expect.stringContaining('found after reconnect') },
    ]);
    expect(await rowsOf(page, '', 'room-replaced')).toEqual([]);
    await proxy.dispose();
  });
});
