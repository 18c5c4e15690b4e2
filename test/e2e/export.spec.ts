/** Data leaves the window as it was asked for: a cell, rows as a table, a file; masked as this server's masks say. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { expect, test } from './support/world.ts';

const room = 'stage';

test('a masked field leaves in no copy and no file, and formulas arrive as text', async ({ world }) => {
  const server = await world.startServer();
  await world.join({ server, room, identity: 'amara', attributes: { email: 'amara@example.com', note: '=1+1' } });
  await world.join({ server, room, identity: 'bo', attributes: { note: 'plain' } });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const { keyboard } = page.page;
  const readClipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const grid = page.grid('Participants');
  const email = page.row(grid, 'amara').locator('[data-column="attr.email"]');
  await expect(email).toHaveText('amara@example.com');
  await email.click();
  await keyboard.press('Control+C');
  await expect.poll(readClipboard).toBe('amara@example.com');

  await keyboard.press('x');
  const dialog = page.page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByLabel('How it begins')).toContainText('amara@example.com');
  await dialog.getByRole('button', { name: 'Masks…' }).click();
  const masks = page.page.getByRole('dialog', { name: 'Masks' });
  await masks.getByRole('textbox').fill('attr.');
  await expect(masks.getByRole('alert')).toContainText('names no field');
  await masks.getByRole('textbox').fill('attr.email');
  await masks.getByRole('button', { name: 'Save' }).click();
  await expect(masks).toHaveCount(0);

  await keyboard.press('x');
  await expect(dialog.getByRole('status')).toContainText('1 masks apply');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(readClipboard).toContain('[masked]');
  const table = await readClipboard();
  expect(table).not.toContain('example.com');
  expect(table).toContain("'=1+1");

  const filePath = await app.electron.evaluate(({ app: own, dialog: asks }, name) => {
    const chosen = `${own.getPath('temp')}/${name}`;
    asks.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    return chosen;
  }, `gavel-people-${randomUUID()}.json`);
  world.onEnd(() => fs.rm(filePath, { force: true }));
  await keyboard.press('x');
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(page.page.getByText(/^Saved: 2 rows/)).toBeVisible();
  const people = JSON.parse(await fs.readFile(filePath, 'utf8')) as Record<string, unknown>[];
  expect(people.map((person) => [person['identity'], person['attr.email']])).toEqual([
    ['amara', '[masked]'],
    ['bo', null],
  ]);

  await email.click();
  await keyboard.press('c');
  await expect(page.page.getByText(/^Copied as JSON: amara/)).toBeVisible();
  expect(await readClipboard()).not.toContain('example.com');

  const filter = page.page.getByRole('combobox', { name: 'Filter participants' });
  for (const [written, told] of [
    ['nobody@else.org', 'nobody@else.org'],
    ['amara@example.com', '[masked]'],
  ] as const) {
    await filter.fill(written);
    await filter.press('Control+A');
    await filter.press('Control+X');
    await expect.poll(readClipboard).toBe(told);
    await expect(filter).toHaveValue('');
    await filter.press('Control+Z');
    await expect(filter).toHaveValue(written);
    expect(await filter.evaluate(dragText, written), 'whether it may be dragged out').toBe(written === told);
    expect(await filter.evaluate(copyAsAnEditorDoes, written)).toBe(told);
  }
});

function dragText(from: HTMLElement | SVGElement, text: string): boolean {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData('text/plain', text);
  return from.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, cancelable: true }));
}

/** It puts its text on the clipboard itself; answers what is there in the end. */
function copyAsAnEditorDoes(from: HTMLElement | SVGElement, text: string): string {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const copy = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  const stop = (event: Event): void => event.preventDefault();
  from.addEventListener('copy', stop);
  from.dispatchEvent(copy);
  from.removeEventListener('copy', stop);
  return clipboardData.getData('text/plain');
}
