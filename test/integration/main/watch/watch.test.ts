/** Watching a real server: what windows are told, and what is asked of the server meanwhile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { RequestRecord } from '#contract/domain/activity';
import type { RoomCount, RoomFacts, RoomFindings, RoomList } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import { createWatch, type Watch } from '#main/services/watch/watch';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { openApi, testServerId } from '../livekit-api/open-api.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

let server: LivekitServer;
let clients: ApiClients;
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  clients = createApiClients(server);
});

afterAll(async () => {
  for (const bot of bots) bot.leave();
  await server.dispose();
});

let clock: ReturnType<typeof createFakeClock>;
let events: ReturnType<typeof createRecordingEvents>;
let records: RequestRecord[];
let watch: Watch;
const ownIdentities = new Set<string>();

beforeEach(() => {
  clock = createFakeClock();
  events = createRecordingEvents();
  const opened = openApi(server);
  records = opened.records;
  watch = createWatch({
    findApi: async () => succeed(opened.api),
    clock,
    events,
    paces: createSweepPaces(clock),
    isOwnIdentity: (identity) => ownIdentities.has(identity),
  });
  onTestFinished(() => watch.dispose());
});

/** Lets so much time pass and waits for the next thing that windows are told on the channel. */
async function next<Payload>(
  channel: 'rooms:list-changed' | 'rooms:findings-changed' | 'rooms:facts-changed',
  advanceMs: number,
): Promise<Payload> {
  const from = events.sent.length;
  clock.advance(advanceMs);
  const found = await waitUntil(() => events.sent.slice(from).find((event) => event.channel === channel), {
    what: `the next ${channel}`,
  });
  expect(found.to).toBe(testServerId);
  return found.payload as Payload;
}

/** Lets the sweep go on until it has counted a room; answers all that was counted. */
async function readCounts(sid: string): Promise<Record<string, RoomCount>> {
  const counts: Record<string, RoomCount> = {};
  for (let second = 0; second < 20 && !counts[sid]; second++) {
    Object.assign(counts, (await next<RoomFindings>('rooms:findings-changed', 1_000)).counts);
  }
  return counts;
}

async function joinBot(room: string, identity: string, extra: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  bots.push(bot);
  await bot.join();
  return bot;
}

describe('the lobby', () => {
  it('is told sorted every few seconds while a window is open, and is asked no more after the last one', async () => {
    for (const name of ['lobby-b', 'lobby-a']) await clients.rooms.createRoom({ name, emptyTimeout: 300 });
    const first = watch.holdServer(testServerId);
    const second = watch.holdServer(testServerId);
    const list = await next<RoomList>('rooms:list-changed', 0);
    expect(list.rooms.map(({ name }) => name).filter((name) => name.startsWith('lobby'))).toEqual([
      'lobby-a',
      'lobby-b',
    ]);
    expect(list).toMatchObject({ readAtMs: clock.now(), tookMs: expect.any(Number) as number });
    // The clock of this test stands years behind the server's.
    expect(Math.abs((list.serverAheadMs ?? 0) - (Date.now() - clock.now()))).toBeLessThan(60_000);
    await clients.rooms.createRoom({ name: 'lobby-0', emptyTimeout: 300 });
    expect((await next<RoomList>('rooms:list-changed', 4_000)).rooms[0]?.name).toBe('lobby-0');
    first();
    first();
    expect((await next<RoomList>('rooms:list-changed', 4_000)).error).toBeUndefined();
    expect(records.every(({ lane }) => lane === 'sweep')).toBe(true);
    second();
    // A count that was under way ends in a record of its own.
    await openApi(server).api.listRooms();
    const count = records.length;
    clock.advance(60_000);
    await openApi(server).api.listRooms();
    expect(records).toHaveLength(count);
  });

  it('counts who is in each listed room, by kind and without our own observers, and forgets a closed room', async () => {
    await joinBot('counted', 'ana');
    await joinBot('counted', 'shadow', { hidden: true });
    await joinBot('counted', 'helper', { kind: 'agent' });
    await joinBot('counted', 'caller', { kind: 'sip' });
    await joinBot('counted', 'gavel-observer-counting', { kind: 'agent', hidden: true });
    ownIdentities.add('gavel-observer-counting');
    onTestFinished(watch.holdServer(testServerId));
    const { rooms } = await next<RoomList>('rooms:list-changed', 0);
    const sid = rooms.find(({ name }) => name === 'counted')?.sid ?? '';
    const counts = await readCounts(sid);
    expect(counts[sid]).toEqual({ people: 1, agents: 1, recorders: 0, phones: 1, hidden: 1, readAtMs: clock.now() });
    expect(records.filter(({ method }) => method.endsWith('ListParticipants')).map(({ lane }) => lane)).not.toContain(
      'single',
    );
    await clients.rooms.deleteRoom('counted');
    const after = await next<RoomList>('rooms:list-changed', 4_000);
    expect(Object.keys(after.found?.counts ?? {}).sort()).toEqual(
      Object.keys(counts)
        .filter((counted) => counted !== sid)
        .sort(),
    );
  });

  it('answers a fresh read at once, also when nobody holds it', async () => {
    const [list] = await Promise.all([watch.readLobby(testServerId, true), next<RoomList>('rooms:list-changed', 0)]);
    expect(list.rooms.length).toBeGreaterThan(0);
    const release = watch.holdServer(testServerId);
    await next('rooms:list-changed', 400);
    const listings = (): number => records.filter(({ method }) => method.endsWith('ListRooms')).length;
    const count = listings();
    expect((await watch.readLobby(testServerId, false)).readAtMs).toBe(clock.now());
    expect(listings()).toBe(count);
    release();
  });

  it('keeps the last good list with its age while the server is away, and says why', async () => {
    const release = watch.holdServer(testServerId);
    const good = await next<RoomList>('rooms:list-changed', 0);
    await server.kill();
    const away = await next<RoomList>('rooms:list-changed', 4_000);
    expect(away).toMatchObject({ rooms: good.rooms, readAtMs: good.readAtMs, error: { code: 'unreachable' } });
    expect(good.rooms.length).toBeGreaterThan(0);
    await server.restart();
    const back = await next<RoomList>('rooms:list-changed', 4_000);
    expect(back).toMatchObject({ rooms: [], readAtMs: clock.now() });
    expect(back.error).toBeUndefined();
    release();
  });
});

