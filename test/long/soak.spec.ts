/** Fifteen minutes of coming, going and changing: the heap does not grow on, nothing breaks, and the end is as the server says. */
import { createApiClients } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import type { LiveBot } from '#tools/people/live-bot.ts';
import { expect, test } from '../e2e/support/world.ts';
import { measureSlope, type HeapSample } from './support/heap-slope.ts';

const count = 100;
const room = 'marathon';
const lengthMs = 15 * 60_000;
const changesPerSecond = 80;
/** Of the last quarter, in which every bounded log is full. */
const maxSlopeBytesPerMinute = 500_000;

test('fifteen minutes of churn leave the heap where it was', async ({ world }) => {
  const server = await world.startServer();
  const crowd = await joinCrowd({
    count,
    makeOptions: (index) => ({ server, room, identity: `person-${index}`, attributes: { beat: '0' } }),
  });
  world.onEnd(() => crowd.leave());
  const app = await world.launch();
  const page = await app.addAndOpen(server);
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
  const startedAtMs = Date.now();
  // Each kind of change goes round everybody by itself; nothing is waited for, so that the pace holds.
  const turns = { rejoin: 0, metadata: 0, attributes: 0 };
  const failures: string[] = [];
  const underWay = new Map<LiveBot, Promise<unknown>>();
  function takeTurn(kind: keyof typeof turns, act: (bot: LiveBot) => Promise<unknown>): void {
    const bot = crowd.bots[turns[kind]++ % crowd.bots.length];
    if (!bot) throw new Error('nobody is there');
    // One thing at a time by each: who leaves while the server still answers would be told nothing.
    const done = (underWay.get(bot) ?? Promise.resolve())
      .then(() => act(bot))
      .catch((error: unknown) => failures.push(String(error)));
    underWay.set(bot, done);
  }
  for (let beat = 1; Date.now() - startedAtMs < lengthMs; beat += 1) {
    if (beat % 400 === 0) takeTurn('rejoin', (bot) => bot.rejoin());
    else if (beat % 10 === 0) takeTurn('metadata', (bot) => bot.update({ metadata: JSON.stringify({ beat }) }));
    else takeTurn('attributes', (bot) => bot.update({ attributes: { beat: String(beat) } }));
    if (beat % (changesPerSecond * 30) === 0) samples.push(await readHeap());
    const dueInMs = startedAtMs + (beat * 1_000) / changesPerSecond - Date.now();
    if (dueInMs > 0) await page.page.waitForTimeout(dueInMs);
  }

  const slope = measureSlope(samples.slice(-Math.ceil(samples.length / 4)));
  const figures = samples.map(({ usedBytes }) => (usedBytes / 1e6).toFixed(1)).join(' ');
  console.log(`heap in MB after collection: ${figures}; slope of the last quarter ${(slope / 1e6).toFixed(2)} MB/min`);
  await Promise.all(underWay.values());
  expect(samples.length).toBeGreaterThan(20);
  expect(failures).toEqual([]);
  expect(slope).toBeLessThan(maxSlopeBytesPerMinute);
  expect(errors).toEqual([]);
  const listed = (await createApiClients(server).rooms.listParticipants(room)).map(({ identity }) => identity);
  expect(listed.filter((identity) => identity.startsWith('person-')).toSorted()).toEqual(
    crowd.bots.map(({ identity }) => identity).toSorted(),
  );
  const grid = page.grid('Participants');
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1), { timeout: 90_000 });
  // A slow leak cannot be told from a log that is still filling: by now the oldest events are gone.
  await page.openTab('Events');
  await expect(page.page.getByText(/older dropped/)).toBeVisible();
});
