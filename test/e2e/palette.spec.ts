/** The palette by keyboard alone: find somebody, give them a right, take it back. */
import { expect, test } from './support/world.ts';

const room = 'stage';

test('somebody is found, a right given and taken back, all by keys', async ({ world }) => {
  const server = await world.startServer();
  await world.join({ server, room, identity: 'amara', name: 'Amara Okafor' });
  await world.join({ server, room, identity: 'jonas', name: 'Jonas Nilsson' });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  const { keyboard } = page.page;
  const palette = page.page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox');
  const chosen = palette.locator('[role="option"][aria-selected="true"]');
  async function openPalette(): Promise<void> {
    await keyboard.press('Control+K');
    await expect(field).toBeFocused();
  }
  await page.row(page.grid('Rooms'), room).waitFor();

  await openPalette();
  await keyboard.type('#stge');
  await expect(chosen).toContainText(room);
  await expect(chosen.locator('mark')).not.toHaveCount(0);
  await keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.roomState('live')).toBeVisible();
  await expect(page.row(page.grid('Participants'), 'jonas')).toBeVisible();

  await test.step('what needs somebody chosen is not offered before', async () => {
    await openPalette();
    await keyboard.type('>data turn');
    await expect(palette.getByRole('option')).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(palette).toBeHidden();
  });

  await openPalette();
  await keyboard.type('nilsson');
  await expect(chosen).toContainText('jonas');
  await expect
    .poll(async () => (await field.getAttribute('aria-activedescendant')) === (await chosen.getAttribute('id')))
    .toBe(true);
  await keyboard.press('Enter');
  await expect(page.inspector.getByRole('heading', { name: 'jonas' })).toBeVisible();

  const right = page.section('Rights').getByRole('switch', { name: /^data/i });
  await expect(right).not.toBeChecked();
  await page.cell('jonas', 'identity').click();
  await openPalette();
  await keyboard.type('>data');
  await expect(chosen).toContainText('Data: turn on');
  await keyboard.press('Enter');
  await expect(page.cell('jonas', 'identity'), 'the focus is where it was').toBeFocused();
  await expect(right).toBeChecked();
  await expect(page.page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await openPalette();
  await keyboard.type('undo');
  await expect(chosen).toContainText('Ctrl');
  await keyboard.press('Enter');
  await expect(right).not.toBeChecked();

  await test.step('the newest comes first; what is off says why and does nothing', async () => {
    await openPalette();
    await expect(palette.getByRole('group').first()).toContainText('Recent');
    await keyboard.type('>theme: as the system');
    await expect(chosen).toHaveAttribute('aria-disabled', 'true');
    await expect(chosen).toContainText('It is so already.');
    await keyboard.press('Enter');
    await expect(palette).toBeVisible();
    await keyboard.press('Control+A');
    await keyboard.type('>theme: dark');
    await keyboard.press('Enter');
    await expect(page.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
