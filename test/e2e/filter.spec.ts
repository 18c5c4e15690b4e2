/** The box over the participants: words and the language, what it offers, what it says of mistakes, values taken from cells. */
import { listViolations } from './support/axe.ts';
import { expect, test } from './support/world.ts';

const room = 'filter-room';

test('a filter is completed by keys, put right by a button, and taken from cells, facets and the Inspector', async ({
  world,
}) => {
  const server = await world.startServer();
  for (const [index, identity] of ['amara', 'jonas', 'mei', 'zoe'].entries()) {
    await world.join({
      server,
      room,
      identity,
      attributes: { team: index % 2 ? 'red' : 'blue', 'seat no': `${index}` },
      metadata: JSON.stringify({ table: index % 3 }),
    });
  }
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const grid = page.grid('Participants');
  const box = page.page.getByRole('combobox', { name: 'Filter participants' });
  const options = page.page.getByRole('listbox', { name: 'What may come next' }).getByRole('option');
  const shows = (...identities: string[]) =>
    expect
      .poll(
        async () =>
          new Set(await grid.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset['row']))),
      )
      .toEqual(new Set(identities));
  await shows('amara', 'jonas', 'mei', 'zoe');

  await page.page.keyboard.press('/');
  await page.page.keyboard.type('attr.te');
  await expect(options).toHaveText([/attr\.team.*4$/]);
  await page.page.keyboard.press('Tab');
  await expect(options).toHaveText([/blue.*2$/, /red.*2$/]);
  expect(await listViolations(page.page), 'with the list open').toEqual([]);
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('Enter');
  await expect(box).toHaveValue('attr.team=red ');
  await shows('jonas', 'zoe');

  await page.page.keyboard.type('knd:person');
  const fault = page.page.getByRole('alert').filter({ hasText: 'there is no field knd' });
  await expect(fault).toContainText('this stays: attr.team=red');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  expect(await listViolations(page.page), 'with a mistake').toEqual([]);
  await shows('jonas', 'zoe');
  await page.page.keyboard.press('Tab');
  await expect(fault.getByRole('button', { name: 'Use kind' })).toBeFocused();
  await page.page.keyboard.press('Enter');
  await expect(box).toHaveValue('attr.team=red kind:person');
  await expect(box).toBeFocused();
  await expect(fault).toHaveCount(0);
  await shows('jonas', 'zoe');

  await page.page.keyboard.press('ArrowDown');
  await expect(page.cell('jonas', 'identity')).toBeFocused();
  await page.page.keyboard.press('/');
  await page.page.keyboard.press('Escape');
  await shows('amara', 'jonas', 'mei', 'zoe');

  await page.cell('mei', 'attr.team').click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: 'Exclude: attr.team blue' }).click();
  await expect(box).toHaveValue('!attr.team=blue');
  await shows('jonas', 'zoe');
  await page.cell('jonas', 'identity').click();
  await page.page.keyboard.press('=');
  await expect(box).toHaveValue('!attr.team=blue identity=jonas');
  await shows('jonas');

  await page.page.getByRole('button', { name: 'Facets' }).click();
  const facets = page.page.getByRole('dialog', { name: 'Facets' });
  expect(await listViolations(page.page), 'with the facets open').toEqual([]);
  const team = facets.getByRole('group', { name: 'attr.team' });
  await expect(team.getByRole('button', { name: 'Leave out attr.team blue' })).toHaveAttribute('aria-pressed', 'true');
  await team.getByRole('button', { name: 'Leave out attr.team blue' }).click();
  await expect(box).toHaveValue('identity=jonas');
  await team.getByRole('checkbox', { name: 'Show attr.team red, 2' }).check();
  await expect(box).toHaveValue('identity=jonas attr.team=red');
  await page.page.keyboard.press('Escape');

  await page.inspect('jonas');
  await page.section('Attributes').getByText('seat no', { exact: true }).click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: 'Exclude: attr."seat no" 1' }).click();
  await expect(box).toHaveValue('identity=jonas attr.team=red !attr."seat no"=1');
  await shows();
  await page.page.getByRole('button', { name: 'Clear filter' }).click();
  await shows('amara', 'jonas', 'mei', 'zoe');

  await page.inspect('mei');
  await page.section('Metadata').getByText('table', { exact: true }).click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: 'Apply as filter: meta.table 2' }).click();
  await expect(box).toHaveValue('meta.table=2');
  await shows('mei');

  // The expressions' engine makes no functions at run time, which the page's policy would forbid.
  await box.fill('/^(jonas|mei)$/ or name:/^A$/');
  await shows('jonas', 'mei');
  await box.fill('attr.team=red is:person mic:none ');
  await box.press('Backspace');
  await expect(box, 'it is only marked').toHaveValue('attr.team=red is:person mic:none ');
  await box.press('Backspace');
  await expect(box).toHaveValue('attr.team=red is:person ');
  await page.page.getByRole('button', { name: 'Take out attr.team=red' }).click();
  await expect(box).toHaveValue('is:person');
  await page.page.keyboard.press('Delete');
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
  await shows('amara', 'jonas', 'mei', 'zoe');
});
