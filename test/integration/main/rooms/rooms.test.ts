/** Hidden joins against a real server: recorded, unnoticed, and never into a room that is not listed. */
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { SignalBot } from '#tools/people/signal-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createRedactor } from '#contract/redaction';
import type { JoinGrant } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import type { Audit } from '#main/services/audit/audit';
import { createLivekitApis } from '#main/services/livekit-api/livekit-apis';
import type { ServerAccess } from '#main/services/ports';
import { createIdentityFile } from '#main/services/rooms/identity-file';
import { createOwnIdentities, type OwnIdentities } from '#main/services/rooms/own-identities';
import { createRooms, type Rooms } from '#main/services/rooms/rooms';
import { openAudit } from '#test/support/open-audit';
import { createRealClock, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import { describeAccess, nodeFetch, testServerId, valueOf } from '../livekit-api/open-api.ts';

const window = { windowId: 1, serverId: testServerId };

let server: LivekitServer;
let clients: ApiClients;
const bots: SignalBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer({ config: { room: { empty_timeout: 300, departure_timeout: 2 } } });
  clients = createApiClients(server);
});

afterAll(async () => {
  for (const bot of bots) bot.leave();
  await server.dispose();
});

let rooms: Rooms;
let audit: Audit;
let ownIdentities: OwnIdentities;
let access: ServerAccess;
let held: string[];
let hastened: string[];

beforeEach(async () => {
  const folder = await makeTemporaryFolder();
  const clock = createRealClock();
  const redact = createRedactor(() => [server.apiSecret]);
  ({ audit } = await openAudit(folder, { clock, redact }));
  ownIdentities = await createOwnIdentities({
    store: createIdentityFile({ filePath: path.join(folder, 'identities.json'), clock }),
    clock,
  });
  access = describeAccess(server);
  held = [];
  hastened = [];
  const apis = createLivekitApis({
    findAccess: async () => succeed(access),
    fetch: nodeFetch,
    clock,
    redact,
    nextSequence: () => 1,
    onRequest: () => undefined,
  });
  rooms = createRooms({
    findAccess: async () => succeed(access),
    findApi: apis.find,
    audit,
    ownIdentities,
    watch: {
      holdRoom(_serverId, room) {
        held.push(room);
        return () => void held.splice(held.indexOf(room), 1);
      },
      hastenRoom(_serverId, room) {
        hastened.push(room);
        return () => void hastened.splice(hastened.indexOf(room), 1);
      },
    },
    clock,
    logger: createRecordingLogger(),
  });
});

