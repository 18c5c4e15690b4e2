/** What is not as it looks about somebody, what changed and by whom, and what several people have in common. */
import { expect, test } from './support/world.ts';

const room = 'history-room';

test('badges, histories of cells and people, and what several marked people share', async ({ world }) => {
  const server = await world.startServer();
  const amara = await world.join({ server, room, identity: 'amara', attributes: { team: 'red' } });
  const jonas = { server, room, identity: 'jonas', attributes: { team: 'blue' } };
  await world.join(jonas);
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const keys = page.page.keyboard;
  const badge = page.cell('jonas', 'identity').getByRole('img', { name: 'duplicate identity' });
  await expect(page.cell('jonas', 'identity')).toBeVisible();
  await expect(badge, 'control').toHaveCount(0);

  // A second client takes the seat.
  await world.join(jonas);
  await expect(badge).toHaveAttribute('title', /took the place of one that was not seen to leave/);
  await expect(page.row(page.grid('Participants'), 'jonas')).toHaveAccessibleName(/duplicate identity/);
  const box = page.page.getByRole('combobox', { name: 'Filter participants' });
  await box.fill('is:duplicate');
  await expect(page.cell('amara', 'identity')).toHaveCount(0);
  await expect(badge).toBeVisible();
  await box.fill('');
  await expect(page.cell('amara', 'identity')).toBeVisible();

  await page.page.getByRole('button', { name: 'Legend' }).click();
  const legend = page.page.getByRole('dialog', { name: 'Legend' });
  await expect(legend.getByRole('img', { name: 'duplicate identity' })).toBeVisible();
  await keys.press('Escape');

  // They change it themselves, then the moderator does.
  await amara.update({ attributes: { team: 'green' } });
  await expect(page.cell('amara', 'attr.team')).toHaveText('green');
  await page.inspect('amara');
  await page.section('Attributes').getByLabel('Attribute team', { exact: true }).fill('gold');
  await keys.press('Control+S');
  await expect(page.cell('amara', 'attr.team')).toHaveText('gold');
  await page.cell('amara', 'attr.team').click();
  await keys.press('h');
  const history = page.page.getByRole('dialog', { name: 'History: attr.team of amara' });
  const changes = history.getByRole('listitem');
  await expect(changes).toHaveText([/green.*gold.*you/, /red.*green.*unknown/]);
  await changes
    .first()
    .getByRole('button', { name: /^Show in Events/ })
    .click();
  await expect(history).toHaveCount(0);
  const chosen = page.grid('Events').locator('[aria-current="true"]');
  await expect(chosen).toHaveAccessibleName(/amara attributes .*gold/);

  await page.cell('amara', 'attr.team').hover();
  await expect(page.cell('amara', 'attr.team').locator('[title]')).toHaveAttribute(
    'title',
    /Changed:\n.*green → gold.*you/,
  );
  await expect(page.section('History').getByRole('listitem')).toHaveCount(2);
  await expect(page.section('History')).toContainText(/History begins .*, when this console came/);

  // What changed since they were looked at, until they are marked as seen.
  await page.inspector.getByRole('button', { name: /^Changes/ }).click();
  const differences = page.inspector.getByRole('list', { name: 'Changes since you looked' }).getByRole('listitem');
  await expect(differences).toHaveText([/attr\.team.*was.*green.*now.*gold/]);
  await page.inspector.getByRole('button', { name: 'Mark as seen' }).click();
  await expect(differences).toHaveCount(0);
  const atMs = Date.now() - 90_000;
  await amara.update({ attributes: { since: `${atMs}`, token: 'SGVsbG8gdG93biwgaXQgaXMgbWUh' } });
  await expect(differences).toHaveText([/attr\.since/, /attr\.token/]);
  await page.inspector.getByRole('button', { name: 'Fields', exact: true }).click();
  await expect(page.inspector.getByRole('list', { name: 'Decoded: since' })).toContainText(/ · 1:3\d ago/);
  await page.inspector.getByRole('button', { name: /^read as base64.*: token$/ }).click();
  await expect(page.inspector.getByRole('list', { name: 'Decoded: token' })).toContainText('Hello town, it is me!');
  const raw = page.section('Attributes').getByLabel('Attribute token', { exact: true });
  await expect(raw).toHaveValue('SGVsbG8gdG93biwgaXQgaXMgbWUh');

  // Both are marked: what they share, and a value to filter by.
  await page.cell('amara', 'identity').click();
  await keys.press('Control+A');
  await expect(page.inspector.getByRole('heading', { name: '2 marked' })).toBeVisible();
  const team = page.inspector.getByRole('group', { name: 'attr.team' });
  await expect(team.getByRole('button')).toHaveText([/blue.*1/, /gold.*1/]);
  await expect(page.inspector.getByRole('group', { name: 'state' }).getByRole('button')).toHaveText(/active.*all/);
  await team.getByRole('button', { name: 'blue, 1' }).click();
  await page.page.getByRole('menuitem', { name: 'Apply as filter: attr.team blue' }).click();
  await expect(box).toHaveValue('attr.team=blue');
  await team.getByRole('button', { name: 'blue, 1' }).click();
  await page.page.getByRole('menuitem', { name: 'Mark only: blue' }).click();
  await expect(page.inspector.getByRole('heading', { name: 'amara' })).toBeVisible();
});
