import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import type { Observation } from '#contract/domain/observation';
import { createDispatchHandlers } from '#main/ipc/dispatches';
import { createDispatchWatch, type DispatchWatch } from '#main/services/dispatch-watch/dispatch-watch';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { makeDispatch } from '../../contract/verbs/facts.ts';
import { createFakeApi, type FakeApi } from '../actions/fake-api.ts';
import { createSweepPaces, type SweepPaces } from '#main/services/watch/sweep-pace';

const [serverId, room] = ['server', 'hall'];
let api: FakeApi;
let clock: ReturnType<typeof createFakeClock>;
let events: ReturnType<typeof createRecordingEvents>;
let watch: DispatchWatch;
/** When the room's dispatches were asked for, in ms since the beginning. */
let askedMs: number[];
let paces: SweepPaces;
/** What looks found, one word a look. */
let looks: string[];

beforeEach(() => {
  api = createFakeApi();
  clock = createFakeClock();
  const beganAtMs = clock.now();
  events = createRecordingEvents();
  askedMs = [];
  api.onCall = (name) => {
    if (name === 'listDispatch') askedMs.push(clock.now() - beganAtMs);
    return undefined;
  };
  paces = createSweepPaces(clock);
  looks = [];
  watch = createDispatchWatch({
    findApi: async () => ({ ok: true, value: api }),
    events,
    clock,
    paces,
    onLook: () => void looks.push('listed'),
    onUnlisted: () => void looks.push('unlisted'),
    onFailure: () => void looks.push('failed'),
  });
});

afterEach(() => watch.dispose());

async function pass(ms: number): Promise<void> {
  for (let passedMs = 0; ; passedMs += 50) {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    if (passedMs >= ms) return;
    clock.advance(50);
  }
}

function readLists(): DispatchList[] {
  return events.sent
    .filter(({ channel }) => channel === 'dispatches:list-changed')
    .map(({ payload }) => payload as DispatchList);
}

test('a watched room is read at once and every 5 s', async () => {
  watch.watch(serverId, room);
  await pass(15_000);
  expect(askedMs).toEqual([0, 5_000, 10_000, 15_000]);
});

test('after a dispatch was made it is read at the moments at which something is known to happen', async () => {
  watch.watch(serverId, room);
  await pass(1_000);
  askedMs = [];
  watch.lookSoon(serverId, room);
  await pass(9_000);
  expect(askedMs.filter((ms) => ms !== 5_000 && ms !== 10_000).map((ms) => ms - 1_000)).toEqual([
    250, 500, 1_000, 2_000, 3_200, 4_500, 5_500, 6_000, 8_500,
  ]);
});

test('it is read as long as one of those who asked still holds it', async () => {
  const [first, second] = [watch.watch(serverId, room), watch.watch(serverId, room)];
  await pass(0);
  expect(askedMs).toEqual([0]);
  first();
  first();
  await pass(5_000);
  expect(askedMs).toEqual([0, 5_000]);
  second();
  await pass(20_000);
  expect(askedMs).toEqual([0, 5_000]);
});

test('windows are told when something differs, and only then', async () => {
  watch.watch(serverId, room);
  await pass(10_000);
  expect(readLists()).toHaveLength(1);
  api.dispatches = [makeDispatch()];
  await pass(5_000);
  expect(readLists()).toHaveLength(2);
  expect(readLists().at(-1)?.dispatches).toMatchObject([{ id: 'AD_1' }]);
});

test('a room that is not listed is never asked, for that takes the server 3 s', async () => {
  api.rooms = [];
  watch.watch(serverId, room);
  await pass(10_000);
  expect(askedMs).toEqual([]);
  expect(readLists().at(-1)).toMatchObject({ dispatches: [], error: { code: 'room_not_listed' } });
});

test('a failure is told beside the last good list', async () => {
  api.dispatches = [makeDispatch()];
  watch.watch(serverId, room);
  await pass(0);
  api.onCall = () => ({ code: 'unreachable', message: 'no answer' });
  await pass(5_000);
  expect(readLists().at(-1)).toMatchObject({ dispatches: [{ id: 'AD_1' }], error: { code: 'unreachable' } });
});

test('each look is told as what it was: the room, no room, or no answer', async () => {
  watch.watch(serverId, room);
  await pass(0);
  const answers = api.onCall;
  api.onCall = () => ({ code: 'unreachable', message: 'no answer' });
  await pass(5_000);
  api.onCall = answers;
  api.rooms = [];
  await pass(5_000);
  expect(looks).toEqual(['listed', 'failed', 'unlisted']);
});

