/** The API against a real server: what it lists, writes and refuses. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { RequestRecord } from '#contract/domain/activity';
import type { LivekitApi } from '#main/services/livekit-api/livekit-api';
import { openApi, valueOf } from './open-api.ts';

let server: LivekitServer;
let clients: ApiClients;
let api: LivekitApi;
let records: RequestRecord[];
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  clients = createApiClients(server);
  ({ api, records } = openApi(server));
});

afterAll(async () => {
  for (const bot of bots) bot.leave();
  await server.dispose();
});

async function joinBot(room: string, identity: string, extra: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  bots.push(bot);
  await bot.join();
  return bot;
}

describe('lists', () => {
  it('rooms by name, in plain facts, without the TURN password that the server sends with them', async () => {
    for (const name of ['m-3', 'm-1', 'm-2']) await clients.rooms.createRoom({ name, metadata: `of ${name}` });
    const raw = await clients.rooms.listRooms(['m-1']);
    expect(raw[0]?.turnPassword).not.toBe('');
    const serverOrders = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      serverOrders.add((await clients.rooms.listRooms(['m-1', 'm-2', 'm-3'])).map(({ name }) => name).join());
      const rooms = valueOf(await api.listRooms({ names: ['m-1', 'm-2', 'm-3'] }));
      expect(rooms.map(({ name }) => name)).toEqual(['m-1', 'm-2', 'm-3']);
    }
    // Control: the server itself gives them in changing order.
    expect(serverOrders.size).toBeGreaterThan(1);
    const room = valueOf(await api.listRooms()).find(({ name }) => name === 'm-1');
    expect(room).toMatchObject({ sid: raw[0]?.sid, metadata: 'of m-1', numParticipants: 0, isRecording: false });
    expect(Math.abs((room?.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(JSON.stringify(room)).not.toContain(String(raw[0]?.turnPassword));
  });

  it('people by identity, hidden ones too', async () => {
    await joinBot('people', 'noor', { attributes: { team: 'red' }, metadata: '{"a":1}', name: 'Noor' });
    await joinBot('people', 'ana', { hidden: true });
    await joinBot('people', 'caller', { kind: 'sip' });
    const people = await waitUntil(async () => {
      const list = valueOf(await api.listParticipants('people'));
      return list.length === 3 && list.every(({ state }) => state === 'active') && list;
    });
    expect(people.map(({ identity }) => identity)).toEqual(['ana', 'caller', 'noor']);
    expect(people.map(({ permission }) => permission?.hidden)).toEqual([true, false, false]);
    expect(people[1]).toMatchObject({ kind: 'sip' });
    expect(people[2]).toMatchObject({ name: 'Noor', metadata: '{"a":1}', attributes: { team: 'red' } });
    expect(valueOf(await api.getParticipant('people', 'noor'))).toMatchObject({ sid: people[2]?.sid });
  });

  it('nobody in a room that does not exist, and does not make it', async () => {
    expect(valueOf(await api.listParticipants('nowhere'))).toEqual([]);
    expect(valueOf(await api.listRooms({ names: ['nowhere'] }))).toEqual([]);
    expect(await clients.rooms.listRooms(['nowhere'])).toEqual([]);
  });

  it('dispatches, oldest first, without what their jobs embed', async () => {
    await clients.rooms.createRoom({ name: 'agents' });
    const made = valueOf(await api.createDispatch('agents', { agentName: 'note-taker', metadata: '{"lang":"nl"}' }));
    await api.createDispatch('agents', { agentName: 'second', metadata: '' });
    const list = valueOf(await api.listDispatch('agents'));
    expect(list.map(({ agentName }) => agentName)).toEqual(['', 'note-taker', 'second']);
    expect(list.find(({ id }) => id === made.id)).toEqual({ ...made, jobs: [] });
    expect(Math.abs(made.createdAtMs - Date.now())).toBeLessThan(60_000);
    expect((await api.deleteDispatch('agents', made.id)).ok).toBe(true);
    expect(valueOf(await api.listDispatch('agents')).map(({ id }) => id)).not.toContain(made.id);
    expect(await api.deleteDispatch('agents', made.id)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});

describe('writes', () => {
  it('change only what is given, and the person’s own client sees it', async () => {
    const bot = await joinBot('writes', 'omar', { name: 'Omar', metadata: 'm0', attributes: { keep: '1', drop: '2' } });
    const update = await api.updateParticipant('writes', { identity: 'omar', attributes: { drop: '', add: '3' } });
    expect(valueOf(update)).toMatchObject({ name: 'Omar', metadata: 'm0', attributes: { keep: '1', add: '3' } });
    expect(update.call.requestId).toMatch(/^[\da-f-]{36}$/);
    await bot.waitForEvent((event) => event.type === 'attributes' && event.self);
    expect(bot.self?.attributes).toEqual({ keep: '1', add: '3' });

    await api.updateParticipant('writes', { identity: 'omar', name: 'Omar B.', metadata: 'm1' });
    await waitUntil(() => bot.self?.name === 'Omar B.' && bot.self.metadata === 'm1');
    expect(valueOf(await api.updateRoomMetadata('writes', 'news')).metadata).toBe('news');
    await bot.waitForEvent((event) => event.type === 'room' && event.field === 'metadata' && event.after === 'news');
  });

  it('replace all rights as asked, one source of several', async () => {
    await joinBot('rights', 'lea', { grants: { canPublish: true, canSubscribe: true, canPublishData: true } });
    const before = valueOf(await api.getParticipant('rights', 'lea')).permission;
    if (!before) throw new Error('the server told no rights');
    const wanted = {
      ...before,
      canPublishSources: ['microphone', 'screen_share_audio'] as const,
      canPublishData: false,
    };
    const after = valueOf(
      await api.updateParticipant('rights', {
        identity: 'lea',
        permission: { ...wanted, canPublishSources: [...wanted.canPublishSources] },
      }),
    );
    expect(after.permission).toEqual(wanted);
    expect(valueOf(await api.getParticipant('rights', 'lea')).permission).toEqual(wanted);
  });

  it('remove people', async () => {
    const bot = await joinBot('removed', 'ivo');
    expect((await api.removeParticipant('removed', 'ivo')).ok).toBe(true);
    await waitUntil(() => bot.closedBecause === 'PARTICIPANT_REMOVED');
  });

  it('are refused by the server with its words where they break a limit', async () => {
    await joinBot('limits', 'kim');
    const result = await api.updateParticipant('limits', { identity: 'kim', metadata: 'x'.repeat(524_289) });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'rejected_by_server',
        detail: {
          serverStatus: 400,
          serverCode: 'invalid_argument',
          serverMessage: 'metadata size exceeds limits 524288',
        },
      },
    });
    const name = await api.updateParticipant('limits', { identity: 'kim', name: 'n'.repeat(257) });
    expect(name).toMatchObject({ ok: false, error: { detail: { serverMessage: 'name length exceeds limits 256' } } });
  });
});

describe('what is not there', () => {
  it('404 at once for reading and updating, 503 after 3 s for dispatches, translated', async () => {
    await joinBot('known', 'somebody');
    const list = await api.listDispatch('nowhere', { lane: 'sweep' });
    for (const result of [
      await api.getParticipant('known', 'nobody'),
      await api.updateParticipant('known', { identity: 'nobody', name: 'x' }),
      await api.removeParticipant('nowhere', 'nobody'),
      await api.updateRoomMetadata('nowhere', 'x'),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'not_found', detail: { serverStatus: 404 } } });
      expect(result.call.tookMs).toBeLessThan(list.call.tookMs);
      // The server's prefix is stripped.
      if (!result.ok)
        expect(result.error.detail?.serverMessage).toMatch(/^(participant|requested room) does not exist$/);
    }
    expect(list).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: 'Not there any more, or the server is not reachable.' },
    });
    expect(list.call.tookMs).toBeGreaterThan(2_500);
    expect(await clients.rooms.listRooms(['nowhere'])).toEqual([]);
  });

  it('never asks for a room without a name, and none is made', async () => {
    const count = records.length;
    for (const result of [
      await api.listParticipants(''),
      await api.updateRoomMetadata('', 'x'),
      await api.createDispatch('', { agentName: 'a', metadata: '' }),
      await api.listRooms({ names: [''] }),
      await api.getParticipant('known', ''),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'invalid_request' }, call: { requestId: '' } });
    }
    expect(records).toHaveLength(count);
    expect((await clients.rooms.listRooms()).map(({ name }) => name)).not.toContain('');
  });
});

it('reports every call once, with what it was about', async () => {
  const count = records.length;
  await api.updateParticipant('people', { identity: 'noor', name: 'Noor V.' });
  await api.getParticipant('people', 'gone', { lane: 'bulk' });
  expect(records.slice(count)).toMatchObject([
    { method: 'RoomService/UpdateParticipant', target: 'people / noor', status: 200, lane: 'single' },
    { method: 'RoomService/GetParticipant', target: 'people / gone', status: 404, lane: 'bulk', code: 'not_found' },
  ]);
  for (const record of records.slice(count)) expect(record.requestId).toMatch(/^[\da-f-]{36}$/);
});
