/** What the console cannot know or does not show is said where it would be missed. */
import { expect, test } from './support/world.ts';

const room = 'stage';

test('another installation’s observer, missing columns and the clock are told for what they are', async ({ world }) => {
  const server = await world.startServer();
  const keys = Array.from({ length: 410 }, (_, index) => [`key-${index}`, 'v']);
  await world.join({ server, room, identity: 'amara', attributes: Object.fromEntries(keys) });
  const foreign = 'gavel-observer-of-somebody-else';
  await world.join({ server, room, identity: foreign, kind: 'agent', hidden: true });
  await world.join({ server, room, identity: 'helper', kind: 'agent', hidden: true });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);

  const claim = /claims to be another console/;
  await expect(page.cell(foreign, 'identity').getByRole('img', { name: claim })).toBeVisible();
  await expect(page.cell('helper', 'identity').getByRole('img'), 'control').toHaveAccessibleName('hidden agent');
  await page.inspect(foreign);
  await expect(page.inspector).toContainText(claim);
  await page.inspect('helper');
  await expect(page.inspector).not.toContainText(claim);

  await expect(page.page.getByText('400 of 410 attribute keys as columns; all are in the Inspector')).toBeVisible();
  await expect(page.page.getByTitle(/wrong by as much as the two clocks differ/)).toBeVisible();
});
