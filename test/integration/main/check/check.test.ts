/** Checks against a real livekit-server, a TLS server, a foreign web server and nobody at all. */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Audit } from '#main/services/audit/audit';
import { findFreePort } from '#tools/free-port.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { SignalBot } from '#tools/people/signal-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createRealClock } from '#test/support/ports';
import { lineOf, openChecks, savedServer, statesOf } from './open-checks.ts';
import { throwawayCertificate, throwawayKey } from './throwaway-tls.ts';

let server: LivekitServer;
let clients: ApiClients;

beforeAll(async () => {
  server = await startLivekitServer();
  clients = createApiClients(server);
});

afterAll(() => server.dispose());

async function listen(target: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    target.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void target.close());
  return (target.address() as AddressInfo).port;
}

/** What was recorded of hidden joins, oldest first. */
async function listJoins(audit: Audit): Promise<string[]> {
  const rows = await audit.list('', 10);
  return rows
    .toReversed()
    .filter(({ verb }) => verb === 'join' || verb === 'leave')
    .map(({ verb, phase, outcome }) => `${verb} ${phase} ${outcome}`);
}

describe('a good server', () => {
  it('passes every line, and with no open room makes none', async () => {
    const { check, told, pages, audit } = await openChecks();
    expect(await clients.rooms.listRooms()).toEqual([]);
    const report = await check(server);
    expect(statesOf(report)).toEqual({
      address: 'ok',
      dns: 'skipped',
      reachable: 'ok',
      tls: 'skipped',
      key: 'ok',
      secret: 'ok',
      clock: 'ok',
      rooms: 'ok',
      dispatch: 'unknown',
      sip: 'absent',
      egress: 'absent',
      ingress: 'absent',
      version: 'unknown',
      websocket: 'ok',
      media: 'skipped',
      remoteUnmute: 'unknown',
      move: 'unknown',
    });
    expect(lineOf(report, 'media').sentence).toContain('no room is open');
    // Every line that was known had been begun, or was told as not tested.
    for (const { id } of report.lines)
      expect(told().some((line) => line.id === id && line.state !== 'running')).toBe(true);
    expect(pages).toEqual({ opened: 1, open: 0 });
    expect(await listJoins(audit)).toEqual([]);
    expect(await clients.rooms.listRooms()).toEqual([]);
    // Control: a plain join does make a room.
    const bot = new SignalBot({ server, room: 'made-by-joining', identity: 'ann' });
    onTestFinished(() => bot.leave());
    await bot.join();
    await waitUntil(async () => (await clients.rooms.listRooms()).length === 1, { what: 'the room' });
    await clients.rooms.deleteRoom('made-by-joining');
  });

  it('joins an open room hidden, records it, and hears the version from it', async () => {
    await clients.rooms.createRoom({ name: 'open', emptyTimeout: 60 });
    onTestFinished(() => clients.rooms.deleteRoom('open'));
    const { check, audit } = await openChecks({
      connect(grant, listeners) {
        expect(grant).toMatchObject({ roomName: 'open', canSubscribe: false });
        setImmediate(() => {
          listeners.onSnapshot([], undefined, { isCloud: false, version: '1.13.5', region: '' });
          listeners.onEnd({ kind: 'failed', message: `could not establish pc connection ${grant.token}` });
        });
        return { readRoundTripMs: () => undefined, takeMedia: () => undefined, close: () => undefined };
      },
    });
    const report = await check(server);
    expect(lineOf(report, 'dispatch').state).toBe('ok');
    expect(lineOf(report, 'version').sentence).toBe('LiveKit 1.13.5, self-hosted');
    expect(lineOf(report, 'websocket').state).toBe('ok');
    expect(lineOf(report, 'media')).toMatchObject({
      state: 'failed',
      serverWords: expect.stringContaining('pc') as string,
    });
    expect(JSON.stringify(report)).not.toMatch(/eyJ/);
    expect(await listJoins(audit)).toEqual(['join intent ', 'join outcome joined', 'leave outcome left']);
  });
});

