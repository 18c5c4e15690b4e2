/** What a real server's dispatches look like to the watch: order, foreign calls, agents without one, and a restart. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import { createDispatchWatch, type DispatchWatch } from '#main/services/dispatch-watch/dispatch-watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createTestApi, expectValue } from '../actions/door-on-server.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

const serverId = 'server0server0server0';
let server: LivekitServer;
let watch: DispatchWatch;
const events = createRecordingEvents();
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  const api = createTestApi(server);
  watch = createDispatchWatch({
    findApi: async () => ({ ok: true, value: api }),
    events,
    clock: createRealClock(),
    paces: createSweepPaces(createRealClock()),
  });
});

afterAll(async () => {
  watch?.dispose();
  for (const bot of bots) bot.leave();
  await server?.dispose();
});

async function join(room: string, identity: string, more: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...more });
  bots.push(bot);
  await bot.join();
  return bot;
}

function readLatest(room: string): DispatchList | undefined {
  return events.sent
    .filter(({ channel }) => channel === 'dispatches:list-changed')
    .map(({ payload }) => payload as DispatchList)
    .findLast((list) => list.room === room);
}

test('rows come sorted by their creation, though the server gives them in any order', async () => {
  await join('sorted', 'ada');
  const { dispatches } = createApiClients(server);
  const made: string[] = [];
  for (const name of ['e', 'd', 'c', 'b', 'a']) made.push((await dispatches.createDispatch('sorted', name)).id);
  for (let look = 0; look < 5; look += 1) {
    const list = expectValue(await watch.list(serverId, 'sorted'));
    expect(list.dispatches.map(({ id }) => id).slice(1)).toEqual(made);
    expect(list.dispatches[0]).toMatchObject({ isAutomatic: true });
  }
});

test('a dispatch made by somebody else is found by the sweep', async () => {
  await join('foreign', 'ada');
  const release = watch.watch(serverId, 'foreign');
  await waitUntil(() => readLatest('foreign')?.dispatches.length === 1);
  const { id } = await createApiClients(server).dispatches.createDispatch('foreign', 'somebody', { metadata: '{}' });
  await waitUntil(() => readLatest('foreign')?.dispatches.some((dispatch) => dispatch.id === id), {
    what: 'the foreign dispatch',
  });
  release();
});

test('after a restart the dispatches are gone, and an agent that came back belongs to none', async () => {
  const room = 'restarted';
  const agent = await join(room, 'agent-AJ_lost', {
    kind: 'agent',
    attributes: { 'lk.agent_name': 'note-taker' },
  });
  const person = await join(room, 'ada');
  const release = watch.watch(serverId, room);
  const { id } = await createApiClients(server).dispatches.createDispatch(room, 'note-taker');
  watch.lookSoon(serverId, room);
  await waitUntil(() => readLatest(room)?.dispatches.some((dispatch) => dispatch.id === id));
  await server.restart();
  await Promise.all([agent.rejoin(), person.rejoin()]);
  watch.lookSoon(serverId, room);
  await waitUntil(() => readLatest(room)?.orphans[0], { what: 'the agent without a dispatch' });
  expect(readLatest(room)).toMatchObject({
    dispatches: [{ isAutomatic: true }],
    orphans: [{ identity: 'agent-AJ_lost', verdict: { code: 'orphan' } }],
  });
  release();
});
