import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GavelBridge } from '#contract/bridge';
import type { JoinGrant, RoomFacts } from '#contract/domain/room-facts';
import { fail, succeed, type ErrorCode, type Result } from '#contract/result';
import type { ConnectionListeners } from '#renderer/room/connection.ts';
import { createRoomSession } from '#renderer/room/session.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';
import { makeFacts, makeSummary, makeSweep } from './facts.ts';

beforeEach(() => void vi.useFakeTimers({ now: 100_000 }));
afterEach(() => void vi.useRealTimers());

interface Connected {
  grant: JoinGrant;
  listeners: ConnectionListeners;
  isClosed: boolean;
}

/** Answers of main are put into `answers`; the last one goes on. */
function setUp(answers: (`RM_${number}` | ErrorCode)[] = ['RM_1']) {
  const asked: { channel: string; payload: Record<string, unknown> }[] = [];
  const connections: Connected[] = [];
  const listeners = new Map<string, (payload: never) => void>();
  let joinCount = 0;
  async function answer(channel: string): Promise<Result<unknown>> {
    if (channel === 'rooms:read-facts') return succeed(makeSweep({ isComplete: true, changed: [makeFacts('ada')] }));
    if (channel !== 'rooms:join') return succeed(null);
    const next = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (!next.startsWith('RM_')) return fail(next as ErrorCode, `no: ${next}`);
    joinCount++;
    return succeed<JoinGrant>({
      joinId: `join${joinCount}`,
      url: 'ws://x',
      token: 't',
      identity: `gavel-observer-${joinCount}`,
      roomName: 'town',
      roomSid: next,
      ownIdentities: [],
      canSubscribe: true,
    });
  }
  const bridge: GavelBridge = {
    request(channel, payload) {
      asked.push({ channel, payload: payload as Record<string, unknown> });
      return answer(channel) as never;
    },
    listen(channel, listener) {
      listeners.set(channel, listener);
      return () => void listeners.delete(channel);
    },
  };
  const session = createRoomSession({
    bridge,
    room: 'town',
    scheduler: createManualScheduler(),
    connect(grant, listeners) {
      const connected: Connected = { grant, listeners, isClosed: false };
      connections.push(connected);
      return { readRoundTripMs: () => 12, takeMedia: () => undefined, close: () => void (connected.isClosed = true) };
    },
  });
  const tell = (facts: RoomFacts) => listeners.get('rooms:facts-changed')?.(facts as never);
  const tellNewKey = () => listeners.get('servers:access-changed')?.({} as never);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  async function goLive(): Promise<Connected> {
    await settle();
    const connected = connections.at(-1)!;
    connected.listeners.onSnapshot([makeFacts('ada'), makeFacts(connected.grant.identity)], undefined);
    connected.listeners.onConnected();
    await settle();
    return connected;
  }
  const outcomes = () =>
    asked.filter(({ channel }) => channel === 'rooms:report-join').map(({ payload }) => payload['outcome']);
  const count = (channel: string) => asked.filter((one) => one.channel === channel).length;
  return { session, connections, asked, settle, goLive, outcomes, count, tell, tellNewKey };
}

describe('joining', () => {
  it('goes live, reports it, reads the list, and leaves itself out', async () => {
    const { session, goLive, outcomes, count } = setUp();
    expect(session.status().state).toBe('joining');
    await goLive();
    expect(session.status().state).toBe('live');
    expect(outcomes()).toEqual(['joined']);
    expect(count('rooms:read-facts')).toBe(1);
    expect(session.table.rows().map((row) => session.table.keyOf(row))).toEqual(['ada']);
    expect(session.participant('ada')?.session.source).toBe('both');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.status().roundTripMs).toBe(12);
  });

  it('is tried again, later each time, when what refused it may pass', async () => {
    for (const code of ['rate_limited', 'server_failed', 'timed_out', 'unavailable', 'unreachable'] as const) {
      const { session, settle, goLive, count } = setUp([code, code, 'RM_1']);
      await settle();
      expect(session.status()).toMatchObject({
        state: 'joining',
        note: expect.stringContaining('Try 1'),
        error: { code },
      });
      await vi.advanceTimersByTimeAsync(500);
      expect(session.status()).toMatchObject({ state: 'joining', note: expect.stringContaining('Try 2') });
      await vi.advanceTimersByTimeAsync(999);
      expect(count('rooms:join')).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      await goLive();
      expect([session.status().state, session.status().note]).toEqual(['live', undefined]);
      session.dispose();
    }
  });

  it('is given up at once when the room is not listed or the key is refused', async () => {
    for (const code of ['room_not_listed', 'wrong_secret'] as const) {
      const { session, settle, connections } = setUp([code]);
      await settle();
      expect(session.status()).toMatchObject({ state: 'offline', error: { code } });
      expect(connections).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(session.status().state).toBe('offline');
      session.dispose();
    }
  });

  it('that lands in another room is over, and told as such', async () => {
    const { session, settle, connections, outcomes, count } = setUp();
    await settle();
    connections[0]!.listeners.onEnd({ kind: 'wrong_room', roomSid: 'RM_2' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.status()).toMatchObject({ state: 'offline', error: { code: 'room_changed' } });
    expect(outcomes()).toEqual(['wrong_room']);
    expect(count('rooms:join')).toBe(1);
  });
});

