/** What cannot be had from a real server: calls that fail before they are sent, and stacks that ignore being called off. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RequestRecord } from '#contract/domain/activity';
import { createLivekitApi } from '#main/services/livekit-api/create-livekit-api';
import { createLivekitApis } from '#main/services/livekit-api/livekit-apis';
import type { HttpAnswer, HttpFetch, ServerAccess } from '#main/services/ports';
import { fail, succeed } from '#contract/result';
import { createFakeClock } from '#test/support/ports';

const access: ServerAccess = {
  serverId: 'abcdefghijklmnop',
  serverName: 'Test',
  apiOrigin: 'http://gavel.invalid',
  signalOrigin: 'ws://gavel.invalid',
  apiKey: 'key',
  apiSecret: 'a secret of enough characters to sign',
  observerMode: 'levels',
};

function answer(status: number, body: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { get: (name) => headers[name] ?? null }, text: async () => body };
}

function open(fetch: HttpFetch, change: Partial<ServerAccess> = {}) {
  const records: RequestRecord[] = [];
  const clock = createFakeClock();
  const api = createLivekitApi({
    access: { ...access, ...change },
    fetch,
    clock,
    redact: (text) => text,
    nextSequence: () => records.length + 1,
    onRequest: (record) => void records.push(record),
  });
  return { api, records, clock };
}

describe('a call', () => {
  it('that cannot be signed is an error of ours, sent nowhere and reported', async () => {
    vi.stubEnv('LIVEKIT_API_SECRET', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    let sent = 0;
    const { api, records } = open(async () => (sent++, answer(200, '{}')), { apiSecret: '' });
    expect(await api.listRooms()).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(sent).toBe(0);
    expect(records).toMatchObject([{ code: 'internal', status: 0 }]);
  });

  it('goes to the API’s origin with the request id that is reported', async () => {
    const seen: { url: string; headers: Record<string, string> }[] = [];
    const { api, records } = open(async (url, { headers }) => (seen.push({ url, headers }), answer(200, '{}')));
    const result = await api.listRooms();
    expect(seen[0]?.url).toBe('http://gavel.invalid/twirp/livekit.RoomService/ListRooms');
    expect(seen[0]?.headers['X-Livekit-Request-Id']).toBe(result.call.requestId);
    expect(records[0]?.requestId).toBe(result.call.requestId);
  });

  it('that was called off before it began is not sent', async () => {
    let sent = 0;
    const { api, records } = open(async () => (sent++, answer(200, '{}')));
    expect(await api.listRooms({ signal: AbortSignal.abort() })).toMatchObject({ error: { code: 'cancelled' } });
    expect([sent, records.length]).toEqual([0, 0]);
  });

  it('that waits for its lane can be called off alone, and what is sent goes on', async () => {
    const release: (() => void)[] = [];
    const { api } = open(() => new Promise((resolve) => release.push(() => resolve(answer(200, '{}')))));
    const waitSignal = new AbortController();
    const sent: number[] = [];
    const calls = [0, 1, 2, 3].map((index) =>
      api.listRooms({ lane: 'bulk', waitSignal: waitSignal.signal, onSent: () => void sent.push(index) }),
    );
    await vi.waitFor(() => expect(release).toHaveLength(3));
    waitSignal.abort();
    expect(await calls[3]).toMatchObject({ error: { code: 'cancelled' }, call: { requestId: '' } });
    for (const go of release) go();
    expect((await Promise.all(calls.slice(0, 3))).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(sent).toEqual([0, 1, 2]);
  });

  it('tells a time-out, a cancellation and a failure of the network apart', async () => {
    const hanging: HttpFetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const { api, clock, records } = open(hanging);
    const abort = new AbortController();
    const late = api.listRooms({ timeoutMs: 3_000 });
    const called = api.listRooms({ signal: abort.signal });
    await Promise.resolve();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    clock.advance(3_000);
    abort.abort();
    expect(await late).toMatchObject({ error: { code: 'timed_out' }, call: { tookMs: 3_000 } });
    expect(await called).toMatchObject({ error: { code: 'cancelled' } });
    expect(records).toHaveLength(2);
    const broken = open(() => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED')));
    expect(await broken.api.listRooms()).toMatchObject({ error: { code: 'unreachable' } });
  });
});

describe('the APIs of saved servers', () => {
  it('take the credentials of the moment, share a server’s lanes, and fail as the look-up does', async () => {
    const keys: (string | undefined)[] = [];
    let current = { ...access };
    const apis = createLivekitApis({
      findAccess: async (serverId) =>
        serverId === access.serverId ? succeed(current) : fail('not_found', 'Not saved.'),
      fetch: async (_url, { headers }) => {
        const claims = Buffer.from(headers['Authorization']?.split('.')[1] ?? '', 'base64url').toString();
        keys.push((JSON.parse(claims) as { iss?: string }).iss);
        return answer(200, '{}');
      },
      clock: createFakeClock(),
      redact: (text) => text,
      nextSequence: () => 1,
      onRequest: () => undefined,
    });
    const first = await apis.find(access.serverId);
    if (first.ok) await first.value.listRooms();
    current = { ...access, apiKey: 'newer' };
    const second = await apis.find(access.serverId);
    if (second.ok) await second.value.listRooms();
    expect(keys).toEqual(['key', 'newer']);
    expect(await apis.find('other')).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
});
