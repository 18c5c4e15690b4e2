/** A server restart shows in the room's new sid: the facts begin anew, and tell that metadata and dispatches are lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomFacts } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import { createDispatchWatch, type DispatchWatch } from '#main/services/dispatch-watch/dispatch-watch';
import { createWatch, type Watch } from '#main/services/watch/watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { openApi, testServerId, valueOf } from '../livekit-api/open-api.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

const room = 'restarted';
const metadata = '{"title":"Autumn"}';
let server: LivekitServer;
let clients: ApiClients;
let watch: Watch;
let dispatches: DispatchWatch;
let bot: LiveBot;
const events = createRecordingEvents();

beforeAll(async () => {
  server = await startLivekitServer();
  clients = createApiClients(server);
  const { api } = openApi(server);
  const clock = createRealClock();
  watch = createWatch({
    findApi: async () => succeed(api),
    clock,
    events,
    paces: createSweepPaces(clock),
    isOwnIdentity: () => false,
  });
  dispatches = createDispatchWatch({
    findApi: async () => succeed(api),
    events,
    clock,
    paces: createSweepPaces(clock),
  });
});

afterAll(async () => {
  watch?.dispose();
  dispatches?.dispose();
  bot?.leave();
  await server?.dispose();
});

const readRoom = (): Promise<RoomFacts> => watch.readRoom(testServerId, room);

function listTold(): RoomFacts[] {
  return events.sent
    .filter(({ channel }) => channel === 'rooms:facts-changed')
    .map(({ payload }) => payload as RoomFacts);
}

test('another sid is another session: all is told anew, and only the automatic dispatch is there', async () => {
  await clients.rooms.createRoom({ name: room, metadata });
  bot = new LiveBot({ server, room, identity: 'ada', attributes: { team: 'red' }, doesComeBack: true });
  await bot.join();
  await bot.update({ metadata: '{"seat":"B-14"}' });
  await clients.dispatches.createDispatch(room, 'note-taker', { metadata: '{}' });
  watch.holdRoom(testServerId, room);
  const before = await waitUntil(
    async () => {
      const facts = await readRoom();
      return facts.changed[0]?.state === 'active' && facts;
    },
    { what: 'ada to be active' },
  );
  expect(before.summary).toMatchObject({ metadata, sid: expect.stringMatching(/^RM_/) as string });
  const agentNames = async (): Promise<string[]> =>
    valueOf(await dispatches.list(testServerId, room)).dispatches.map(({ agentName }) => agentName);
  expect((await agentNames()).toSorted(), 'control: both are there before').toEqual(['', 'note-taker']);

  // Control: somebody who leaves and comes back makes no other session; nothing is told whole again.
  const mark = listTold().length;
  await bot.rejoin('refreshed');
  await waitUntil(async () => (await readRoom()).changed[0]?.sid === bot.self?.sid, { what: 'ada to be back' });
  expect(listTold().length).toBeGreaterThan(mark);
  expect(
    listTold()
      .slice(mark)
      .filter(({ isComplete }) => isComplete),
  ).toEqual([]);
  expect((await readRoom()).summary?.sid).toBe(before.summary?.sid);

  const markOfRestart = listTold().length;
  const joinCount = bot.joinCount;
  await server.restart({ downMs: 500 });
  await waitUntil(() => bot.joinCount > joinCount, { what: 'ada to come back by herself' });
  const after = await waitUntil(
    async () => {
      const facts = await readRoom();
      return facts.changed[0]?.state === 'active' && facts;
    },
    { what: 'ada to be active again' },
  );
  expect(after.error).toBeUndefined();
  expect(after.summary?.sid).toMatch(/^RM_/);
  expect(after.summary?.sid).not.toBe(before.summary?.sid);
  expect(after.summary?.metadata, 'the room forgot its metadata').toBe('');
  expect(after.changed, 'people keep theirs: it is in the token that the server refreshed').toMatchObject([
    { identity: 'ada', attributes: { team: 'red' }, metadata: '{"seat":"B-14"}' },
  ]);
  expect(await agentNames()).toEqual(['']);
  expect(valueOf(await dispatches.list(testServerId, room)).dispatches).toMatchObject([
    { isAutomatic: true, verdict: { code: 'automatic' } },
  ]);

  // Windows were told so: whole, with the new sid, in the first look that found the room again.
  const withNewSid = listTold()
    .slice(markOfRestart)
    .filter(({ summary, error }) => !error && summary?.sid === after.summary?.sid);
  expect(withNewSid[0]).toMatchObject({ isComplete: true, summary: { metadata: '' } });
  expect(withNewSid.slice(1).filter(({ isComplete }) => isComplete)).toEqual([]);
});