describe('a lost connection', () => {
  it('asks the list, waits longer each time, says which try, and comes back', async () => {
    const { session, goLive, connections, count, outcomes } = setUp([
      'RM_1',
      'unreachable',
      'unreachable',
      'unreachable',
      'RM_1',
    ]);
    const first = await goLive();
    first.listeners.onEnd({ kind: 'cut_off' });
    await vi.advanceTimersByTimeAsync(0);
    expect(session.status()).toMatchObject({ state: 'reconnecting', error: { code: 'unreachable' } });
    expect(session.status().note).toContain('Try 1');
    const sinceMs = session.status().sinceMs;
    await vi.advanceTimersByTimeAsync(500);
    expect(count('rooms:join')).toBe(3);
    await vi.advanceTimersByTimeAsync(999);
    expect(count('rooms:join')).toBe(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.status().note).toContain('Try 3');
    expect(session.status().sinceMs).toBe(sinceMs);
    expect(connections).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(connections).toHaveLength(2);
    await goLive();
    expect(session.status()).toMatchObject({ state: 'live' });
    expect(session.status().note).toBeUndefined();
    expect(outcomes()).toEqual(['joined', 'cut_off', 'joined']);
    expect(session.events.rows().some(({ type }) => type === 'room-replaced')).toBe(false);
  });

  it('waits a minute for a room that is not listed, then stays away', async () => {
    const { session, goLive, connections } = setUp(['RM_1', 'room_not_listed']);
    (await goLive()).listeners.onEnd({ kind: 'cut_off' });
    await vi.advanceTimersByTimeAsync(55_000);
    expect(session.status().state).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(session.status()).toMatchObject({ state: 'offline', error: { code: 'room_not_listed' } });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(connections).toHaveLength(1);
  });

  it('comes back into a room that is listed anew, and says that it is another one', async () => {
    const { session, goLive } = setUp(['RM_1', 'RM_2']);
    (await goLive()).listeners.onEnd({ kind: 'cut_off' });
    await vi.advanceTimersByTimeAsync(1);
    await goLive();
    expect(session.status()).toMatchObject({ state: 'live', note: expect.stringContaining('new room') });
    expect(session.events.rows().find(({ type }) => type === 'room-replaced')).toMatchObject({
      before: 'RM_1',
      after: 'RM_2',
    });
  });

  it('that ends again before it is live is tried at growing distances', async () => {
    const { goLive, connections, count, session } = setUp();
    const first = await goLive();
    first.listeners.onEnd({ kind: 'cut_off' });
    for (const end of [{ kind: 'ended', reason: 'user_rejected' }, { kind: 'cut_off' }] as const) {
      await vi.advanceTimersByTimeAsync(10_000);
      const before = count('rooms:join');
      connections.at(-1)!.listeners.onEnd(end);
      await vi.advanceTimersByTimeAsync(400);
      expect(count('rooms:join')).toBe(before);
      expect(session.status()).toMatchObject({ state: 'reconnecting', error: { code: 'unavailable' } });
    }
  });

  it('can be tried at once by hand', async () => {
    const { session, goLive, count } = setUp(['RM_1', 'unreachable']);
    (await goLive()).listeners.onEnd({ kind: 'cut_off' });
    await vi.advanceTimersByTimeAsync(0);
    const before = count('rooms:join');
    session.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(count('rooms:join')).toBe(before + 1);
    expect(session.status().state).toBe('reconnecting');
  });

  it('tells nothing of a connection that is over', async () => {
    const { session, goLive } = setUp(['RM_1', 'unreachable']);
    const first = await goLive();
    first.listeners.onEnd({ kind: 'cut_off' });
    first.listeners.onUpdates([makeFacts('late')]);
    first.listeners.onConnected();
    expect(session.participant('late')).toBeUndefined();
    expect(session.status().state).toBe('reconnecting');
  });
});

