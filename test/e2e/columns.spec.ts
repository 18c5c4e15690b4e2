/** The columns of the roster: chosen, typed, moved, resized, fitted, hidden and summed up, by pointer and by keys; kept for the server. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type * as Electron from 'electron';
import type { ColumnChoice } from '#contract/domain/roster-preferences';
import type { ServerPage } from './pages/server-page.ts';
import { room } from './support/people.ts';
import { expect, test } from './support/world.ts';

function headOf(page: ServerPage, column: string): Locator {
  return page.grid('Participants').locator(`.grid-head [data-column=${JSON.stringify(column)}]`);
}

async function readWidth(page: ServerPage, column: string): Promise<number> {
  return (await headOf(page, column).boundingBox())?.width ?? 0;
}

function closeServerWindow({ BrowserWindow }: typeof Electron): void {
  BrowserWindow.getAllWindows()
    .find((window) => window.getTitle().startsWith('Test server'))
    ?.close();
}

/** Columns that are in sight, in the order in which they are drawn. */
function readDrawn(page: ServerPage): Promise<(string | undefined)[]> {
  return page
    .grid('Participants')
    .locator('.grid-head [data-column]')
    .evaluateAll((heads) =>
      heads
        .toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((head) => (head as HTMLElement).dataset['column']),
    );
}

/** The columns as they lie on the disk. */
function readKept(configHome: string): ColumnChoice[] {
  const [file] = globSync('**/roster.json', { cwd: configHome });
  if (file === undefined) return [];
  const { servers } = JSON.parse(readFileSync(path.join(configHome, file), 'utf8')) as {
    servers: Record<string, { columns?: ColumnChoice[] }>;
  };
  return Object.values(servers)[0]?.columns ?? [];
}

async function drag(page: ServerPage, from: { x: number; y: number }, toX: number): Promise<void> {
  await page.page.mouse.move(from.x, from.y);
  await page.page.mouse.down();
  await page.page.mouse.move((from.x + toX) / 2, from.y);
  await page.page.mouse.move(toX, from.y);
}

