/** The list of participants is the truth for who is there, within moments; the counts in the list of rooms lag, and say when they were read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomFacts, RoomList } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import { createWatch, type Watch } from '#main/services/watch/watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { openApi, testServerId } from '../livekit-api/open-api.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

/** Measured at 60 ms and less; the rest is for a busy machine, and still less than the counts take. */
const freshWithinMs = 4_500;
/** The server tells its counts anew every five seconds. */
const countsWithinMs = 10_000;
const room = 'presence';
const bots: LiveBot[] = [];
let server: LivekitServer;
let watch: Watch;
const events = createRecordingEvents();

beforeAll(async () => {
  server = await startLivekitServer();
  const { api } = openApi(server);
  watch = createWatch({
    findApi: async () => succeed(api),
    clock: createRealClock(),
    events,
    paces: createSweepPaces(createRealClock()),
    isOwnIdentity: (identity) => identity === 'gavel-observer-ours',
  });
});

afterAll(async () => {
  watch?.dispose();
  for (const bot of bots) bot.leave();
  await server?.dispose();
});

async function join(identity: string, extra: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  bots.push(bot);
  await bot.join();
  return bot;
}

const readRoom = (): Promise<RoomFacts> => watch.readRoom(testServerId, room);
const listIdentities = (facts: RoomFacts): string[] => facts.changed.map(({ identity }) => identity);

/** Milliseconds until a look at the room, made again and again without a pause, is as wanted. */
async function measure(isAsWanted: (identities: string[]) => boolean, timeoutMs = 15_000): Promise<number> {
  const { api } = openApi(server);
  const beganAtMs = performance.now();
  await waitUntil(
    async () => {
      const people = await api.listParticipants(room);
      return people.ok && isAsWanted(people.value.map(({ identity }) => identity));
    },
    { what: 'the list to follow', intervalMs: 1, timeoutMs },
  );
  return performance.now() - beganAtMs;
}

test('newcomers and leavers are in the list within moments, and in our facts with the next look', async () => {
  await join('host');
  for (let round = 1; round <= 5; round += 1) {
    const guest = await join(`guest-${round}`);
    expect(await measure((people) => people.includes(guest.identity)), `newcomer ${round}`).toBeLessThan(freshWithinMs);
    expect(listIdentities(await readRoom())).toEqual(['host', guest.identity].toSorted());
    guest.leave();
    expect(await measure((people) => !people.includes(guest.identity)), `leaver ${round}`).toBeLessThan(freshWithinMs);
    expect(listIdentities(await readRoom())).toEqual(['host']);
  }
  // Control: the list is not simply whatever was joined through us; a person who is not there is missed.
  await expect(measure((people) => people.includes('nobody'), 500)).rejects.toThrow('waited');
});

test('a held room tells a newcomer once and a leaver once, hinted at by an event', async () => {
  const release = watch.holdRoom(testServerId, room);
  await readRoom();
  const mark = events.sent.length;
  const told = (): RoomFacts[] =>
    events.sent
      .slice(mark)
      .filter(({ channel }) => channel === 'rooms:facts-changed')
      .map(({ payload }) => payload as RoomFacts);
  const guest = await join('hinted');
  watch.hintRoom(testServerId, room);
  await waitUntil(() => told().some(({ changed }) => changed.some(({ identity }) => identity === 'hinted')), {
    what: 'the newcomer to be told',
    timeoutMs: 10_000,
  });
  guest.leave();
  await measure((people) => !people.includes('hinted'));
  watch.hintRoom(testServerId, room);
  await waitUntil(() => told().some(({ gone }) => gone.includes('hinted')), {
    what: 'the leaver to be told',
    timeoutMs: 10_000,
  });
  expect(told().flatMap(({ gone }) => gone)).toEqual(['hinted']);
  release();
});

test('counts of the list of rooms lag behind the people, and the list says when it was read', async () => {
  const { rooms } = createApiClients(server);
  const release = watch.holdServer(testServerId);
  const readCount = async (): Promise<{ count: number | undefined; list: RoomList }> => {
    const list = await watch.readLobby(testServerId, true);
    return { count: list.rooms.find(({ name }) => name === room)?.numParticipants, list };
  };
  await waitUntil(async () => (await readCount()).count === 1, {
    what: 'the host to be counted',
    timeoutMs: countsWithinMs,
  });

  const crowd = await Promise.all(['ana', 'ben', 'cleo', 'dan'].map((identity) => join(identity)));
  const joinedAtMs = Date.now();
  const facts = await readRoom();
  const { count, list } = await readCount();
  expect(listIdentities(facts)).toEqual(['ana', 'ben', 'cleo', 'dan', 'host']);
  // The server had told its counts a moment before, so these four are not in it yet: what is said is how old it is.
  expect(count).toBeLessThan(5);
  expect(list.readAtMs).toBeGreaterThanOrEqual(joinedAtMs);
  expect(list.tookMs).toBeGreaterThanOrEqual(0);
  await waitUntil(async () => (await readCount()).count === 5, {
    what: 'everybody to be counted',
    timeoutMs: countsWithinMs,
    intervalMs: 200,
  });

  for (const bot of crowd) bot.leave();
  await measure((people) => people.length === 1);
  const leftAtMs = Date.now();
  const counts: number[] = [];
  await waitUntil(
    async () => {
      const { count: now = 0, list: newest } = await readCount();
      expect(newest.readAtMs).toBeGreaterThanOrEqual(leftAtMs);
      counts.push(now);
      return now === 1;
    },
    { what: 'the leavers not to be counted any more', timeoutMs: countsWithinMs, intervalMs: 100 },
  );
  // Control: it did lag. The people were gone from the participants before the first of these looks.
  expect(counts[0], 'a fresh read of the lobby still counted who had left').toBeGreaterThan(1);
  expect((await rooms.listParticipants(room)).map(({ identity }) => identity)).toEqual(['host']);
  release();
});