describe('a server that asked for quiet', () => {
  const askForQuiet = () =>
    paces.note({
      serverId,
      atMs: clock.now(),
      method: 'RoomService/ListRooms',
      status: 429,
      code: 'rate_limited',
      tookMs: 3,
      retryAfterMs: 20_000,
    });
  const left: Observation = { kind: 'left', identity: 'helper', sid: 'PA_1', atMs: 1, reason: 'client_initiated' };

  test('gets no look for what a window has seen, or for what was made, until it may be asked again', async () => {
    watch.watch(serverId, room);
    await pass(0);
    watch.takeObservations(serverId, room, [left]);
    await pass(0);
    expect(askedMs, 'control: without it who left is looked for at once').toEqual([0, 0]);
    askForQuiet();
    watch.takeObservations(serverId, room, [left]);
    watch.lookSoon(serverId, room);
    await pass(15_000);
    watch.takeObservations(serverId, room, [left]);
    await pass(4_000);
    expect(askedMs).toHaveLength(2);
    await pass(10_000);
    expect(askedMs.length).toBeGreaterThan(2);
  });

  test('gets none for a room that is opened meanwhile, but for somebody who waits for its list', async () => {
    askForQuiet();
    watch.watch(serverId, room);
    await pass(10_000);
    expect(askedMs).toEqual([]);
    await watch.list(serverId, room);
    expect(askedMs).toEqual([10_000]);
  });
});

test('a list that stays as it was is not sent again, but when it was read is', async () => {
  const beganAtMs = clock.now();
  const readReads = () =>
    events.sent.filter(({ channel }) => channel === 'dispatches:read-again').map(({ payload }) => payload);
  watch.watch(serverId, room);
  await pass(10_000);
  expect(readLists()).toHaveLength(1);
  expect(readReads()).toEqual([
    { room, readAtMs: beganAtMs + 5_000 },
    { room, readAtMs: beganAtMs + 10_000 },
  ]);
  // A look that fails reads nothing: only the error is told.
  api.onCall = () => ({ code: 'unreachable', message: 'no answer' });
  await pass(10_000);
  expect(readReads()).toHaveLength(2);
  expect(readLists().at(-1)).toMatchObject({ readAtMs: beganAtMs + 10_000, error: { code: 'unreachable' } });
});

test('while the server does not answer, no verdict is made of what was read before', async () => {
  watch.watch(serverId, room);
  await pass(5_000);
  const codes = () =>
    readLists()
      .at(-1)
      ?.dispatches.map(({ verdict }) => verdict.code);
  api.dispatches = [makeDispatch({ createdAtMs: clock.now() + 4_500 })];
  await pass(5_000);
  expect(codes()).toEqual(['offering']);
  const answers = api.onCall;
  api.onCall = () => ({ code: 'unreachable', message: 'no answer' });
  await pass(60_000);
  expect(readLists().at(-1)?.error).toMatchObject({ code: 'unreachable' });
  expect(codes()).toEqual(['offering']);
  // Control: as soon as it is read again, the same dispatch is told as dead.
  api.onCall = answers;
  await pass(5_000);
  expect(codes()).toEqual(['nobody_took_it']);
});

describe('a list that is asked for', () => {
  test('is the one that was read last, if the room is watched', async () => {
    watch.watch(serverId, room);
    await pass(0);
    await watch.list(serverId, room);
    expect(askedMs).toEqual([0]);
  });
  test('is read now if it is not', async () => {
    api.dispatches = [makeDispatch()];
    const list = await watch.list(serverId, room);
    expect(list).toMatchObject({ ok: true, value: { room, dispatches: [{ id: 'AD_1' }] } });
    await pass(20_000);
    expect(askedMs).toEqual([0]);
  });
  test('is the sending window’s server’s, and refused to a window without one', async () => {
    const asked: string[] = [];
    const handlers = createDispatchHandlers({
      dispatchWatch: {
        list: async (id, name) => {
          asked.push(`${id} ${name}`);
          return { ok: true, value: { room: name, dispatches: [], orphans: [] } };
        },
      },
    });
    const list = handlers['dispatches:list'];
    expect((await list({ room }, { windowId: 1, windowKind: 'server', serverId })).ok).toBe(true);
    expect((await list({ room }, { windowId: 1, windowKind: 'manager' })).ok).toBe(false);
    expect(asked).toEqual(['server hall']);
  });
});

test('a watch that is disposed reads no more', async () => {
  watch.watch(serverId, room);
  watch.lookSoon(serverId, room);
  await pass(0);
  watch.dispose();
  await pass(20_000);
  expect(askedMs).toEqual([0]);
});
