/** Watching many changes must not keep a server busy with lists, and not call one that asked to be left alone. */
import { expect, it } from 'vitest';
import { createBulkApi } from '#main/services/livekit-api/bulk-api';
import type { CallOptions } from '#main/services/livekit-api/livekit-api';
import { createFakeClock } from '#test/support/ports';
import { makePerson } from '../../contract/verbs/facts.ts';
import { createFakeApi } from '../actions/fake-api.ts';

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function setUp(count: number) {
  const clock = createFakeClock();
  const closing = new AbortController();
  const api = createFakeApi();
  api.people = new Map(
    Array.from({ length: count }, (_, index) => [`p${index}`, makePerson({ identity: `p${index}` })]),
  );
  const lists: (CallOptions | undefined)[] = [];
  const { listParticipants } = api;
  api.listParticipants = (room, options) => {
    lists.push(options);
    return listParticipants(room, options);
  };
  const server = { heldUntilMs: 0 };
  const bulk = createBulkApi(api, { clock, signal: closing.signal, heldUntilMs: () => server.heldUntilMs });
  return {
    clock,
    closing,
    server,
    lists,
    ask: (identity: string) => bulk.getParticipant('town', identity, { lane: 'sweep' }),
    async advance(ms: number) {
      clock.advance(ms);
      await settled();
    },
  };
}

it.each([
  { count: 2, restMs: 350 },
  { count: 1_200, restMs: 1_200 },
  { count: 8_000, restMs: 5_000 },
])('rests $restMs ms after a list of $count, and answers all who asked meanwhile from the next', async (room) => {
  const { lists, ask, advance } = setUp(room.count);
  expect(await ask('p0')).toMatchObject({ ok: true, value: { identity: 'p0' } });
  const answers = Promise.all([ask('p0'), ask('p1'), ask('nobody')]);
  await settled();
  await advance(room.restMs - 1);
  expect(lists).toHaveLength(1);
  await advance(1);
  expect(lists).toHaveLength(2);
  expect((await answers).map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(lists).toHaveLength(2);
});

it('does not list while the server asks not to be called', async () => {
  const { clock, server, lists, ask, advance } = setUp(2);
  server.heldUntilMs = clock.now() + 9_000;
  const answer = ask('p0');
  await settled();
  await advance(8_999);
  expect(lists).toHaveLength(0);
  await advance(1);
  expect((await answer).ok).toBe(true);
});

it('keeps nobody waiting when the door closes: the rest ends, and the list is called off with it', async () => {
  const { closing, lists, ask } = setUp(2);
  await ask('p0');
  const answer = ask('p0');
  await settled();
  closing.abort();
  await answer;
  expect(lists.at(-1)?.signal?.aborted).toBe(true);
});
