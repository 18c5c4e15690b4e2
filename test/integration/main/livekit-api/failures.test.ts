/** Failures against a real server and a faulty way to it: told apart, never repeated, and no token or secret in any word. */
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { findFreePort } from '#tools/free-port.ts';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { nodeFetch, openApi } from './open-api.ts';

let server: LivekitServer;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
});

afterAll(async () => {
  await proxy.dispose();
  await server.dispose();
});

describe('credentials and reachability are told apart', () => {
  it('unknown key, wrong secret, nobody there, and a name that does not exist', async () => {
    const unknownKey = await openApi({ ...server, apiKey: 'APInobody' }).api.listRooms();
    expect(unknownKey).toMatchObject({ ok: false, error: { code: 'unknown_key', detail: { serverStatus: 401 } } });
    const wrongSecret = await openApi({ ...server, apiSecret: 'w'.repeat(32) }).api.listRooms();
    expect(wrongSecret).toMatchObject({ ok: false, error: { code: 'wrong_secret', detail: { serverStatus: 401 } } });
    const port = await findFreePort();
    const refused = await openApi({ ...server, httpUrl: `http://127.0.0.1:${port}` }).api.listRooms();
    expect(refused).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    if (!refused.ok) expect(refused.error.detail?.likelyCause).toContain('Nothing listens');
    const nowhere = await openApi({ ...server, httpUrl: 'http://gavel.invalid' }).api.listRooms();
    if (!nowhere.ok) expect(nowhere.error.detail?.likelyCause).toContain('host name is unknown');
    const tls = await openApi({ ...server, httpUrl: server.httpUrl.replace('http:', 'https:') }).api.listRooms();
    if (!tls.ok) expect(tls.error.detail?.likelyCause).toContain('plain http');
    expect([nowhere.ok, tls.ok]).toEqual([false, false]);
  });

  it('shows no token in a wrong secret’s words, though the server sends the whole of it', async () => {
    const { api, records } = openApi({ ...server, apiSecret: 'w'.repeat(32) });
    const result = await api.listRooms();
    expect(JSON.stringify({ result, records })).not.toMatch(/eyJ/);
    expect(result).toMatchObject({
      error: { detail: { serverMessage: expect.stringContaining('[redacted]') as string } },
    });
    // Control: the same call without our transport carries the token in its answer.
    const { AccessToken } = await import('livekit-server-sdk');
    const token = new AccessToken(server.apiKey, 'w'.repeat(32));
    token.addGrant({ roomList: true });
    const raw = await nodeFetch(`${server.httpUrl}/twirp/livekit.RoomService/ListRooms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token.toJwt()}`, 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(60_000),
    });
    expect(await raw.text()).toMatch(/eyJ/);
  });
});

