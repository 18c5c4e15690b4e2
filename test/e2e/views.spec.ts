/** Views: by key and menu, one's own kept, changed, deleted and back, out and in as text; what strict mode cannot show, it says. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { expect, test } from './support/world.ts';

const room = 'views-room';

test('views are chosen by key, kept under a name, given away, and say why they are empty', async ({ world }) => {
  const server = await world.startServer();
  const raised = (secondsAgo: number) => ({ handRaisedAt: `${Date.now() - secondsAgo * 1_000}` });
  const people = { amara: raised(20), jonas: raised(90), mei: { team: 'red' }, zoe: { team: 'red', handRaisedAt: '' } };
  for (const [identity, attributes] of Object.entries(people)) await world.join({ server, room, identity, attributes });
  const guest = await world.join({ server, room, identity: 'guest' });
  const app = await world.launch();
  const page = await app.addAndOpen(server, { observing: 'Strict' });
  await page.openRoom(room);
  const { keyboard } = page.page;
  const grid = page.grid('Participants');
  const view = page.page.getByRole('button', { name: /^View: / });
  const menu = page.page.getByRole('menu');
  const shows = (...identities: string[]) =>
    expect
      .poll(() => grid.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset['row'])))
      .toEqual(identities);
  await shows('amara', 'guest', 'jonas', 'mei', 'zoe');

  await keyboard.press('1');
  await expect(view).toHaveAccessibleName('View: Hands');
  await shows('jonas', 'amara');
  await expect(page.cell('jonas', 'hand').getByRole('img', { name: 'hand up' })).toBeVisible();
  await keyboard.press('2');
  await shows('guest', 'mei', 'zoe');
  const rail = page.page.getByRole('group', { name: 'Views', exact: true });
  await rail.getByRole('button', { name: /^Hands 2/ }).click();
  await shows('jonas', 'amara');
  await expect(rail.getByRole('button', { name: /^Hands/ })).toHaveAttribute('aria-current', 'true');
  await expect(rail.getByRole('button', { name: /^Speaking.*unknown/ })).toBeVisible();
  await keyboard.press('7');
  await expect(page.page.getByText('unknown: strict mode cannot listen')).toBeVisible();
  await keyboard.press('4');
  await expect(page.page.getByText('Agents: nobody')).toBeVisible();
  await keyboard.press('0');
  await shows('amara', 'guest', 'jonas', 'mei', 'zoe');

  await keyboard.press('/');
  await keyboard.type('attr.team=red');
  await expect(view).toHaveAccessibleName('View: All, changed');
  await view.click();
  await menu.getByRole('menuitem', { name: 'Save view…' }).click();
  const saving = page.page.getByRole('dialog', { name: 'Save view' });
  await saving.getByRole('textbox', { name: 'Name' }).fill('hands');
  await expect(saving.getByRole('alert')).toContainText('Hands is a view that is always there');
  await saving.getByRole('textbox', { name: 'Name' }).fill('Reds');
  await saving.getByRole('radio', { name: '4', exact: true }).check();
  await expect(saving.getByText('taken from Agents')).toBeVisible();
  await saving.getByRole('button', { name: 'Save' }).click();
  await expect(saving).toHaveCount(0);
  await expect(view).toHaveAccessibleName('View: Reds');

  await grid.getByRole('columnheader', { name: 'identity' }).click();
  await expect(view).toHaveAccessibleName('View: Reds, changed');
  await shows('zoe', 'mei');
  await page.page.getByRole('button', { name: 'Back to Reds as it is kept' }).click();
  await shows('mei', 'zoe');
  await keyboard.press('0');
  await shows('amara', 'guest', 'jonas', 'mei', 'zoe');
  await keyboard.press('4');
  await shows('mei', 'zoe');

  await view.click();
  await menu.getByRole('menuitem', { name: 'Rename, order, export, import…' }).click();
  const views = page.page.getByRole('dialog', { name: 'Your views' });
  await views.getByRole('button', { name: 'Export…' }).click();
  const text = await page.page.getByRole('textbox', { name: 'Your views as text' }).inputValue();
  const filePath = await app.electron.evaluate(({ app: own, dialog: asks }, name) => {
    const chosen = `${own.getPath('temp')}/${name}`;
    asks.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    return chosen;
  }, `gavel-views-${randomUUID()}.json`);
  world.onEnd(() => fs.rm(filePath, { force: true }));
  await page.page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.page.getByText(/^Saved: 1 view as /)).toBeVisible();
  const saved = await fs.readFile(filePath);
  expect(saved.toString()).toBe(text);
  await view.click();
  await menu.getByRole('menuitem', { name: 'Rename, order, export, import…' }).click();
  await views.getByRole('button', { name: 'Delete Reds' }).click();
  await expect(views.getByRole('status')).toContainText('Reds was deleted');
  await expect(views.getByRole('listitem')).toHaveCount(0);
  await views.getByRole('button', { name: 'Undo' }).click();
  await expect(views.getByRole('textbox', { name: 'Name of Reds' })).toHaveValue('Reds');
  await views.getByRole('button', { name: 'Import…' }).click();
  const importing = page.page.getByRole('dialog', { name: 'Import views' });
  const pasted = importing.getByRole('textbox', { name: 'Text of exported views' });
  await pasted.fill(text.replace('"Reds"', '"Reds", "colour": 1'));
  await expect(importing.getByRole('alert')).toContainText(
    'View 1, “Reds”: has “colour”, which this version does not know',
  );
  const chooser = importing.getByLabel('File of exported views');
  await chooser.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from([0xff, 0xfe]) });
  await expect(importing.getByRole('alert')).toContainText('This file holds no text');
  await expect(pasted, 'nothing is lost by it').toHaveValue(/"colour": 1/);
  await chooser.setInputFiles({ name: 'views.json', mimeType: 'application/json', buffer: saved });
  await expect(importing.getByText('From the file views.json')).toBeVisible();
  await expect(importing.getByText('Keep both, as Reds (2)')).toBeVisible();
  await importing.getByRole('button', { name: 'Import' }).click();
  await view.click();
  await expect(menu.getByRole('menuitemradio', { name: /^Reds \(2\)/ })).toBeVisible();
  await keyboard.press('Escape');

  guest.leave();
  await keyboard.press('0');
  await expect(page.row(grid, 'guest')).toContainText('left');
  await view.click();
  await menu.getByRole('menuitemradio', { name: /^Left/ }).click();
  await shows('guest');
});
