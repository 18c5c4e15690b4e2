/** A room whose tab is closed leaves nothing of what was known of it in memory: people open hundreds of rooms in a day. */
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/support/world.ts';
import { countObjects } from './support/count-objects.ts';

const others = ['north', 'south', 'east', 'west'];

test('closed rooms are forgotten', async ({ world }) => {
  const server = await world.startServer();
  for (const room of ['stage', ...others]) await world.join({ server, room, identity: `at ${room}` });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom('stage');
  const lobby = page.page.getByRole('tab', { name: /^Lobby/ });
  const tab = (room: string) => page.page.getByRole('tab', { name: new RegExp(`^${room}`) });

  async function open(room: string): Promise<void> {
    await lobby.click();
    await page.row(page.grid('Rooms'), room).dblclick();
    await expect(page.row(page.grid('Participants'), `at ${room}`)).toBeVisible();
  }
  async function close(room: string): Promise<void> {
    await tab(room).press('Delete');
    await expect(tab(room)).toHaveCount(0);
  }

  // What is made once and for all is made with the first one.
  await open('north');
  await close('north');
  await tab('stage').click();
  const before = await countColumns(page.page);
  for (const room of others) await open(room);
  // They are counted, as long as they are there.
  expect(await countColumns(page.page)).toBeGreaterThan(before + others.length * 20);
  for (const room of others) await close(room);
  await tab('stage').click();
  // The last one may still be held by what is on its way.
  await expect.poll(() => countColumns(page.page), { timeout: 30_000 }).toBeLessThan(before + 20);
});

/** Each column of a table holds the times of its changes in such an array. */
function countColumns(page: Page): Promise<number> {
  return countObjects(page, 'Float64Array');
}