it('records a hidden join that was called off as such, not as failed', async () => {
  await clients.rooms.createRoom({ name: 'open', emptyTimeout: 60 });
  onTestFinished(() => clients.rooms.deleteRoom('open'));
  let isAsked = false;
  const { check, checks, audit } = await openChecks({
    connect() {
      isAsked = true;
      return { readRoundTripMs: () => undefined, takeMedia: () => undefined, close: () => undefined };
    },
  });
  const running = check(server);
  await waitUntil(() => isAsked, { what: 'the join' });
  checks.cancel(1, 'check-1');
  expect((await running).isCancelled).toBe(true);
  expect(await listJoins(audit)).toEqual(['join intent ', 'join outcome cancelled']);
});

describe('the check before a server is saved', () => {
  const quickLines = ['address', 'dns', 'reachable', 'tls', 'key', 'secret', 'clock', 'rooms'];

  it('asks by http alone, and what it learnt is known of the saved server', async () => {
    const { check, checks, told, pages, audit, capabilities } = await openChecks();
    const report = await check(server, 'quick');
    expect(Object.keys(statesOf(report))).toEqual(quickLines);
    expect(report.lines.filter(({ state }) => !['ok', 'skipped'].includes(state))).toEqual([]);
    expect(new Set(told().map(({ id }) => id))).toEqual(new Set(quickLines));
    expect(pages.opened, 'no hidden page').toBe(0);
    expect(await listJoins(audit)).toEqual([]);
    checks.adopt(1, savedServer.id, { url: 'ws://127.0.0.1:1', apiKey: server.apiKey });
    expect(capabilities.read(savedServer.id), 'control: not of another address').toEqual({});
    checks.adopt(1, savedServer.id, server);
    expect(capabilities.read(savedServer.id)).toMatchObject({ administerRooms: { state: 'yes', source: 'check' } });
    await capabilities.flush();
  });

  it('forgets nothing of a full check before it', async () => {
    const { check, checks, capabilities } = await openChecks();
    await check(server);
    await check(server, 'quick');
    checks.adopt(1, savedServer.id, server);
    expect(capabilities.read(savedServer.id)).toMatchObject({
      administerRooms: { state: 'yes' },
      egress: { state: 'no' },
    });
    await capabilities.flush();
  });

  it('stops at the line that fails', async () => {
    const { check } = await openChecks();
    const report = await check({ ...server, apiSecret: 'w'.repeat(32) }, 'quick');
    expect(statesOf(report)).toMatchObject({ key: 'ok', secret: 'failed', clock: 'ok', rooms: 'skipped' });
    expect(report.lines).toHaveLength(quickLines.length);
  });
});

describe('credentials and clocks', () => {
  it('tells an unknown key from a wrong secret, and shows no token', async () => {
    const { check, pages } = await openChecks();
    const unknownKey = await check({ ...server, apiKey: 'APInobody' });
    expect(statesOf(unknownKey)).toMatchObject({ reachable: 'ok', key: 'failed', secret: 'skipped', rooms: 'skipped' });
    const wrongSecret = await check({ ...server, apiSecret: 'w'.repeat(32) });
    expect(statesOf(wrongSecret)).toMatchObject({ key: 'ok', secret: 'failed', clock: 'ok', websocket: 'skipped' });
    expect(lineOf(wrongSecret, 'secret')).toMatchObject({
      cause: expect.stringContaining('secret does not belong') as string,
      cure: expect.any(String) as string,
      serverWords: expect.stringContaining('[redacted]') as string,
    });
    expect(JSON.stringify([unknownKey, wrongSecret])).not.toMatch(/eyJ/);
    const { apiSecret: _apiSecret, ...withoutSecret } = server;
    expect(statesOf(await check(withoutSecret))).toMatchObject({ reachable: 'ok', key: 'skipped', secret: 'failed' });
    expect(pages.opened).toBe(0);
  });

  it.each([
    [20_000, 'ok', '20 s ahead'],
    [40_000, 'warning', '40 s ahead'],
    [90_000, 'failed', '90 s ahead'],
    [-40_000, 'warning', '40 s behind'],
    [-12 * 60_000, 'failed', '12 min behind'],
  ])('measures a clock that is off by %i ms', async (offMs, state, words) => {
    const real = createRealClock();
    const { check } = await openChecks({ clock: { ...real, now: () => real.now() + offMs } });
    const line = lineOf(await check({ ...server, apiSecret: 'w'.repeat(32) }), 'clock');
    expect(line.state).toBe(state);
    // The server's second is cut: one more or less is as good.
    const [number = '', ...rest] = words.split(' ');
    const near = [-1, 0, 1].map((step) => [Number(number) + step, ...rest].join(' '));
    expect(near.some((text) => line.sentence.includes(text))).toBe(true);
  });
});