describe('on a faulty way', () => {
  it('reads the server’s error whatever its content type is called', async () => {
    const { api } = openApi(proxy);
    proxy.answer({
      method: 'ListRooms',
      status: 404,
      body: '{"code":"not_found","msg":"gone"}',
      contentType: 'application/json; charset=utf-8',
      times: 1,
    });
    expect(await api.listRooms()).toMatchObject({ error: { code: 'not_found', detail: { serverMessage: 'gone' } } });
    proxy.answer({ method: 'ListRooms', status: 502, body: '<h1>Bad</h1>', contentType: 'text/html', times: 1 });
    expect(await api.listRooms()).toMatchObject({ error: { code: 'unavailable' } });
    proxy.answer({ method: 'ListRooms', status: 429, body: 'slow down', contentType: 'text/plain', times: 1 });
    expect(await api.listRooms()).toMatchObject({ error: { code: 'rate_limited', detail: { serverStatus: 429 } } });
    proxy.answer({
      method: 'ListRooms',
      status: 200,
      body: '<title>Welcome</title>',
      contentType: 'text/html',
      times: 1,
    });
    expect(await api.listRooms()).toMatchObject({ error: { code: 'server_failed' } });
    proxy.answer({
      method: 'ListRooms',
      status: 200,
      body: '{"rooms":{"sid":5}}',
      contentType: 'application/json',
      times: 1,
    });
    expect(await api.listRooms()).toMatchObject({ error: { code: 'server_failed' } });
    expect((await api.listRooms()).ok).toBe(true);
  });

  it('never repeats a call by itself', async () => {
    const { api, records } = openApi(proxy);
    for (const status of [500, 503]) {
      const before = proxy.count({ method: 'UpdateRoomMetadata' });
      proxy.answer({ method: 'UpdateRoomMetadata', status, body: '{}', times: 5 });
      expect((await api.updateRoomMetadata('x', 'y')).ok).toBe(false);
      expect(proxy.count({ method: 'UpdateRoomMetadata' }) - before).toBe(1);
      proxy.clearFaults();
    }
    proxy.cut({ method: 'UpdateRoomMetadata', times: 5 });
    const cut = await api.updateRoomMetadata('x', 'y');
    proxy.clearFaults();
    expect(cut).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(records.map(({ status }) => status)).toEqual([500, 503, 0]);
  });

  it('gives up after the time it was given, and says that the effect is unknown', async () => {
    const { api, records } = openApi(proxy);
    proxy.delay({ method: 'ListRooms', delayMs: 5_000 });
    const result = await api.listRooms({ timeoutMs: 150 });
    proxy.clearFaults();
    expect(result).toMatchObject({ ok: false, error: { code: 'timed_out' } });
    expect(result.call.tookMs, 'before the answer').toBeLessThan(5_000);
    expect(records).toMatchObject([{ status: 0, code: 'timed_out' }]);
  });

  it('is called off under way and while it waits for its lane', async () => {
    const { api, records } = openApi(proxy);
    proxy.delay({ method: 'ListRooms', delayMs: 5_000 });
    const abort = new AbortController();
    const before = proxy.count({ method: 'ListRooms' });
    const calls = [1, 2, 3, 4].map(() => api.listRooms({ lane: 'sweep', signal: abort.signal }));
    await waitUntil(() => proxy.count({ method: 'ListRooms' }) === before + 2, { what: 'two sweeps under way' });
    // A click passes by sweeps that hang.
    expect((await api.listParticipants('x')).ok).toBe(true);
    abort.abort();
    const results = await Promise.all(calls);
    proxy.clearFaults();
    for (const result of results) expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(proxy.count({ method: 'ListRooms' })).toBe(before + 2);
    expect(records.filter(({ code }) => code === 'cancelled')).toHaveLength(2);
    expect((await api.listRooms({ lane: 'sweep' })).ok).toBe(true);
  });

  it('does not read an answer without end', async () => {
    const endless = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${128 * 1024 * 1024}\r\n\r\n{`,
        );
      });
    });
    await new Promise<void>((resolve) => {
      endless.listen(0, '127.0.0.1', resolve);
    });
    const address = endless.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const result = await openApi({ ...server, httpUrl: `http://127.0.0.1:${port}` }).api.listRooms();
    expect(result).toMatchObject({ ok: false, error: { code: 'server_failed' } });
    if (!result.ok) expect(result.error.message).toContain('64 MiB');
    // The connection is given up, so that the server can end.
    await new Promise((resolve) => {
      endless.close(resolve);
    });
  });
});

describe('clocks', () => {
  it.each([
    [5 * 60_000, 'ahead'],
    [-20 * 60_000, 'behind'],
  ])('that are %i ms apart: ours is %s', async (shiftMs, word) => {
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shiftMs });
    const { api } = openApi(server);
    const result = await api.listRooms();
    expect(result).toMatchObject({ ok: false, error: { code: 'clock_skew' } });
    if (!result.ok) expect(result.error.detail?.likelyCause).toContain(word);
  });
});
