/** The list of participants is the truth for who is there, within moments; the counts in the list of rooms lag, and say when they were read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomFacts, RoomList } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import { createWatch, type Watch } from '#main/services/watch/watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil, type WaitOptions } from '#tools/wait-until.ts';
import { openApi, testServerId } from '../livekit-api/open-api.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

/** The server tells its counts anew every five seconds: a look at them comes behind its people only between two tellings. */
const mostRounds = 5;
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

/** Waits until a look at the room, made again and again without a pause, is as wanted. */
async function waitForPeople(isAsWanted: (identities: string[]) => boolean, options: WaitOptions = {}): Promise<void> {
  const { api } = openApi(server);
  await waitUntil(
    async () => {
      const people = await api.listParticipants(room);
      return people.ok && isAsWanted(people.value.map(({ identity }) => identity));
    },
    { what: 'the list to follow', intervalMs: 1, ...options },
  );
}

test('newcomers and leavers are in the list, and in our facts with the next look', async () => {
  await join('host');
  for (let round = 1; round <= 5; round += 1) {
    const guest = await join(`guest-${round}`);
    await waitForPeople((people) => people.includes(guest.identity));
    expect(listIdentities(await readRoom())).toEqual(['host', guest.identity].toSorted());
    guest.leave();
    await waitForPeople((people) => !people.includes(guest.identity));
    expect(listIdentities(await readRoom())).toEqual(['host']);
  }
  // Control: the list is not simply whatever was joined through us; a person who is not there is missed.
  await expect(waitForPeople((people) => people.includes('nobody'), { timeoutMs: 500 })).rejects.toThrow('waited');
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
  });
  guest.leave();
  await waitForPeople((people) => !people.includes('hinted'));
  watch.hintRoom(testServerId, room);
  await waitUntil(() => told().some(({ gone }) => gone.includes('hinted')), {
    what: 'the leaver to be told',
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
  await waitUntil(async () => (await readCount()).count === 1, { what: 'the host to be counted' });

  // The control is that they lag: the people are in their list, or gone from it, and a later look at the counts is behind.
  let isBehindNewcomers = false;
  let isBehindLeavers = false;
  for (let round = 1; round <= mostRounds && !(isBehindNewcomers && isBehindLeavers); round += 1) {
    const crowd = await Promise.all(['ana', 'ben', 'cleo', 'dan'].map((identity) => join(identity)));
    const joinedAtMs = Date.now();
    const facts = await readRoom();
    const { count = 0, list } = await readCount();
    expect(listIdentities(facts)).toEqual(['ana', 'ben', 'cleo', 'dan', 'host']);
    isBehindNewcomers ||= count < 5;
    expect(list.readAtMs).toBeGreaterThanOrEqual(joinedAtMs);
    expect(list.tookMs).toBeGreaterThanOrEqual(0);
    await waitUntil(async () => (await readCount()).count === 5, { what: 'everybody to be counted', intervalMs: 200 });

    for (const bot of crowd) bot.leave();
    await waitForPeople((people) => people.length === 1);
    const leftAtMs = Date.now();
    const { count: countAfter = 0, list: listAfter } = await readCount();
    expect(listAfter.readAtMs).toBeGreaterThanOrEqual(leftAtMs);
    isBehindLeavers ||= countAfter > 1;
    await waitUntil(async () => (await readCount()).count === 1, {
      what: 'the leavers not to be counted any more',
      intervalMs: 100,
    });
  }
  expect({ isBehindNewcomers, isBehindLeavers }).toEqual({ isBehindNewcomers: true, isBehindLeavers: true });
  expect((await rooms.listParticipants(room)).map(({ identity }) => identity)).toEqual(['host']);
  release();
});
