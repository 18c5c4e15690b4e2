/** What comes back: where windows stood, the tab of Activity, last time's rooms as an offer, and what each of them showed. */
import type * as Electron from 'electron';
import type { Locator } from '@playwright/test';
import type { ServerPage } from './pages/server-page.ts';
import { expect, test, type App } from './support/world.ts';

const bounds = { x: 60, y: 40, width: 1000, height: 640 };

function serverBounds(app: App): Promise<unknown> {
  return app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.getTitle().startsWith('Test server'))
      ?.getNormalBounds(),
  );
}

function closeServerWindow({ BrowserWindow }: typeof Electron): void {
  BrowserWindow.getAllWindows()
    .find((window) => window.getTitle().startsWith('Test server'))
    ?.close();
}

function viewOf({ page }: ServerPage): Locator {
  return page.getByRole('button', { name: /^View: / });
}

test('windows, the tab and the rooms of last time come back, the rooms only when asked for', async ({ world }) => {
  const server = await world.startServer();
  for (const room of ['stage', 'class']) await world.join({ server, room, identity: 'amara', name: 'Amara' });
  const configHome = world.makeConfigHome();
  const first = await world.launch({ configHome });
  const before = await first.addAndOpen(server);
  await expect(before.page.getByRole('button', { name: /from last time/ }), 'control').toHaveCount(0);
  await before.openRoom('stage');
  const requests = await before.openTab('Requests');
  await requests.getByRole('columnheader', { name: 'lane' }).focus();
  await before.page.keyboard.press('Delete');
  await expect(requests.getByRole('columnheader', { name: 'lane' })).toHaveCount(0);
  await before.page.keyboard.press('/');
  await before.page.keyboard.type('is:person mic:off ');
  await before.page.getByRole('tab', { name: /^Lobby/ }).click();
  await before.openRoom('class');
  await before.page.getByRole('tab', { name: /^class/ }).focus();
  await before.page.keyboard.press('5');
  await expect(viewOf(before)).toHaveAccessibleName('View: Phones');
  await expect(before.page.getByRole('tab', { name: /^Requests/ })).toHaveAttribute('aria-selected', 'true');
  await before.closeBy(() => first.electron.evaluate(closeServerWindow));

  const again = await first.openServer('Test server');
  const offer = again.page.getByRole('button', { name: 'Open the 2 rooms from last time' });
  await expect(offer).toBeVisible();
  await expect(again.page.getByRole('tab', { name: /^stage|^class/ }), 'none is joined unasked').toHaveCount(0);
  await offer.click();
  await expect(again.page.getByRole('tab', { name: /^stage/ })).toHaveAttribute('aria-selected', 'true');
  await expect(again.page.getByRole('tab', { name: /^class/ })).toBeVisible();
  await expect(again.roomState('live')).toBeVisible();
  await expect(offer).toHaveCount(0);
  await expect(again.page.getByRole('tab', { name: /^Requests/ })).toHaveAttribute('aria-selected', 'true');
  await expect(again.grid('Requests').getByRole('columnheader', { name: 'method' })).toBeVisible();
  await expect(again.grid('Requests').getByRole('columnheader', { name: 'lane' }), 'stays hidden').toHaveCount(0);
  await expect(viewOf(again)).toHaveAccessibleName('View: All, changed');
  await expect(again.page.getByRole('combobox', { name: 'Filter participants' })).toHaveValue('is:person mic:off');
  await again.page.getByRole('tab', { name: /^class/ }).click();
  await expect(viewOf(again)).toHaveAccessibleName('View: Phones');

  await first.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.getTitle().startsWith('Test server'))
      ?.setBounds(wanted);
  }, bounds);
  await expect.poll(() => serverBounds(first)).toEqual(bounds);
  const isEnded = first.electron.waitForEvent('close');
  await first.electron.evaluate(({ app }) => app.quit());
  await isEnded;
  const second = await world.launch({ configHome });
  await second.openServer('Test server');
  await expect.poll(() => serverBounds(second)).toEqual(bounds);
});
