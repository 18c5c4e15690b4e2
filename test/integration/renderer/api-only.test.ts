/** A room of which one of two ways to it is blocked, in a real Chromium against a real server: the other one keeps it on screen. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createDoorOnServer } from '../main/actions/door-on-server.ts';
import { startRoomPages, type RoomPages, type TestedPage } from './open-room-page.ts';

let pages: RoomPages;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  pages = await startRoomPages();
});

afterEach(async () => {
  for (const ending of endings.splice(0).toReversed()) await ending();
});

afterAll(() => pages.dispose());

async function startServer(...options: Parameters<typeof startLivekitServer>): Promise<LivekitServer> {
  const server = await startLivekitServer(...options);
  endings.push(() => server.dispose());
  return server;
}

async function joinFive(server: ServerAccess, room: string): Promise<LiveBot[]> {
  const bots = ['mei', 'leo', 'ada', 'ben', 'zoe'].map((identity) => new LiveBot({ server, room, identity }));
  for (const bot of bots) {
    endings.push(() => bot.leave());
    await bot.join();
  }
  return bots;
}

async function openPage(server: ServerAccess, room: string, from = pages): Promise<TestedPage> {
  const page = await from.open(server);
  endings.push(() => page.close());
  await page.call('open', room);
  return page;
}

const statusOf = (page: TestedPage) => page.call('status');

describe('a blocked WebSocket', () => {
  it('leaves the list: everybody within a sweep, comings and goings by it, and live again by itself', async () => {
    const server = await startServer();
    const proxy = await startFaultProxy(server);
    endings.push(() => proxy.dispose());
    const [, leo] = await joinFive(server, 'town');
    proxy.refuseWebSockets();
    const page = await openPage(proxy, 'town');
    await waitUntil(async () => (await statusOf(page)).liveBlock === 'websocket', {
      what: 'the WebSocket to be found blocked',
    });
    expect((await statusOf(page)).state).toBe('offline');
    await waitUntil(async () => (await page.call('counts')).people === 5, { what: 'five people' });
    const cells = await page.call('cells', ['source', 'speaking', 'quality']);
    expect(Object.values(cells)).toEqual(Array(5).fill({ source: 'api', speaking: null, quality: null }));

    leo!.leave();
    await waitUntil(async () => (await page.call('events')).some(({ who }) => who === 'leo'), {
      what: 'the list to find leo gone',
    });
    expect((await page.call('events')).find(({ who }) => who === 'leo')).toMatchObject({
      type: 'left',
      source: 'api',
      details: expect.stringContaining('found by the list') as string,
    });
    await createApiClients(server).rooms.updateRoomMetadata('town', 'news');
    await waitUntil(async () => (await page.call('summary'))?.metadata === 'news');
    expect((await statusOf(page)).listEveryMs).toBe(2_000);

    const door = createDoorOnServer(proxy);
    endings.push(() => door.dispose());
    const parameters = { identity: 'mei', metadata: '{"seat":"A-1"}', base: '' };
    const end = await door.perform({ verb: 'participant.set-metadata', room: 'town', parameters });
    expect(end).toMatchObject({ step: 'seen', after: parameters.metadata });
    await waitUntil(async () => (await page.call('cells', ['metadata']))['mei']?.['metadata'] === parameters.metadata, {
      what: 'the list to show what was written',
    });

    const joinsBefore = proxy.countJoins();
    proxy.clearFaults();
    await waitUntil(async () => (await statusOf(page)).state === 'live', {
      what: 'the next try to go through',
    });
    expect(proxy.countJoins() - joinsBefore, 'by itself, once').toBe(1);
    await waitUntil(async () => (await page.call('cells', ['source']))['mei']?.['source'] === 'both');
    expect(await statusOf(page)).not.toHaveProperty('liveBlock');
    await waitUntil(async () => (await statusOf(page)).listEveryMs === 5_000, { what: 'the list at its usual pace' });
  });
});

describe('an API that fails while signalling works', () => {
  it('leaves the events: rows live on, the list grows old and says why, and is read again once it can be', async () => {
    const server = await startServer();
    const proxy = await startFaultProxy(server);
    endings.push(() => proxy.dispose());
    const mei = new LiveBot({ server, room: 'plaza', identity: 'mei', attributes: { team: 'red' } });
    endings.push(() => mei.leave());
    await mei.join();
    const page = await openPage(proxy, 'plaza');
    const source = async (identity: string) => (await page.call('cells', ['source']))[identity]?.['source'];
    await waitUntil(async () => (await source('mei')) === 'both', { what: 'mei by both ways' });

    const mend = proxy.answer({ path: '/twirp', status: 500, body: '{"code":"internal","msg":"out of order"}' });
    // Whoever comes hastens the next look.
    const leo = new LiveBot({ server, room: 'plaza', identity: 'leo' });
    endings.push(() => leo.leave());
    await leo.join();
    await waitUntil(async () => (await statusOf(page)).listError !== undefined, { what: 'the failed look to be told' });
    const { listedAtMs } = await statusOf(page);
    expect(await statusOf(page)).toMatchObject({
      state: 'live',
      listError: { code: 'server_failed', detail: { serverMessage: 'out of order' } },
      listSlowedBy: 'failing',
      listEveryMs: 10_000,
    });
    await waitUntil(async () => (await source('leo')) === 'event', { what: 'leo by his event alone' });
    await mei.update({ attributes: { team: 'blue' } });
    await waitUntil(async () => (await page.call('cells', ['attr.team']))['mei']?.['attr.team'] === 'blue', {
      what: 'the change by its event',
    });
    expect((await statusOf(page)).listedAtMs, 'as old as the last look that worked').toBe(listedAtMs);

    mend();
    leo.leave();
    await waitUntil(async () => (await statusOf(page)).listError === undefined, { what: 'a look that works' });
    expect((await statusOf(page)).listedAtMs).toBeGreaterThan(listedAtMs ?? 0);
  });
});

describe('blocked media', () => {
  it('leaves the list, and says that it is the media: without UDP here, or where the server names a wrong address', async () => {
    const [reachable, misplaced] = [
      await startServer(),
      // Signalling answers on loopback; for media the server names an address that nobody has.
      await startServer({ config: { rtc: { node_ip: '192.0.2.1', enable_loopback_candidate: false } } }),
    ];
    await joinFive(reachable, 'hall');
    await createApiClients(misplaced).rooms.createRoom({ name: 'hall' });
    // The browser's own way of having no UDP; the server takes media by UDP alone.
    const withoutUdp = await startRoomPages([
      '--webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--force-webrtc-ip-handling-policy',
    ]);
    endings.push(() => withoutUdp.dispose());
    const blocked = [await openPage(reachable, 'hall', withoutUdp), await openPage(misplaced, 'hall')] as const;
    const open = await openPage(reachable, 'hall');
    await waitUntil(async () => (await statusOf(open)).state === 'live', { what: 'control: media goes through here' });
    for (const page of blocked) {
      await waitUntil(async () => (await statusOf(page)).liveBlock !== undefined, {
        what: 'the media path to be given up',
      });
      expect(await statusOf(page)).toMatchObject({ state: 'offline', liveBlock: 'media' });
    }
    await waitUntil(async () => (await blocked[0].call('counts')).people === 5, { what: 'five people' });
  });
});
