/**
 * The breaks of docs/reliability.md as assertions: each is noticed, the console comes back by itself, tells what it has missed
 * and nothing else, and shows what the server lists. Two at a time, since they wait more than they work.
 */
import { breaks, runBreak } from '../bench/breaks/breaks.ts';
import { expect, test } from '../e2e/support/world.ts';

/** What is noticed by silence takes the longest: a call that is not answered within 10 s, or a ping within 14 s. */
const noticedWithinMs = 30_000;
/** The longest pause between two tries, the join itself, and a machine that is busy; of a half-open one also its 14 s of silence. */
const backWithinMs: Record<string, number> = { 'api-trouble': 60_000, 'media-blocked': 30_000, 'half-open': 30_000 };
const usuallyBackWithinMs = 15_000;

const together = [
  ['server-stopped', 'app-stopped'],
  ['media-blocked', 'api-trouble'],
  ['drained', 'loss'],
  ['killed', 'half-open'],
  ['overload'],
];

test('every break is tried', () => {
  expect(together.flat().toSorted()).toEqual(breaks.map(({ id }) => id).toSorted());
});

for (const ids of together) {
  const titles = breaks.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
  test(`survived: ${titles.join('; ')}`, async () => {
    const chosen = breaks.filter(({ id }) => ids.includes(id));
    const all = await Promise.all(chosen.map(async (one) => ({ losesRoom: one.losesRoom, ...(await runBreak(one)) })));
    for (const { id, losesRoom, changes, untrue, ...figures } of all) {
      expect({ ...changes, untrue }, `${id}: ${JSON.stringify(figures.shown)}`).toEqual({
        found: losesRoom ? 17 : 20,
        missed: [],
        invented: [],
        untrue: [],
      });
      expect(figures.noticedMs, `${id}: noticed`).toBeLessThan(figures.faultMs + noticedWithinMs);
      expect(figures.backMs, `${id}: back`).toBeLessThan(backWithinMs[id] ?? usuallyBackWithinMs);
    }
  });
}