describe('the way', () => {
  it('refuses a path before anything is asked', async () => {
    const { check } = await openChecks();
    const report = await check({ ...server, url: `${server.url}/livekit` });
    expect(lineOf(report, 'address')).toMatchObject({
      state: 'failed',
      cause: expect.stringContaining('path') as string,
    });
    expect(report.lines.filter(({ state }) => state === 'skipped')).toHaveLength(report.lines.length - 3);
  });

  it('names https on a plain port, and plain http on a TLS port', async () => {
    const { check } = await openChecks();
    const secure = await check({ ...server, url: server.url.replace('ws:', 'wss:') });
    expect(statesOf(secure)).toMatchObject({ reachable: 'ok', tls: 'failed', key: 'skipped' });
    expect(lineOf(secure, 'tls').cure).toContain(server.url);
    const port = await listen(createTlsServer({ key: throwawayKey, cert: throwawayCertificate }));
    const plain = await check({ ...server, url: `ws://127.0.0.1:${port}` });
    expect(statesOf(plain)).toMatchObject({ reachable: 'ok', tls: 'failed', key: 'skipped' });
    expect(lineOf(plain, 'tls').cure).toContain(`wss://127.0.0.1:${port}`);
    const untrusted = await check({ ...server, url: `wss://127.0.0.1:${port}` });
    expect(statesOf(untrusted)).toMatchObject({ reachable: 'ok', tls: 'failed', key: 'skipped' });
    expect(lineOf(untrusted, 'tls')).toMatchObject({ sentence: expect.stringContaining('ertificate') as string });
  });

  it('tells nobody there from a name that does not exist', async () => {
    const { check } = await openChecks();
    const nobody = await check({ ...server, url: `ws://127.0.0.1:${await findFreePort()}` });
    expect(statesOf(nobody)).toMatchObject({ address: 'ok', reachable: 'failed', tls: 'skipped', key: 'skipped' });
    expect(lineOf(nobody, 'reachable').cause).toContain('Nothing listens');
    const nowhere = await check({ ...server, url: 'wss://gavel.invalid' });
    expect(statesOf(nowhere)).toMatchObject({ address: 'ok', dns: 'failed', reachable: 'skipped' });
  });

  it('knows a web server that is not LiveKit, and shows nothing of its pages', async () => {
    const { check } = await openChecks();
    const port = await listen(
      createServer((_request, response) => void response.end('<title>Internal secrets</title>')),
    );
    const report = await check({ ...server, url: `ws://127.0.0.1:${port}` });
    expect(statesOf(report)).toMatchObject({ reachable: 'ok', key: 'failed', secret: 'skipped', websocket: 'skipped' });
    expect(lineOf(report, 'key').sentence).toBe('This is not a LiveKit server');
    expect(JSON.stringify(report)).not.toContain('Internal secrets');
  });

  it('stops when it is called off, and says what was not tested', async () => {
    const { checks, check, told } = await openChecks();
    const port = await listen(createServer(() => undefined));
    const running = check({ ...server, url: `ws://127.0.0.1:${port}` });
    await waitUntil(() => told().some(({ id }) => id === 'reachable'), { what: 'the line' });
    checks.cancel(1, 'another');
    checks.cancel(1, 'check-1');
    const report = await running;
    expect(report.isCancelled).toBe(true);
    expect(statesOf(report)).toMatchObject({ address: 'ok', reachable: 'skipped', media: 'skipped' });
  });
});
