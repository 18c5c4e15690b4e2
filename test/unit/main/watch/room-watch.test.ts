import { expect, it, onTestFinished } from 'vitest';
import type { RoomFacts } from '#contract/domain/room-facts';
import { createRoomWatch } from '#main/services/watch/room-watch';
import { createSweepPaces } from '#main/services/watch/sweep-pace';
import { createFakeClock } from '#test/support/ports';
import { makeFacts, makeSummary } from '../../renderer/room/facts.ts';

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function setUp(count: number) {
  const clock = createFakeClock();
  const told: RoomFacts[] = [];
  let version = 1;
  let firstThere = 0;
  const answer = <Value>(value: Value) => Promise.resolve({ ok: true, value, call: { requestId: '', tookMs: 1 } });
  const api = {
    listRooms: () => answer([makeSummary()]),
    listParticipants: () =>
      answer(Array.from({ length: count }, (_, index) => makeFacts(`p${index}`, { version })).slice(firstThere)),
  };
  const watch = createRoomWatch({
    serverId: 's',
    room: 'town',
    clock,
    findApi: () => Promise.resolve({ ok: true, value: api }) as never,
    events: { toServer: (_server: string, _channel: string, facts: RoomFacts) => void told.push(facts) } as never,
    paces: createSweepPaces(clock),
    isOwnIdentity: () => false,
  });
  onTestFinished(() => watch.dispose());
  return {
    watch,
    told,
    changeAll: () => void version++,
    takeFirstAway: () => void firstThere++,
    async advance(ms: number) {
      clock.advance(ms);
      await settled();
    },
  };
}

it('tells everybody at once, and then what changed in parts with a pause after each', async () => {
  const { watch, told, changeAll, advance } = setUp(250);
  watch.acquire();
  await advance(0);
  expect(told.map(({ isComplete, changed }) => [isComplete, changed.length])).toEqual([[true, 250]]);
  changeAll();
  await advance(5_000);
  expect(told.slice(1).map(({ changed }) => changed.length)).toEqual([100]);
  await advance(30);
  await advance(30);
  expect(told.slice(1).map(({ isComplete, changed }) => [isComplete, changed.length])).toEqual([
    [false, 100],
    [false, 100],
    [false, 50],
  ]);
  const identities = told.slice(1).flatMap(({ changed }) => changed.map(({ identity }) => identity));
  expect(new Set(identities).size, 'each once').toBe(250);
  await advance(60_000);
  expect(told.at(-1)?.changed, 'and then nothing more').toEqual([]);
});

it('tells who is gone with the first part: those whom a part does not name were there', async () => {
  const { watch, told, changeAll, takeFirstAway, advance } = setUp(250);
  watch.acquire();
  await advance(0);
  changeAll();
  takeFirstAway();
  await advance(5_000);
  await advance(30);
  await advance(30);
  expect(told.slice(1).map(({ gone }) => gone)).toEqual([['p0'], [], []]);
});

it('looks for hints the more seldom the more people there are', async () => {
  const { watch, told, advance } = setUp(2_000);
  watch.acquire();
  await advance(0);
  watch.hint();
  await advance(1_999);
  expect(told).toHaveLength(1);
  await advance(1);
  expect(told).toHaveLength(2);
});
