/** The fault proxy passes everything on, counts it, and fails exactly as it is told. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

let server: LivekitServer;
let proxy: FaultProxy;
let direct: ApiClients;
let through: ApiClients;
let bot: LiveBot;

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  direct = createApiClients(server);
  through = createApiClients(proxy);
  bot = new LiveBot({ server: proxy, room: 'hall', identity: 'bot', attributes: { hand: '0' }, doesComeBack: true });
  await bot.join();
});

afterEach(() => {
  proxy.setRefusing(false);
  proxy.clearFaults();
});

afterAll(async () => {
  bot.leave();
  await proxy.dispose();
  await server.dispose();
});

const readHand = async (): Promise<string | undefined> =>
  (await direct.rooms.getParticipant('hall', 'bot')).attributes['hand'];

describe('startFaultProxy', () => {
  it('counts joins by identity and calls by method, without keeping a token', async () => {
    const before = proxy.count({ method: 'ListRooms' });
    await through.rooms.listRooms();
    expect(proxy.count({ method: 'ListRooms' })).toBe(before + 1);
    expect([proxy.countJoins(), proxy.countJoins('bot'), proxy.countJoins('nobody')]).toEqual([1, 1, 0]);
    expect(proxy.requests.find(({ kind }) => kind === 'websocket')).toMatchObject({
      path: '/rtc',
      status: 101,
      wasForwarded: true,
    });
    expect(JSON.stringify(proxy.requests)).not.toContain('eyJ');
  });

  it('answers 200 with the unchanged object and drops the write', async () => {
    const remove = proxy.dropWrites({ method: 'UpdateParticipant' });
    const answer = await through.rooms.updateParticipant('hall', 'bot', { attributes: { hand: '1' } });
    expect([answer.attributes['hand'], await readHand()]).toEqual(['0', '0']);
    expect(remove()).toBe(1);
    await through.rooms.updateParticipant('hall', 'bot', { attributes: { hand: '1' } });
    expect(await readHand()).toBe('1');
  });

  it('can lie: 200 with what was asked for, and nothing written', async () => {
    proxy.dropWrites({ method: 'UpdateParticipant', answer: 'requested' });
    const answer = await through.rooms.updateParticipant('hall', 'bot', { attributes: { hand: '2' }, metadata: 'new' });
    expect(answer).toMatchObject({ attributes: { hand: '2' }, metadata: 'new' });
    expect(await readHand()).toBe('1');
  });

  it('drops room metadata and dispatches as well', async () => {
    proxy.dropWrites({ method: 'UpdateRoomMetadata' });
    proxy.dropWrites({ method: 'CreateDispatch' });
    await through.rooms.updateRoomMetadata('hall', 'news');
    await through.dispatches.createDispatch('hall', 'nobody');
    expect((await direct.rooms.listRooms(['hall']))[0]?.metadata).toBe('');
    expect((await direct.dispatches.listDispatch('hall')).filter(({ agentName }) => agentName === 'nobody')).toEqual(
      [],
    );
  });

  it('answers with a status for as many times as told, then passes on', async () => {
    proxy.answer({ method: 'ListRooms', status: 503, body: '{"code":"unavailable","msg":"not now"}', times: 1 });
    await expect(through.rooms.listRooms()).rejects.toMatchObject({ status: 503, code: 'unavailable' });
    await expect(through.rooms.listRooms()).resolves.toHaveLength(1);
  });

  it('delays before it passes on', async () => {
    proxy.delay({ method: 'ListRooms', delayMs: 150 });
    const startedAt = performance.now();
    await through.rooms.listRooms();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
  });

  it('cuts single requests, and all connections; who comes back joins anew', async () => {
    proxy.cut({ method: 'ListRooms', times: 1 });
    await expect(through.rooms.listRooms()).rejects.toThrow('fetch failed');
    const joins = proxy.countJoins('bot');
    proxy.cutConnections();
    await waitUntil(() => bot.joinCount === 2 && bot.isActive, { what: 'the bot to come back through the proxy' });
    expect(proxy.countJoins('bot')).toBe(joins + 1);
  });

  it('refuses joins with a status, and everything when it refuses', async () => {
    proxy.answer({ path: '/rtc', status: 401, body: 'no', contentType: 'text/plain' });
    const stranger = new LiveBot({ server: proxy, room: 'hall', identity: 'stranger' });
    await expect(stranger.join()).rejects.toThrow('HTTP 401');
    proxy.setRefusing(true);
    await expect(through.rooms.listRooms()).rejects.toThrow('fetch failed');
  });
});