/** Joins with the token of a grant instead of one of its own. */
class Observer extends LiveBot {
  readonly #grant: JoinGrant;
  constructor(grant: JoinGrant) {
    super({ server, room: grant.roomName, identity: grant.identity });
    this.#grant = grant;
    bots.push(this);
  }
  protected override open(_token: string, timeoutMs: number): ReturnType<LiveBot['open']> {
    return super.open(this.#grant.token, timeoutMs);
  }
}

class SignalObserver extends SignalBot {
  readonly #grant: JoinGrant;
  constructor(grant: JoinGrant) {
    super({ server, room: grant.roomName, identity: grant.identity });
    this.#grant = grant;
    bots.push(this);
  }
  protected override open(_token: string, timeoutMs: number): ReturnType<SignalBot['open']> {
    return super.open(this.#grant.token, timeoutMs);
  }
}

async function joinBot(room: string, identity: string, extra: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  bots.push(bot);
  await bot.join();
  return bot;
}

async function countPeople(room: string): Promise<number | undefined> {
  return (await clients.rooms.listRooms([room]))[0]?.numParticipants;
}

describe('a room that is not listed', () => {
  it('is not joined and not made, and nothing is given out', async () => {
    expect(await rooms.joinRoom(window, 'nowhere')).toMatchObject({ ok: false, error: { code: 'room_not_listed' } });
    expect(await clients.rooms.listRooms(['nowhere'])).toEqual([]);
    expect([held, ownIdentities.list(), await audit.list(testServerId, 10)]).toEqual([[], [], []]);
    // Control: whoever joins without asking makes it.
    await joinBot('nowhere', 'careless');
    expect(await clients.rooms.listRooms(['nowhere'])).toHaveLength(1);
  });

  it('is not joined after the server lost it', async () => {
    await clients.rooms.createRoom({ name: 'lost', emptyTimeout: 300 });
    expect((await rooms.joinRoom(window, 'lost')).ok).toBe(true);
    await server.kill();
    expect(await rooms.joinRoom(window, 'lost')).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    await server.restart();
    expect(await rooms.joinRoom(window, 'lost')).toMatchObject({ ok: false, error: { code: 'room_not_listed' } });
    expect(await clients.rooms.listRooms(['lost'])).toEqual([]);
  });
});

describe('a room that is listed', () => {
  it('is not joined if no server answers for it, as after the end of one of several', async () => {
    await clients.rooms.createRoom({ name: 'dead', emptyTimeout: 300 });
    const proxy = await startFaultProxy(server);
    onTestFinished(() => proxy.dispose());
    access = describeAccess(proxy);
    proxy.answer({
      method: 'ListDispatch',
      status: 503,
      body: '{"code":"unavailable","msg":"no response from servers"}',
    });
    expect(await rooms.joinRoom(window, 'dead')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect([held, ownIdentities.list(), await audit.list(testServerId, 10)]).toEqual([[], [], []]);
    proxy.clearFaults();
    expect(await rooms.joinRoom(window, 'dead')).toMatchObject({ ok: true, value: { roomName: 'dead' } });
  });
});

describe('a hidden join', () => {
  it('is noticed by nobody and not counted; somebody who is not hidden is', async () => {
    const ana = await joinBot('quiet', 'ana');
    const ben = await joinBot('quiet', 'ben');
    await waitUntil(() => ana.log.participants.has('ben') && ben.log.participants.has('ana'));
    const marks = [ana.events.length, ben.events.length] as const;

    const grant = valueOf(await rooms.joinRoom(window, 'quiet'));
    const observer = new Observer(grant);
    const answer = await observer.join();
    expect(answer?.room?.sid).toBe(grant.roomSid);
    expect(answer?.otherParticipants.map(({ identity }) => identity).toSorted()).toEqual(['ana', 'ben']);
    await waitUntil(() => observer.isActive);
    const listed = await clients.rooms.getParticipant('quiet', grant.identity);
    expect(listed).toMatchObject({
      kind: 4,
      permission: {
        hidden: true,
        canPublish: false,
        canPublishData: false,
        canUpdateMetadata: false,
        canSubscribe: true,
      },
    });

    // Control, and the end of the wait: who comes after is seen and counted, so the observer would have been.
    const control = await joinBot('quiet', 'control');
    await ana.waitForEvent((event) => event.type === 'joined' && event.identity === 'control');
    await ben.waitForEvent((event) => event.type === 'joined' && event.identity === 'control');
    await waitUntil(async () => (await countPeople('quiet')) === 3, { what: 'the control to be counted' });
    control.leave();
    await ana.waitForEvent((event) => event.type === 'left' && event.identity === 'control');
    await waitUntil(async () => (await countPeople('quiet')) === 2, { what: 'only ana and ben to be counted' });
    for (const [index, person] of [ana, ben].entries()) {
      const told = JSON.stringify(person.events.slice(marks[index]));
      expect(told).toContain('control');
      expect(told).not.toContain(grant.identity);
      expect(person.log.participants.has(grant.identity)).toBe(false);
    }
    expect(ana.events.some((event) => event.type === 'room' && event.field === 'activeRecording')).toBe(false);

    // It hears what changes, and may change nothing.
    await ana.update({ attributes: { hand: '1' } });
    await observer.waitForEvent((event) => event.type === 'attributes' && event.identity === 'ana');
    await expect(observer.update({ attributes: { x: '1' } })).rejects.toThrow(/does not have permission/);

    // Nor does it hold the room open.
    ana.leave();
    ben.leave();
    await waitUntil(() => observer.closedBecause === 'ROOM_CLOSED', { what: 'the room to close' });
  });

  it('in strict mode may not subscribe', async () => {
    const ana = await joinBot('strict', 'ana');
    access = describeAccess(server, 'strict');
    const grant = valueOf(await rooms.joinRoom(window, 'strict'));
    expect(grant.canSubscribe).toBe(false);
    // Nothing is ever sent to it, so the server opens no media connection: signalling is all of its session.
    const observer = new SignalObserver(grant);
    await observer.join();
    expect((await clients.rooms.getParticipant('strict', grant.identity)).permission?.canSubscribe).toBe(false);
    await ana.update({ attributes: { hand: '1' } });
    await observer.waitForEvent((event) => event.type === 'attributes' && event.identity === 'ana');
  });

  it('gives a token that the API takes for nothing', async () => {
    await joinBot('token', 'ana');
    const grant = valueOf(await rooms.joinRoom(window, 'token'));
    const call = (token: string): Promise<number> =>
      nodeFetch(`${server.httpUrl}/twirp/livekit.RoomService/ListParticipants`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"room":"token"}',
        signal: AbortSignal.timeout(60_000),
      }).then(({ status }) => status);
    expect(await call(grant.token)).toBe(401);
    // Control: the same call with the right to it.
    const { AccessToken } = await import('livekit-server-sdk');
    const admin = new AccessToken(server.apiKey, server.apiSecret);
    admin.addGrant({ roomAdmin: true, room: 'token' });
    expect(await call(await admin.toJwt())).toBe(200);
    expect(JSON.stringify(grant)).not.toContain(server.apiSecret);
  });
});

describe('the record', () => {
  beforeEach(async () => {
    await clients.rooms.createRoom({ name: 'recorded', emptyTimeout: 300 });
  });

  it('has the intent before the token is given, then how it went, then the end', async () => {
    const grant = valueOf(await rooms.joinRoom(window, 'recorded'));
    const intents = await audit.list(testServerId, 10);
    expect(intents).toMatchObject([
      {
        phase: 'intent',
        verb: 'join',
        room: 'recorded',
        target: grant.identity,
        actionId: grant.joinId,
        operator: 'tester',
      },
    ]);
    expect(grant.ownIdentities).toContain(grant.identity);
    expect(held).toEqual(['recorded']);
    await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'joined', roomSid: grant.roomSid });
    await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'joined', roomSid: grant.roomSid });
    await rooms.leaveRoom(window, 'recorded');
    await rooms.leaveRoom(window, 'recorded');
    expect((await audit.list(testServerId, 10)).map(({ phase, verb, outcome }) => [phase, verb, outcome])).toEqual([
      ['outcome', 'leave', 'left'],
      ['outcome', 'join', 'joined'],
      ['intent', 'join', ''],
    ]);
    expect(JSON.stringify(await audit.list(testServerId, 10))).not.toMatch(/eyJ/);
    expect(held).toEqual([]);
    expect(ownIdentities.has(grant.identity)).toBe(true);
  });

  it('tells a wrong room, and forgets the join with it', async () => {
    const grant = valueOf(await rooms.joinRoom(window, 'recorded'));
    await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'wrong_room', roomSid: 'RM_other' });
    expect((await audit.list(testServerId, 1))[0]).toMatchObject({
      verb: 'join',
      outcome: 'wrong_room',
      code: 'room_changed',
      after: '{"roomSid":"RM_other"}',
    });
    expect(await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'joined' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });

  it('that fails leaves the room watched, and more often, until one works or the tab lets go', async () => {
    for (const end of ['joined', 'left'] as const) {
      const failed = valueOf(await rooms.joinRoom(window, 'recorded'));
      expect([held, hastened]).toEqual([['recorded'], []]);
      await rooms.reportJoin(window, { joinId: failed.joinId, outcome: 'failed', message: 'no WebSocket' });
      const again = valueOf(await rooms.joinRoom(window, 'recorded'));
      await rooms.reportJoin(window, { joinId: again.joinId, outcome: 'failed' });
      expect([held, hastened]).toEqual([['recorded'], ['recorded']]);
      if (end === 'joined') {
        const works = valueOf(await rooms.joinRoom(window, 'recorded'));
        await rooms.reportJoin(window, { joinId: works.joinId, outcome: 'joined' });
        expect([held, hastened]).toEqual([['recorded'], []]);
      }
      await rooms.leaveRoom(window, 'recorded');
      expect([held, hastened]).toEqual([[], []]);
    }
  });

  it('is of the window that joined: no other may report', async () => {
    const grant = valueOf(await rooms.joinRoom(window, 'recorded'));
    for (const other of [
      { ...window, windowId: 2 },
      { ...window, serverId: 'another' },
    ]) {
      expect(await rooms.reportJoin(other, { joinId: grant.joinId, outcome: 'left' })).toMatchObject({ ok: false });
    }
    expect(await audit.list(testServerId, 10)).toHaveLength(1);
  });

  it('ends with the window, also for a join that was under way when it closed', async () => {
    const grant = valueOf(await rooms.joinRoom(window, 'recorded'));
    await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'joined' });
    await rooms.forgetWindow(window.windowId);
    expect((await audit.list(testServerId, 1))[0]).toMatchObject({ verb: 'leave', outcome: 'left' });
    expect(held).toEqual([]);
    const underWay = rooms.joinRoom(window, 'recorded');
    await rooms.forgetWindow(window.windowId);
    expect(await underWay).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(held).toEqual([]);
    expect((await audit.list(testServerId, 1))[0]).toMatchObject({ verb: 'join', outcome: 'cut_off' });
  });

  it('is of one page: after a crash or a reload the window joins again, while the old page’s join is not taken over', async () => {
    const lost = valueOf(await rooms.joinRoom(window, 'recorded'));
    const underWay = rooms.joinRoom(window, 'recorded');
    const forgotten = rooms.forgetWindow(window.windowId);
    const again = rooms.joinRoom(window, 'recorded');
    await forgotten;
    expect(await underWay).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const grant = valueOf(await again);
    expect(held).toEqual(['recorded']);
    expect(await rooms.reportJoin(window, { joinId: grant.joinId, outcome: 'joined' })).toMatchObject({ ok: true });
    expect(await rooms.reportJoin(window, { joinId: lost.joinId, outcome: 'joined' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });

  it('comes first: where it cannot be written, nothing is joined', async () => {
    const broken = createRooms({
      findAccess: async () => succeed(access),
      findApi: createLivekitApis({
        findAccess: async () => succeed(access),
        fetch: nodeFetch,
        clock: createRealClock(),
        redact: (text) => text,
        nextSequence: () => 1,
        onRequest: () => undefined,
      }).find,
      audit: {
        appendIntent: () => Promise.reject(new Error('disk full')),
        appendOutcome: () => Promise.reject(new Error('disk full')),
      },
      ownIdentities,
      watch: { holdRoom: () => () => undefined, hastenRoom: () => () => undefined },
      clock: createRealClock(),
      logger: createRecordingLogger(),
    });
    const refused = await broken.joinRoom(window, 'recorded');
    expect(refused).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(refused)).not.toMatch(/eyJ/);
    expect(ownIdentities.list()).toEqual([]);
  });
});
