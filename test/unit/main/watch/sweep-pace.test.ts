import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#contract/result';
import { createSweepPaces } from '#main/services/watch/sweep-pace';
import { createFakeClock } from '#test/support/ports';

function setUp() {
  const clock = createFakeClock();
  const paces = createSweepPaces(clock);
  /** A call that has just ended. */
  function call(end: { code?: ErrorCode; tookMs?: number; method?: string; retryAfterMs?: number; serverId?: string }) {
    const { code, tookMs = 3, method = 'RoomService/ListRooms', retryAfterMs, serverId = 'one' } = end;
    paces.note({
      serverId,
      method,
      tookMs,
      atMs: clock.now() - tookMs,
      status: code ? 500 : 200,
      ...(code ? { code } : {}),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  return { clock, paces, call, read: (serverId = 'one') => paces.read(serverId, 5_000) };
}

describe('the pace of a server', () => {
  it('is the usual one where nothing is in the way', () => {
    const { call, read } = setUp();
    call({});
    call({ code: 'unreachable' });
    call({ code: 'not_found' });
    call({ code: 'unavailable', tookMs: 3_000, method: 'AgentDispatchService/ListDispatch' });
    call({ code: 'not_found', tookMs: 3_000 });
    expect(read()).toEqual({ everyMs: 5_000 });
  });

  it.each([
    [{ code: 'rate_limited' as const }, 'rate_limited'],
    [{ code: 'rate_limited' as const, method: 'RoomService/UpdateParticipant' }, 'rate_limited'],
    [{ code: 'unavailable' as const, retryAfterMs: 1_000 }, 'rate_limited'],
    [{ code: 'timed_out' as const }, 'slow'],
    [{ tookMs: 3_000 }, 'slow'],
    [{ code: 'server_failed' as const }, 'failing'],
  ])('grows after %j, and says why', (end, slowedBy) => {
    const { call, read } = setUp();
    call(end);
    expect(read()).toEqual({ everyMs: 10_000, slowedBy });
    expect(read('another')).toEqual({ everyMs: 5_000 });
  });

  it('is not moved by an RPC that waits for a person', () => {
    const { call, read } = setUp();
    call({ tookMs: 9_000, method: 'RoomService/PerformRpc' });
    expect(read()).toEqual({ everyMs: 5_000 });
  });

  it('moves once a round, however many rooms meet the same trouble, and stays under half a minute', () => {
    const { call, read, clock } = setUp();
    for (let room = 0; room < 10; room++) call({ tookMs: 3_000 });
    expect(read().everyMs).toBe(10_000);
    const intervals = Array.from({ length: 6 }, () => {
      clock.advance(8_000);
      for (let room = 0; room < 10; room++) call({ tookMs: 3_000 });
      return read().everyMs;
    });
    expect(intervals).toEqual([20_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('honours Retry-After: held for so long, then no faster than asked', () => {
    const { call, read, paces, clock } = setUp();
    call({ code: 'rate_limited', retryAfterMs: 20_000 });
    expect(paces.heldUntilMs('one') - clock.now()).toBe(20_000);
    expect(read()).toEqual({ everyMs: 20_000, slowedBy: 'rate_limited' });
    call({ code: 'rate_limited', retryAfterMs: 86_400_000 });
    expect(paces.heldUntilMs('one') - clock.now()).toBe(300_000);
  });

  it('tells of a change, and of nothing else', () => {
    const { call, paces } = setUp();
    const told: string[] = [];
    const stop = paces.listen((serverId) => told.push(serverId));
    call({});
    call({ code: 'rate_limited', retryAfterMs: 20_000 });
    call({ tookMs: 9_000, method: 'RoomService/PerformRpc' });
    stop();
    call({ code: 'timed_out' });
    expect(told).toEqual(['one']);
  });

  it('comes back step by step', () => {
    const { call, read, clock } = setUp();
    call({ code: 'rate_limited', retryAfterMs: 20_000 });
    clock.advance(5_000);
    call({ code: 'rate_limited' });
    expect(read().everyMs).toBe(20_000);
    clock.advance(14_000);
    call({});
    expect(read().everyMs, 'held until 20 s after the first').toBe(20_000);
    clock.advance(1_000);
    call({});
    expect(read()).toEqual({ everyMs: 10_000, slowedBy: 'rate_limited' });
    // Of a call that was sent before.
    call({});
    expect(read().everyMs).toBe(10_000);
    clock.advance(5_000);
    call({});
    expect(read()).toEqual({ everyMs: 5_000 });
  });
});

it('holds no longer than the server asked for when the clock is set back', () => {
  const { call, paces, clock } = setUp();
  call({ code: 'rate_limited', retryAfterMs: 60_000 });
  clock.setBack(600_000);
  expect(paces.heldUntilMs('one')).toBe(clock.now() + 60_000);
});

it('comes back, and goes on slowing down, when the clock is set back', () => {
  const { call, read, clock } = setUp();
  call({ code: 'timed_out' });
  clock.setBack(600_000);
  call({ tookMs: 3_000 });
  clock.advance(4_000);
  call({ tookMs: 3_000 });
  expect(read().everyMs).toBe(20_000);
  clock.setBack(600_000);
  call({});
  for (let round = 0; round < 2; round++) {
    clock.advance(5_000);
    call({});
  }
  expect(read()).toEqual({ everyMs: 5_000 });
});
