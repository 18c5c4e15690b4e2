/**
 * Fifteen minutes of coming, going and changing at 500 a second, most of it of a crowd that is fed in, some of it of real people:
 * the heap does not grow on, nothing breaks, and the end is as the server says.
 */
import { observerPrefix } from '#contract/domain/observer';
import { startFeed } from '#test/support/feed/start-feed';
import { createApiClients } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import { expect, test } from '../e2e/support/world.ts';
import { measureSlope, type HeapSample } from './support/heap-slope.ts';

const room = 'marathon';
const lengthMs = 15 * 60_000;
const crowd = { room, people: 1_000, churn: 0.02 };
const changesPerSecond = 500;
/** Real ones: what the feed does not do (media, tokens, the server's own order of words) comes from them. */
const realPeople = 20;
const realChangesPerSecond = 20;
const sampleEveryMs = 30_000;
/** Of the last quarter, in which every bounded log is full. */
const maxSlopeBytesPerMinute = 500_000;

test('fifteen minutes of churn leave the heap where it was', async ({ world }) => {
  const server = await world.startServer();
  const feed = await startFeed(server, crowd);
  world.onEnd(() => feed.dispose());
  const real = await joinCrowd({
    count: realPeople,
    makeOptions: (index) => ({ server, room, identity: `person-${index}`, attributes: { beat: '0' } }),
  });
  world.onEnd(() => real.leave());
  const app = await world.launch();
  const page = await app.addAndOpen(feed);
  const errors: string[] = [];
  page.page.on('pageerror', (error) => errors.push(String(error)));
  await page.openRoom(room);
  const cdp = await page.page.context().newCDPSession(page.page);

  async function readHeap(): Promise<HeapSample> {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return { atMs: Date.now(), usedBytes: usedSize };
  }

  const samples: HeapSample[] = [];
  const failures: string[] = [];
  const startedAtMs = Date.now();
  const underWay = new Map<number, Promise<unknown>>();
  await feed.setPace(changesPerSecond);
  for (let beat = 1; Date.now() - startedAtMs < lengthMs; beat += 1) {
    const turn = beat % realPeople;
    const bot = real.bots[turn];
    if (!bot) throw new Error('nobody is there');
    // One thing at a time by each: who leaves while the server still answers would be told nothing.
    const act = (): Promise<unknown> => {
      if (beat % 410 === 0) return bot.rejoin();
      if (beat % 10 === 0) return bot.update({ metadata: JSON.stringify({ beat }) });
      return bot.update({ attributes: { beat: String(beat) } });
    };
    const done = (underWay.get(turn) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => failures.push(String(error)));
    underWay.set(turn, done);
    if (beat % ((realChangesPerSecond * sampleEveryMs) / 1_000) === 0) samples.push(await readHeap());
    const dueInMs = startedAtMs + (beat * 1_000) / realChangesPerSecond - Date.now();
    if (dueInMs > 0) await page.page.waitForTimeout(dueInMs);
  }
  const { changes } = await feed.readStats();
  await feed.setPace(0);
  await Promise.all(underWay.values());

  const slope = measureSlope(samples.slice(-Math.ceil(samples.length / 4)));
  const figures = samples.map(({ usedBytes }) => (usedBytes / 1e6).toFixed(1)).join(' ');
  console.log(`${changes} changes; heap in MB after collection: ${figures}`);
  console.log(`slope of the last quarter ${(slope / 1e6).toFixed(2)} MB/min`);
  expect(samples.length).toBeGreaterThan(20);
  expect(changes).toBeGreaterThan((lengthMs / 1_000) * changesPerSecond * 0.95);
  expect(failures).toEqual([]);
  expect(slope).toBeLessThan(maxSlopeBytesPerMinute);
  expect(errors).toEqual([]);
  const listed = (await createApiClients(feed).rooms.listParticipants(room)).map(({ identity }) => identity);
  const present = listed.filter((identity) => !identity.startsWith(observerPrefix));
  const bots = real.bots.map(({ identity }) => identity);
  expect(present.filter((identity) => identity.startsWith('person-')).toSorted()).toEqual(bots.toSorted());
  const grid = page.grid('Participants');
  await expect(grid).toHaveAttribute('aria-rowcount', String(present.length + 1), { timeout: 90_000 });
  // A slow leak cannot be told from a log that is still filling: by now the oldest events are gone.
  await page.openTab('Events');
  await expect(page.page.getByText(/older dropped/)).toBeVisible();
});
