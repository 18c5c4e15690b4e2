/** The record on screen: all servers in the manager, one server in its window, whole rows, its check, and a change of it found. */
import { chownSync, rmSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'libsql';
import { createAudit } from '#main/services/audit/audit';
import { openChainKeeper } from '#main/services/vault/chain-keeper';
import { openDatabase } from '#main/storage/database';
import { createApiClients } from '#tools/livekit-server.ts';
import { createFakeCipher, createFakeClock, createRecordingEvents, createRecordingLogger } from '#test/support/ports';
import { readRuntime } from '#test/support/runtime';
import { listFiles } from './support/files.ts';
import { expect, test } from './support/world.ts';

const workerUrl = new URL('../../main/storage/worker.ts', import.meta.url);
const dayMs = 86_400_000;
const oldRows = 1_200;
const hostile = '\u202eevil\u0007 <img src=x onerror=alert(1)>';

/** Puts another record in place of that of an app that is closed: one that the app would have begun long ago. */
async function writeOldRows(folder: string): Promise<void> {
  for (const file of listFiles(folder)) if (/gavel\.sqlite|audit-chain/.test(file)) rmSync(file);
  const cipher = createFakeCipher();
  cipher.isAvailable = false;
  const clock = createFakeClock(Date.now() - 100 * dayMs);
  const logger = createRecordingLogger();
  const database = await openDatabase(path.join(folder, 'gavel.sqlite'), workerUrl);
  const audit = createAudit({
    database,
    openKeeper: () =>
      openChainKeeper({
        filePath: path.join(folder, 'audit-chain.json'),
        cipher,
        clock,
        logger,
        noteSecret: () => undefined,
      }),
    clock,
    events: createRecordingEvents(),
    redact: (text) => text,
    logger,
    confirm: async () => true,
    operator: 'somebody',
  });
  const entry = { actionId: 'a', serverId: 'otherserver', serverName: 'Other server', room: 'old-room', reason: '' };
  const rest = { verb: 'participant.set-metadata', outcome: 'seen', code: '', message: '', tookMs: 5, requestId: 'r' };
  await Promise.all(
    Array.from({ length: oldRows }, (_, index) =>
      audit.appendOutcome({
        ...entry,
        ...rest,
        target: index === 0 ? hostile : `person-${index}`,
        before: `{"n":${index}}`,
        after: index === 0 ? `{"n":0,"long":"${'x'.repeat(5_000)}end"}` : `{"n":${index + 1}}`,
      }),
    ),
  );
  await audit.dispose();
  await database.close();
  const { runAs } = readRuntime();
  if (runAs) for (const file of listFiles(folder)) chownSync(file, runAs.uid, runAs.gid);
}

test('the record is shown, paged to its first row, checked, found altered, and purged', async ({ world }) => {
  const server = await world.startServer();
  await createApiClients(server).rooms.createRoom({ name: 'town-hall' });
  const configHome = world.makeConfigHome();
  const first = await world.launch({ configHome });
  await first.close();
  const databasePath = listFiles(configHome).find((file) => path.basename(file) === 'gavel.sqlite') ?? '';
  await writeOldRows(path.dirname(databasePath));

  const app = await world.launch({ configHome });
  const page = await app.addAndOpen(server, { name: 'Staging' });
  await page.openRoom('town-hall');
  const dock = await page.openTab('Audit');
  await expect(dock.getByRole('row', { name: /outcome join .* joined/ })).toBeVisible();
  await expect(dock.getByRole('row')).toHaveCount(3);

  const manager = app.manager.page;
  await manager.getByRole('button', { name: 'Audit' }).click();
  const grid = manager.getByRole('grid', { name: 'Audit' });
  await expect(grid.getByRole('row', { name: /outcome join .* joined/ })).toContainText('Staging');
  await expect(manager.getByRole('note', { name: 'Protection of the record' })).toContainText('Weaker');

  // Back through all of it, page by page, to the first row that was ever written.
  await grid.getByRole('gridcell').first().focus();
  await expect(async () => {
    await manager.keyboard.press('Control+End');
    await expect(grid.locator('[data-row="1"]')).toBeVisible({ timeout: 200 });
  }).toPass();
  await expect(grid.locator('[data-row="1"]')).toContainText('The record begins');
  expect(await grid.getByRole('row').count()).toBeLessThan(100);
  await manager.getByRole('combobox', { name: 'Filter Audit' }).fill('evil');
  const hostileRow = grid.getByRole('row', { name: /evil/ });
  await hostileRow.click();
  const details = manager.getByRole('complementary', { name: 'Audit details' });
  await expect(details).toContainText('xxxend');
  await expect(details).toContainText('202E');
  await expect(details.getByRole('list', { name: 'Changes' })).toContainText('long');
  expect(await details.locator('img').count()).toBe(0);
  await details.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect
    .poll(async () => {
      const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
      return text.startsWith('{') ? (JSON.parse(text) as { target: string }).target : text;
    })
    .toBe(hostile);

  const check = manager.getByRole('status', { name: 'Record check' });
  await manager.getByRole('button', { name: 'Verify' }).click();
  await expect(check).toContainText('Intact from row 1 to');
  const hostileSequence = Number(await hostileRow.getAttribute('data-row'));
  const database = new Sqlite(databasePath);
  database.exec(`UPDATE audit SET reason = 'it was not me' WHERE sequence = ${hostileSequence + 5}`);
  database.close();
  await manager.getByRole('button', { name: 'Verify' }).click();
  await expect(check).toContainText(`Row ${hostileSequence + 5} was altered.`);
  // The same is found from a server's window, and stays beside the rows.
  await page.page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.page.getByRole('status', { name: 'Record check' })).toContainText('was altered');

  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (() => Promise.resolve({ response: 1, checkboxChecked: false })) as never;
  });
  await manager.getByRole('combobox', { name: 'Filter Audit' }).fill('');
  await manager.getByRole('button', { name: 'Remove old rows' }).click();
  await manager.getByRole('menuitem', { name: 'Older than 90 days' }).click();
  await expect(grid.getByRole('row', { name: /audit\.purge/ })).toBeVisible();
  await manager.getByRole('button', { name: 'Verify' }).click();
  await expect(check).toContainText(/Intact from row .*1,20\d rows before these were removed/);
});