describe('a room', () => {
  it('is told whole first, then what changed, without our own observers', async () => {
    const ana = await joinBot('watched', 'ana', { attributes: { team: 'red' } });
    await joinBot('watched', 'ben');
    await joinBot('watched', 'gavel-observer-ours', { kind: 'agent', hidden: true });
    await joinBot('watched', 'gavel-observer-foreign', { kind: 'agent', hidden: true });
    ownIdentities.add('gavel-observer-ours');
    await waitUntil(async () => (await clients.rooms.listParticipants('watched')).every(({ state }) => state === 2));
    const release = watch.holdRoom(testServerId, 'watched');
    const whole = await next<RoomFacts>('rooms:facts-changed', 0);
    expect(whole).toMatchObject({ room: 'watched', isComplete: true, gone: [], readAtMs: clock.now() });
    expect(whole.summary).toMatchObject({ name: 'watched', sid: expect.stringMatching(/^RM_/) as string });
    expect(whole.changed.map(({ identity }) => identity)).toEqual(['ana', 'ben', 'gavel-observer-foreign']);
    expect((await next<RoomFacts>('rooms:facts-changed', 5_000)).changed).toEqual([]);

    await ana.update({ attributes: { team: 'blue' } });
    const changed = await next<RoomFacts>('rooms:facts-changed', 5_000);
    expect(changed).toMatchObject({ isComplete: false, gone: [] });
    expect(changed.changed).toMatchObject([{ identity: 'ana', attributes: { team: 'blue' } }]);

    ana.leave();
    await waitUntil(async () =>
      (await clients.rooms.listParticipants('watched')).every(({ identity }) => identity !== 'ana'),
    );
    watch.hintRoom(testServerId, 'watched');
    expect(await next<RoomFacts>('rooms:facts-changed', 350)).toMatchObject({ changed: [], gone: ['ana'] });
    release();
  });

  it('that is closed is told as not listed, and its people are not asked for', async () => {
    await joinBot('closing', 'cleo');
    const release = watch.holdRoom(testServerId, 'closing');
    expect((await next<RoomFacts>('rooms:facts-changed', 0)).changed).toHaveLength(1);
    expect(records.filter(({ method }) => method.endsWith('ListParticipants'))).toHaveLength(1);
    await clients.rooms.deleteRoom('closing');
    const closed = await next<RoomFacts>('rooms:facts-changed', 5_000);
    expect(closed).toMatchObject({ summary: null, isComplete: true, changed: [], gone: ['cleo'] });
    await next('rooms:facts-changed', 5_000);
    expect(records.filter(({ method }) => method.endsWith('ListParticipants'))).toHaveLength(1);
    expect(await clients.rooms.listRooms(['closing'])).toEqual([]);

    // Opened again it is another session (point 16: a changed sid).
    await joinBot('closing', 'dora');
    const again = await next<RoomFacts>('rooms:facts-changed', 5_000);
    expect(again).toMatchObject({ isComplete: true, changed: [{ identity: 'dora' }] });
    release();
  });

  it('can be read whole by whoever asks, watched or not', async () => {
    await joinBot('read', 'eve');
    const [facts] = await Promise.all([watch.readRoom(testServerId, 'read'), next('rooms:facts-changed', 0)]);
    expect(facts).toMatchObject({ isComplete: true, summary: { name: 'read' }, changed: [{ identity: 'eve' }] });
    const count = records.length;
    clock.advance(60_000);
    await openApi(server).api.listRooms();
    expect(records).toHaveLength(count);
  });

  it('keeps what is known while the server is away, and says why', async () => {
    await joinBot('away', 'finn');
    const release = watch.holdRoom(testServerId, 'away');
    const good = await next<RoomFacts>('rooms:facts-changed', 0);
    await server.kill();
    const away = await next<RoomFacts>('rooms:facts-changed', 5_000);
    expect(away).toMatchObject({
      readAtMs: good.readAtMs,
      isComplete: false,
      gone: [],
      error: { code: 'unreachable' },
    });
    expect(away.summary).toEqual(good.summary);
    await server.restart();
    const back = await next<RoomFacts>('rooms:facts-changed', 5_000);
    expect(back).toMatchObject({ summary: null, isComplete: true, gone: ['finn'] });
    release();
  });
});