test('columns are chosen, typed, moved, resized, hidden and summed up, and are so again when the window opens anew', async ({
  world,
}) => {
  const server = await world.startServer();
  const seats = { ann: '-5', ben: '-40', cem: '3' };
  for (const [identity, seat] of Object.entries(seats)) {
    const handRaisedAt = String(Date.now() - 125_000);
    const metadata = JSON.stringify({ seat: { row: `row of ${identity}`, 'x.y': 7 } });
    await world.join({ server, room, identity, attributes: { seat, handRaisedAt }, metadata });
  }
  const configHome = world.makeConfigHome();
  const app = await world.launch({ configHome });
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const { keyboard, mouse } = page.page;

  await test.step('a path of metadata is chosen by keys; the rest goes away', async () => {
    await page.cell('ann', 'identity').click();
    await expect(headOf(page, 'attr.handRaisedAt')).toBeAttached();
    const count = Number(await page.grid('Participants').getAttribute('aria-colcount'));
    await keyboard.press('Shift+C');
    const chooser = page.page.getByRole('dialog', { name: 'Columns' });
    await expect(chooser.getByRole('textbox')).toBeFocused();
    await keyboard.type('meta.seat');
    await expect(chooser.locator('[data-field]')).toHaveCount(2);
    await expect(chooser.getByText('3 people')).toHaveCount(2);
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await expect(page.grid('Participants')).toHaveAttribute('aria-colcount', String(count + 1));
    await chooser.getByRole('textbox').fill('can.');
    const rights = chooser.locator('[data-field^="can."]:checked');
    while ((await rights.count()) > 0) {
      const field = (await rights.first().getAttribute('data-field')) ?? '';
      await rights.first().click();
      await expect(chooser.locator(`[data-field="${field}"]`)).not.toBeChecked();
    }
    await keyboard.press('Escape');
    await expect(headOf(page, 'can.mic')).toHaveCount(0);
    await page.expectCell('ann', 'meta.seat.row', 'row of ann');
  });

  await test.step('texts that say numbers and times are read as such', async () => {
    await page.expectCell('ann', 'attr.handRaisedAt', /^2:\d\d/);
    await headOf(page, 'attr.seat').click();
    const order = (): Promise<(string | null)[]> =>
      page
        .grid('Participants')
        .locator('[data-row]')
        .evaluateAll((rows) =>
          rows
            .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map((row) => row.getAttribute('data-row')),
        );
    await expect.poll(order).toEqual(['ben', 'ann', 'cem']);
  });

  await test.step('heads and edges are dragged; a drag sorts nothing, and Escape calls it off', async () => {
    const wide = await readWidth(page, 'name');
    const name = (await headOf(page, 'name').boundingBox())!;
    await drag(page, { x: name.x + name.width - 1, y: name.y + 20 }, name.x + name.width + 49);
    await mouse.up();
    await expect.poll(() => readWidth(page, 'name')).toBeCloseTo(wide + 50, 0);
    await headOf(page, 'name').locator('.grid-head-edge').dblclick();
    await expect.poll(() => readWidth(page, 'name')).toBeLessThan(wide);

    const state = (await headOf(page, 'state').boundingBox())!;
    const seat = (await headOf(page, 'attr.seat').boundingBox())!;
    await drag(page, { x: state.x + 20, y: state.y + 25 }, seat.x + seat.width - 4);
    await keyboard.press('Escape');
    await mouse.up();
    await expect
      .poll(async () => {
        const drawn = await readDrawn(page);
        return drawn.indexOf('state') < drawn.indexOf('attr.seat');
      })
      .toBe(true);
    const before = await readDrawn(page);
    await drag(page, { x: state.x + 20, y: state.y + 25 }, seat.x + seat.width - 4);
    await mouse.up();
    await expect.poll(async () => (await readDrawn(page)).indexOf('state')).toBe(before.indexOf('attr.seat'));
    await expect(headOf(page, 'attr.seat')).toHaveAttribute('aria-sort', 'ascending');
    await expect(headOf(page, 'state')).toHaveAttribute('aria-sort', 'none');
  });

  await test.step('keys move, widen, hide and hold the column whose head has the focus', async () => {
    await headOf(page, 'attr.seat').focus();
    const index = Number(await headOf(page, 'attr.seat').getAttribute('aria-colindex'));
    await keyboard.press('Alt+ArrowLeft');
    await expect(headOf(page, 'attr.seat')).toHaveAttribute('aria-colindex', String(index - 1));
    await expect(headOf(page, 'attr.seat')).toBeFocused();
    await expect(page.page.getByText(`seat: column ${index - 1} of`)).toBeAttached();
    const wide = await readWidth(page, 'attr.seat');
    await keyboard.press('Alt+Shift+ArrowRight');
    await expect.poll(() => readWidth(page, 'attr.seat')).toBeCloseTo(wide + 8, 0);
    await keyboard.press('Alt+ArrowDown');
    await page.page.getByRole('menuitemradio', { name: 'At the start' }).click();
    await keyboard.press('Escape');
    await expect.poll(async () => (await readDrawn(page)).slice(0, 2)).toEqual(['identity', 'attr.seat']);
    await headOf(page, 'name').focus();
    await keyboard.press('Delete');
    await expect(headOf(page, 'name')).toHaveCount(0);
    await keyboard.press('Shift+T');
    const totals = page.grid('Participants').getByRole('row', { name: 'Totals' });
    await expect(totals.locator('[data-column="attr.seat"]')).toHaveText('Σ -42');
    await page.cell('ann', 'identity').click();
    await keyboard.press('Control+End');
    await expect(totals.locator('[data-column="source"]')).toBeFocused();
    await keyboard.press('Home');
    await expect(totals.locator('[data-column="identity"]')).toBeFocused();
  });

  await page.grid('Participants').evaluate((grid) => (grid.scrollLeft = 0));
  await expect.poll(async () => (await readDrawn(page))[0], 'scrolled back to the start').toBe('identity');
  const drawn = (await readDrawn(page)).slice(0, 8);
  const wide = await readWidth(page, 'attr.seat');
  await expect.poll(() => readKept(configHome).find(({ name }) => name === 'name')).toMatchObject({ isHidden: true });
  // The secret is not kept without a keystore: the same app reads what it has kept.
  await page.closeBy(() => app.electron.evaluate(closeServerWindow));
  const again = await app.openServer('Test server');
  await again.openRoom(room);
  await expect.poll(async () => (await readDrawn(again)).slice(0, 8)).toEqual(drawn);
  await expect.poll(() => readWidth(again, 'attr.seat')).toBeCloseTo(wide, 0);
  await again.expectCell('cem', 'meta.seat.row', 'row of cem');
  await expect(again.grid('Participants').getByRole('row', { name: 'Totals' })).toBeVisible();
});