describe('a computer that slept', () => {
  const renamed = makeFacts('ada', { version: 2, name: 'Ada L.' });
  const wakings = {
    'an event': ({ listeners }: Connected) => listeners.onUpdates([renamed]),
    'a look at the list': (_: Connected, tell: (facts: RoomFacts) => void) =>
      tell(makeSweep({ changed: [renamed], readAtMs: Date.now() })),
    'the clock': () => vi.advanceTimersByTime(1_000),
  };

  it.each(Object.keys(wakings) as (keyof typeof wakings)[])(
    'joins anew when %s wakes it, and marks what it missed as found after the reconnect',
    async (waking) => {
      const { session, goLive, tell, connections, outcomes } = setUp();
      const first = await goLive();
      // Timers stand still meanwhile, the time of day goes on.
      vi.setSystemTime(Date.now() + 60_000);
      wakings[waking](first, tell);
      expect(session.status()).toMatchObject({
        state: 'reconnecting',
        note: expect.stringContaining('stood still, for 6') as string,
      });
      expect(first.isClosed).toBe(true);
      await vi.advanceTimersByTimeAsync(1);
      expect(connections).toHaveLength(2);
      connections[1]!.listeners.onSnapshot([renamed], undefined);
      connections[1]!.listeners.onConnected();
      expect(session.status().state).toBe('live');
      expect(session.events.rows().filter(({ type }) => type === 'name')).toMatchObject([
        { who: 'ada', details: expect.stringMatching(/^found after reconnect/) as string },
      ]);
      expect(outcomes()).toEqual(['joined', 'cut_off', 'joined']);
      session.dispose();
    },
  );

  it('for less than a session outlives goes on with it, and hears in order what was held up', async () => {
    const { session, goLive, connections } = setUp();
    const first = await goLive();
    vi.setSystemTime(Date.now() + 10_000);
    first.listeners.onUpdates([renamed]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([session.status().state, connections.length]).toEqual(['live', 1]);
    expect(session.events.rows().find(({ type }) => type === 'name')?.details).toBe('"" → "Ada L."');
  });
});

describe('an end that the server chose', () => {
  it('is final', async () => {
    for (const [reason, code] of [
      ['room_closed', 'room_not_listed'],
      ['room_deleted', 'room_not_listed'],
      ['participant_removed', 'forbidden_by_server'],
      ['duplicate_identity', 'cancelled'],
    ] as const) {
      const { session, goLive, count } = setUp();
      (await goLive()).listeners.onEnd({ kind: 'ended', reason });
      await vi.advanceTimersByTimeAsync(120_000);
      expect(session.status(), reason).toMatchObject({ state: 'offline', error: { code } });
      expect(count('rooms:join'), reason).toBe(1);
      session.dispose();
    }
  });

  it('is undone only by hand', async () => {
    const { session, goLive, tell } = setUp(['RM_1', 'RM_2']);
    (await goLive()).listeners.onEnd({ kind: 'ended', reason: 'room_closed' });
    tell(makeSweep({ summary: makeSummary({ sid: 'RM_2' }), changed: [makeFacts('stranger')], readAtMs: 200_000 }));
    expect(session.participant('stranger'), 'people of another session of the room').toBeUndefined();
    expect(session.status()).toMatchObject({
      state: 'offline',
      note: 'A new room of this name is open now; Retry joins it.',
    });
    session.retry();
    expect(session.status().state).toBe('joining');
    await goLive();
    expect(session.status().state).toBe('live');
  });

  it('of the page itself, put to sleep, is a lost connection that is mended a moment later', async () => {
    const { session, goLive, count } = setUp();
    (await goLive()).listeners.onEnd({ kind: 'ended', reason: 'client_initiated' });
    expect(session.status().state).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(900);
    expect(count('rooms:join')).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(count('rooms:join')).toBe(2);
  });

  it('of a server that is going away is a lost connection', async () => {
    const { session, goLive } = setUp(['RM_1', 'unreachable']);
    (await goLive()).listeners.onEnd({ kind: 'ended', reason: 'server_shutdown' });
    expect(session.status().state).toBe('reconnecting');
  });
});

describe('a new key or secret', () => {
  it('is tried at once by a room that was refused for the old one, and by no other', async () => {
    const { session, goLive, count, tellNewKey, settle } = setUp(['RM_1', 'unknown_key', 'RM_1']);
    const connected = await goLive();
    tellNewKey();
    await settle();
    expect(count('rooms:join'), 'control: a live one stays').toBe(1);
    connected.listeners.onEnd({ kind: 'cut_off' });
    await vi.advanceTimersByTimeAsync(0);
    expect(session.status()).toMatchObject({ state: 'offline', error: { code: 'unknown_key' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count('rooms:join')).toBe(2);
    tellNewKey();
    await goLive();
    expect(session.status().state).toBe('live');
  });
});

describe('closing', () => {
  it('leaves, and leaves again if a grant was still on its way', async () => {
    const { session, goLive, count, asked } = setUp();
    const connected = await goLive();
    session.dispose();
    session.dispose();
    expect(connected.isClosed).toBe(true);
    expect(count('rooms:leave')).toBe(1);
    expect(asked.at(-1)?.payload).toEqual({ room: 'town', joinId: 'join1' });

    const early = setUp();
    early.session.dispose();
    await early.settle();
    expect(early.count('rooms:leave')).toBe(2);
    // By the join's own name, for the room may be open again by now.
    expect(early.asked.at(-1)).toEqual({ channel: 'rooms:leave', payload: { room: 'town', joinId: 'join1' } });
    expect(early.connections).toHaveLength(0);
  });
});

describe('hints', () => {
  it('follow comings and goings, at most every two seconds', async () => {
    const { goLive, asked, session } = setUp();
    const { listeners } = await goLive();
    for (let index = 0; index < 20; index++) {
      listeners.onUpdates([makeFacts(`p${index}`)]);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    const hints = asked.filter(({ channel }) => channel === 'rooms:hint');
    expect(hints.length).toBeGreaterThanOrEqual(2);
    expect(hints.length).toBeLessThanOrEqual(3);
    listeners.onUpdates([makeFacts('p1', { version: 2, name: 'x' })]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked.filter(({ channel }) => channel === 'rooms:hint')).toHaveLength(hints.length);
    session.dispose();
  });
});

describe('a listed room that cannot be joined', () => {
  const blocked = { kind: 'failed', message: 'could not establish signal connection' } as const;

  async function setUpBlocked(answers?: Parameters<typeof setUp>[0]) {
    const stage = setUp(answers);
    await stage.settle();
    stage.connections[0]!.listeners.onEnd(blocked);
    await stage.settle();
    return stage;
  }

  it('is shown by the list, with what blocks it, the server’s words and their meaning', async () => {
    const { session, tell, outcomes } = await setUpBlocked();
    expect(outcomes()).toEqual(['failed']);
    expect(session.status()).toMatchObject({
      state: 'offline',
      liveBlock: 'websocket',
      nextTryAtMs: 115_000,
      error: {
        code: 'unavailable',
        detail: { serverMessage: blocked.message, likelyCause: expect.stringContaining('WebSockets') as string },
      },
    });
    expect(session.participant('ada')?.session.source).toBe('api');
    tell(
      makeSweep({
        changed: [makeFacts('ben')],
        gone: ['ada'],
        readAtMs: 103_000,
        pace: { everyMs: 4_000, slowedBy: 'slow' },
      }),
    );
    expect(session.status()).toMatchObject({ listedAtMs: 103_000, listEveryMs: 4_000, listSlowedBy: 'slow' });
    expect(session.participant('ada')?.session).toMatchObject({ leftReason: 'unknown_reason' });
    const rows = session.events.rows().map(({ type, who, source, details }) => ({ type, who, source, details }));
    expect(rows).toMatchObject([
      { type: 'joined', who: 'ben', source: 'api', details: expect.stringContaining('found by the list') as string },
      { type: 'left', who: 'ada', source: 'api' },
    ]);
  });

  it('names what blocks it', async () => {
    for (const [message, liveBlock] of [
      ['connection closed by media', 'room'],
      ['could not establish pc connection', 'media'],
      ['Encountered websocket error during connection establishment', 'websocket'],
      ['permission denied', 'refused'],
    ] as const) {
      const { session, settle, connections } = setUp();
      await settle();
      connections[0]!.listeners.onEnd({ kind: 'failed', message });
      expect(session.status().liveBlock, message).toBe(liveBlock);
      session.dispose();
    }
    const { session, goLive } = setUp();
    (await goLive()).listeners.onEnd({ kind: 'ended', reason: 'media_failure' });
    expect(session.status()).toMatchObject({ state: 'offline', liveBlock: 'media' });
  });

  it('is tried again after 15 s, a minute, then every five, and by hand at once', async () => {
    const { session, connections, count } = await setUpBlocked();
    for (const waitMs of [15_000, 60_000, 300_000, 300_000]) {
      const before = count('rooms:join');
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(count('rooms:join')).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(count('rooms:join')).toBe(before + 1);
      expect(session.status().nextTryAtMs, 'one is under way').toBeUndefined();
      session.retry();
      expect(count('rooms:join'), 'two sessions would be one too many').toBe(before + 1);
      connections.at(-1)!.listeners.onEnd(blocked);
    }
    const before = count('rooms:join');
    session.retry();
    expect(count('rooms:join')).toBe(before + 1);
    expect(session.status()).toMatchObject({ state: 'offline', liveBlock: 'websocket' });
  });

  it('goes live by itself once it can, and begins with the first wait the next time', async () => {
    const { session, connections, goLive } = await setUpBlocked();
    await vi.advanceTimersByTimeAsync(15_000);
    await goLive();
    expect(session.status()).toMatchObject({ state: 'live' });
    expect(session.status()).not.toHaveProperty('liveBlock');
    expect(session.participant('ada')?.session.source).toBe('both');
    connections.at(-1)!.listeners.onEnd({ kind: 'ended', reason: 'media_failure' });
    expect(session.status().nextTryAtMs! - Date.now()).toBe(15_000);
  });

  it('stays on screen while the list cannot be read, and says how old it is', async () => {
    const { session, tell } = await setUpBlocked(['RM_1', 'unreachable']);
    const { listedAtMs } = session.status();
    tell(makeSweep({ error: fail('unreachable', 'gone').error, readAtMs: 0 }));
    expect(session.status()).toMatchObject({ listedAtMs, listError: { code: 'unreachable' }, liveBlock: 'websocket' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(session.status()).toMatchObject({ error: { code: 'unreachable' }, liveBlock: 'list' });
    expect(session.participant('ada')?.session.leftAtMs).toBeUndefined();
  });

  it('ends when it is not listed any more, found by a look or by a try', async () => {
    const byLook = await setUpBlocked();
    byLook.tell(makeSweep({ summary: null }));
    const byTry = await setUpBlocked(['RM_1', 'room_not_listed']);
    await vi.advanceTimersByTimeAsync(15_000);
    for (const { session, count } of [byLook, byTry]) {
      expect(session.status()).toMatchObject({ state: 'offline', error: { code: 'room_not_listed' } });
      expect(session.status()).not.toHaveProperty('liveBlock');
      const before = count('rooms:join');
      await vi.advanceTimersByTimeAsync(600_000);
      expect(count('rooms:join')).toBe(before);
    }
  });

  it('is what is left of a lost connection after three joins that failed', async () => {
    const { session, goLive, connections, outcomes } = setUp();
    (await goLive()).listeners.onEnd({ kind: 'cut_off' });
    for (let round = 0; round < 3; round++) {
      await vi.advanceTimersByTimeAsync(2_000);
      connections.at(-1)!.listeners.onEnd(blocked);
    }
    expect(session.status()).toMatchObject({ state: 'offline', liveBlock: 'websocket' });
    expect(outcomes().filter((outcome) => outcome === 'failed')).toHaveLength(3);
  });
});
