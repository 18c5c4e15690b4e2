/** A join that its session did not wait for is left by its own name; the room may have been opened again meanwhile. */
import { describe, expect, it } from 'vitest';
import { succeed } from '#contract/result';
import { createRooms } from '#main/services/rooms/rooms';

const window = { windowId: 7, serverId: 'server' };
const access = {
  serverId: 'server',
  serverName: 'Server',
  apiOrigin: 'http://127.0.0.1:1',
  signalOrigin: 'ws://127.0.0.1:1',
  apiKey: 'key',
  apiSecret: 'a secret that is long enough to sign with',
  observerMode: 'levels',
};

function setUp() {
  const outcomes: string[] = [];
  let held = 0;
  /** Answers of the list that are kept back, oldest first. */
  const keptBack: (() => void)[] = [];
  let isKeepingBack = false;
  /** What happens while a join is being recorded. */
  let beforeRecorded = async (): Promise<void> => undefined;
  const rooms = createRooms({
    findAccess: async () => succeed(access) as never,
    findApi: async () =>
      succeed({
        async listRooms() {
          if (isKeepingBack) await new Promise<void>((resolve) => keptBack.push(resolve));
          return succeed([{ name: 'town', sid: 'RM_1' }]);
        },
        listDispatch: async () => succeed([]),
      }) as never,
    audit: {
      appendIntent: () => beforeRecorded(),
      appendOutcome: async ({ actionId, outcome }) => void outcomes.push(`${actionId} ${outcome}`),
    },
    ownIdentities: {
      has: () => true,
      list: () => [],
      issue: async () => undefined,
      end: async () => undefined,
    },
    watch: {
      holdRoom() {
        held += 1;
        return () => void (held -= 1);
      },
      hastenRoom: () => () => undefined,
    },
    clock: { now: () => 1 } as never,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  async function join(): Promise<string> {
    const granted = await rooms.joinRoom(window, 'town');
    if (!granted.ok) throw new Error(granted.error.message);
    return granted.value.joinId;
  }
  /** Asks for the room; the list answers when `answer` is called. */
  async function ask() {
    isKeepingBack = true;
    const granted = rooms.joinRoom(window, 'town');
    await new Promise(setImmediate);
    isKeepingBack = false;
    return { granted, answer: keptBack.shift() ?? (() => undefined) };
  }
  function whileRecording(act: () => Promise<unknown>): void {
    beforeRecorded = async () => {
      beforeRecorded = async () => undefined;
      await act();
    };
  }
  return { rooms, join, ask, whileRecording, outcomes, readHeld: () => held };
}

describe('leaving a room', () => {
  it('by a join that was replaced leaves the newer one and the watch alone', async () => {
    const { rooms, join, outcomes, readHeld } = setUp();
    const early = await join();
    const late = await join();
    expect(outcomes).toEqual([`${early} cut_off`]);
    expect(await rooms.leaveRoom(window, 'town', early)).toEqual(succeed(null));
    expect(outcomes).toEqual([`${early} cut_off`]);
    expect(readHeld()).toBe(1);
    expect(await rooms.reportJoin(window, { joinId: late, outcome: 'joined' })).toEqual(succeed(null));
  });

  it('by its own join, or by its name alone, ends it and the watch (control)', async () => {
    for (const isNamed of [true, false]) {
      const { rooms, join, outcomes, readHeld } = setUp();
      const joinId = await join();
      await rooms.leaveRoom(window, 'town', ...(isNamed ? [joinId] : []));
      expect(outcomes).toEqual([`${joinId} left`]);
      expect(readHeld()).toBe(0);
    }
  });

  it('before the join was granted takes the wish back, and a room opened again meanwhile stays open', async () => {
    const { rooms, join, ask, outcomes, readHeld } = setUp();
    const slow = await ask();
    await rooms.leaveRoom(window, 'town');
    const late = await join();
    slow.answer();
    expect(await slow.granted).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect([outcomes, readHeld()]).toEqual([[], 1]);
    expect(await rooms.reportJoin(window, { joinId: late, outcome: 'joined' })).toEqual(succeed(null));
  });

  it('while the join is being recorded ends that join, on record too', async () => {
    const { rooms, whileRecording, outcomes, readHeld } = setUp();
    whileRecording(() => rooms.leaveRoom(window, 'town'));
    expect(await rooms.joinRoom(window, 'town')).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(outcomes).toEqual([expect.stringMatching(/^\S+ left$/)]);
    expect(readHeld()).toBe(0);
  });

  it('and opening it again while the join is being recorded grants the newer one alone', async () => {
    const { rooms, join, whileRecording, outcomes, readHeld } = setUp();
    let late = '';
    whileRecording(async () => {
      late = await join();
    });
    expect(await rooms.joinRoom(window, 'town')).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(outcomes).toEqual([expect.stringMatching(/^\S+ left$/)]);
    expect(outcomes[0]).not.toContain(late);
    expect([late !== '', readHeld()]).toEqual([true, 1]);
  });

  it('is not needed for a slow list to be granted (control)', async () => {
    const { ask } = setUp();
    const slow = await ask();
    slow.answer();
    expect(await slow.granted).toMatchObject({ ok: true });
  });

  it('by a join of another window ends nothing of this one', async () => {
    const { rooms, join, outcomes } = setUp();
    const joinId = await join();
    await rooms.leaveRoom({ ...window, windowId: 8 }, 'town', joinId);
    expect(outcomes).toEqual([]);
  });
});
