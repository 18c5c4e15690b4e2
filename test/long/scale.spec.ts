/** A thousand real people in one room: everybody is known, the grid scrolls without holes, filter and changes still arrive. */
import { createApiClients } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import { expect, test } from '../e2e/support/world.ts';

const count = 1_000;
const room = 'arena';

test('a room of 1,000 is shown whole', async ({ world }) => {
  const server = await world.startServer();
  const crowd = await joinCrowd({
    count,
    makeOptions: (index) => ({
      server,
      room,
      identity: `person-${String(index).padStart(4, '0')}`,
      attributes: { seat: String(index) },
    }),
  });
  world.onEnd(() => crowd.leave());
  expect([...crowd.failures]).toEqual([]);

  const app = await world.launch();
  const page = await app.addAndOpen(server);
  const startedAtMs = Date.now();
  await page.openRoom(room);
  const liveAfterMs = Date.now() - startedAtMs;
  const grid = page.grid('Participants');
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1), { timeout: 60_000 });
  console.log(`1,000 people: live after ${liveAfterMs} ms, all known after ${Date.now() - startedAtMs} ms`);

  const holes = await grid.evaluate(async (element) => {
    const scroller = [element, ...element.querySelectorAll('*')].find(
      (part) => part.scrollHeight > part.clientHeight + 1,
    );
    if (!scroller) throw new Error('nothing scrolls');
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)));
    let found = 0;
    let seen = 0;
    for (let top = 0; top < scroller.scrollHeight - scroller.clientHeight; top += 200) {
      scroller.scrollTop = top;
      await frame();
      await frame();
      const area = scroller.getBoundingClientRect();
      // The middle of the body, where no head and no edge is.
      const row = document.elementFromPoint(area.left + 60, area.top + area.height / 2)?.closest('[data-row]');
      seen += 1;
      if (!row?.textContent) found += 1;
    }
    scroller.scrollTop = 0;
    return { found, seen };
  });
  expect(holes.seen).toBeGreaterThan(100);
  expect(holes.found).toBe(0);

  await createApiClients(server).rooms.updateParticipant(room, 'person-0002', { attributes: { seat: 'moved' } });
  await page.expectCell('person-0002', 'attr.seat', 'moved');
  await page.page.getByLabel('Filter participants').fill('person-0777');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await expect(page.row(grid, 'person-0777')).toBeVisible();
});
