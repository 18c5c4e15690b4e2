/** Five minutes of coming, going and changing: the heap does not grow on, nothing breaks, and the end is as the server says. */
import { createApiClients } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import type { LiveBot } from '#tools/people/live-bot.ts';
import { expect, test } from '../e2e/support/world.ts';
import { measureSlope, type HeapSample } from './support/heap-slope.ts';

const count = 100;
const room = 'marathon';
const lengthMs = 5 * 60_000;
const changesPerSecond = 20;
const maxSlopeBytesPerMinute = 2_000_000;

test('five minutes of churn leave the heap where it was', async ({ world }) => {
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
  // Each kind of change goes round everybody by itself.
  const turns = { rejoin: 0, metadata: 0, attributes: 0 };
  const takeTurn = (kind: keyof typeof turns): LiveBot => {
    const bot = crowd.bots[turns[kind]++ % crowd.bots.length];
    if (!bot) throw new Error('nobody is there');
    return bot;
  };
  for (let beat = 1; Date.now() - startedAtMs < lengthMs; beat += 1) {
    if (beat % 100 === 0) await takeTurn('rejoin').rejoin();
    else if (beat % 10 === 0) await takeTurn('metadata').update({ metadata: JSON.stringify({ beat }) });
    else await takeTurn('attributes').update({ attributes: { beat: String(beat) } });
    if (beat % (changesPerSecond * 20) === 0) samples.push(await readHeap());
    const dueAtMs = startedAtMs + (beat * 1_000) / changesPerSecond;
    if (dueAtMs > Date.now()) await page.page.waitForTimeout(dueAtMs - Date.now());
  }

  // The log of events is still filling (its bound lies beyond five minutes), which the limit allows for.
  const slope = measureSlope(samples.slice(Math.floor(samples.length / 2)));
  const figures = samples.map(({ usedBytes }) => (usedBytes / 1e6).toFixed(1)).join(' ');
  console.log(`heap in MB after collection: ${figures}; slope of the second half ${(slope / 1e6).toFixed(2)} MB/min`);
  expect(samples.length).toBeGreaterThan(6);
  expect(slope).toBeLessThan(maxSlopeBytesPerMinute);
  expect(errors).toEqual([]);
  const listed = (await createApiClients(server).rooms.listParticipants(room)).map(({ identity }) => identity);
  const people = listed.filter((identity) => identity.startsWith('person-'));
  expect(people).toHaveLength(count);
  await expect(page.grid('Participants')).toHaveAttribute('aria-rowcount', String(count + 1), { timeout: 90_000 });
});
