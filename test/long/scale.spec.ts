/**
 * Rooms of 1,000 and 2,000 real people: everybody is known soon, a fast scroll shows every row, the
 * heap stays small, and after an overload of the server, whether it has cut the console off or not, the truth is shown.
 */
import { overload } from '#test/support/overload';
import { createApiClients } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import type { ServerPage } from '../e2e/pages/server-page.ts';
import { expect, test, type World } from '../e2e/support/world.ts';
import { measureScroll } from './support/measure-scroll.ts';

const room = 'arena';
const overloadMs = 30_000;
const scroll = { distancePx: 24_000, speed: 12_000 };
/** Frames that may come more than 25 ms after the one before, of those of a fast scroll. */
const maxLateShare = 0.15;
/** JS heap of the room's window after a collection, bytes. */
const maxHeapBytes = { 1_000: 60e6, 2_000: 80e6 };

for (const count of [1_000, 2_000] as const) {
  test(`a room of ${count} is shown whole, scrolls fast, and survives an overloaded server`, async ({ world }) => {
    const { server, crowd, page, grid } = await openArena(world, count);
    // What the join leaves behind is collected before anything is timed.
    const cdp = await page.page.context().newCDPSession(page.page);
    await cdp.send('HeapProfiler.collectGarbage');
    const timed = await measureScroll(page.page, grid, { ...scroll, seeksBlanks: false });
    say(
      `scrolled ${Math.round(timed.scrolledPx)} px at ${Math.round(timed.speed)} px/s: ${timed.frames} frames, ` +
        `${(timed.lateShare * 100).toFixed(1)} % over 25 ms, worst ${Math.round(timed.worstMs)} ms`,
    );
    expect(timed.scrolledPx).toBeGreaterThan(scroll.distancePx * 0.9);
    expect(timed.lateShare).toBeLessThanOrEqual(maxLateShare);
    await grid.evaluate((element) => element.scrollTo({ top: 0 }));
    const seen = await measureScroll(page.page, grid, { ...scroll, seeksBlanks: true });
    expect(seen.blankFrames, 'frames in which a place showed no row').toBe(0);

    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    say(`heap after collection ${(usedSize / 1e6).toFixed(1)} MB`);
    expect(usedSize).toBeLessThan(maxHeapBytes[count]);

    await createApiClients(server).rooms.updateParticipant(room, nameOf(2), { attributes: { seat: 'moved' } });
    await page.page.getByLabel('Filter participants').fill(nameOf(2));
    await page.expectCell(nameOf(2), 'attr.seat', 'moved');
    await page.page.getByLabel('Filter participants').fill('');

    const load = overload(
      server,
      room,
      crowd.bots.map(({ identity }) => identity),
    );
    // The server may cut the console off or not; whichever it does, what is shown afterwards is true.
    let hasBeenCut = false;
    for (const endsAtMs = Date.now() + overloadMs; Date.now() < endsAtMs;) {
      hasBeenCut ||= !(await page.roomState('live').isVisible());
      await page.page.waitForTimeout(250);
    }
    const writes = await load.stop();
    const endedAtMs = Date.now();
    await expect(page.roomState('live')).toBeVisible({ timeout: 120_000 });
    say(
      `${writes} writes in ${overloadMs / 1_000} s: the console was ${hasBeenCut ? 'cut off' : 'not cut off'}, ` +
        `live ${Date.now() - endedAtMs} ms after they ended`,
    );
    await expectTruth(page, server, count);
  });
}

/** So many people in one room, and the console in front of it with everybody painted. */
async function openArena(world: World, count: number) {
  const server = await world.startServer();
  const crowd = await joinCrowd({
    count,
    makeOptions: (index) => ({
      server,
      room,
      identity: nameOf(index),
      attributes: { seat: String(index), team: `team ${index % 7}` },
      metadata: JSON.stringify({ city: 'Leeds', visits: index % 20 }),
    }),
  });
  world.onEnd(() => crowd.leave());
  expect([...crowd.failures]).toEqual([]);

  const app = await world.launch();
  const page = await app.addAndOpen(server);
  const grid = page.grid('Participants');
  const startedAtMs = Date.now();
  await page.openRoom(room);
  const liveAfterMs = Date.now() - startedAtMs;
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1), { timeout: 60_000 });
  await expect(page.row(grid, nameOf(0))).toBeVisible();
  say(
    `${count} people: live after ${liveAfterMs} ms, everybody known and painted after ${Date.now() - startedAtMs} ms`,
  );

  return { server, crowd, page, grid };
}

/** The grid tells of ten people what the server lists of them. */
async function expectTruth(page: ServerPage, server: ServerAccess, count: number): Promise<void> {
  const listed = await createApiClients(server).rooms.listParticipants(room);
  const attributes = new Map(listed.map((person) => [person.identity, person.attributes]));
  const asked = Array.from({ length: 10 }, (_, step) => nameOf(Math.floor((step * count) / 10)));
  // The server loses some of the people as well; those who are there are to be shown as they are.
  const there = asked.filter((identity) => attributes.has(identity));
  expect(there.length).toBeGreaterThan(0);
  for (const identity of there) {
    await page.page.getByLabel('Filter participants').fill(identity);
    await page.expectCell(identity, 'attr.beat', attributes.get(identity)?.['beat'] ?? '');
  }
}

function nameOf(index: number): string {
  return `person-${String(index).padStart(4, '0')}`;
}

function say(line: string): void {
  console.log(line);
}
