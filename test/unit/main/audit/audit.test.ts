import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#main/storage/database';
import { openAudit, sampleEntry as entry } from '#test/support/open-audit';
import { createFakeClock } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const workerUrl = new URL('../../../../main/storage/worker.ts', import.meta.url);
const dayMs = 86_400_000;

describe('audit', () => {
  it('keeps intent and outcome over a restart, newest first', async () => {
    const folder = await makeTemporaryFolder();
    const first = await openAudit(folder);
    await first.audit.appendIntent(entry);
    await first.audit.appendOutcome({ ...entry, outcome: 'seen', tookMs: 12.5, requestId: 'request-1' });
    await first.close();
    const { audit } = await openAudit(folder);
    const records = await audit.list('server-a', 10);
    expect(records.map(({ sequence, phase, outcome }) => ({ sequence, phase, outcome }))).toEqual([
      { sequence: 3, phase: 'outcome', outcome: 'seen' },
      { sequence: 2, phase: 'intent', outcome: '' },
    ]);
    expect(records[0]).toMatchObject({ before: '{"seat":1}', after: '{"seat":2}', tookMs: 12.5, operator: 'tester' });
  });

  it('gives a server its own rows only, and to who names none all rows and checkpoints', async () => {
    const { audit, events } = await openAudit(await makeTemporaryFolder());
    await audit.appendIntent(entry);
    await audit.appendIntent({ ...entry, serverId: 'server-b' });
    expect(await audit.list('server-a', 10)).toHaveLength(1);
    expect((await audit.list(undefined, 10)).map(({ phase }) => phase)).toEqual(['intent', 'intent', 'checkpoint']);
    expect(await audit.read('server-b', 2)).toBeUndefined();
    expect(await audit.read('server-a', 2)).toMatchObject({ target: 'amara' });
    const told = events.sent.filter(({ channel }) => channel === 'audit:appended');
    expect(told.map(({ to }) => to)).toEqual(['server-a', 'server-b']);
  });

  it('pages by sequence', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    for (let index = 0; index < 5; index += 1) await audit.appendIntent(entry);
    expect((await audit.list('server-a', 2, 5)).map(({ sequence }) => sequence)).toEqual([4, 3]);
  });

  it('redacts values, lists their beginnings, gives them whole, and cuts those beyond the bound with length and hash', async () => {
    const redact = (text: string): string => text.replaceAll('planted-secret', '[secret]');
    const { audit } = await openAudit(await makeTemporaryFolder(), { redact });
    const long = 'y'.repeat(600_000);
    const { sequence } = await audit.appendIntent({ ...entry, before: 'planted-secret', after: long });
    const [listed] = await audit.list('server-a', 1);
    expect(listed).toMatchObject({ before: '[secret]', isCut: true });
    expect(listed?.after.length).toBeLessThan(2_000);
    expect(await audit.read('server-a', sequence)).toMatchObject({ after: long, isCut: false });
    const beyond = await audit.appendIntent({ ...entry, after: 'x'.repeat(2_000_000) });
    expect(beyond.after.length).toBeLessThan(1_100_000);
    expect(beyond.after).toMatch(/2000000 characters, sha256 [0-9a-f]{64}/);
  });

  it('stores a large value once, however often it is recorded', async () => {
    const { audit, databasePath, close } = await openAudit(await makeTemporaryFolder());
    for (let index = 0; index < 5; index += 1) await audit.appendIntent({ ...entry, after: 'z'.repeat(10_000) });
    await close();
    const database = await openDatabase(databasePath, workerUrl);
    onTestFinished(() => database.close());
    const sql = 'SELECT count(*) AS large FROM audit_value WHERE length(text) = 10000';
    expect(await database.run([{ sql, parameters: [] }])).toEqual([{ large: 1 }]);
  });

  it('tells a failed statement and goes on working', async () => {
    const folder = await makeTemporaryFolder();
    const database = await openDatabase(path.join(folder, 'gavel.db'), workerUrl);
    onTestFinished(() => database.close());
    await expect(database.run([{ sql: 'INSERT INTO nowhere VALUES (1)', parameters: [] }])).rejects.toThrow(/nowhere/);
    await expect(database.run([{ sql: 'SELECT 1 AS one', parameters: [] }])).resolves.toEqual([{ one: 1 }]);
  });
});

describe('purging', () => {
  it('asks first, removes the oldest rows, says so in a checkpoint, and what is left stays provable', async () => {
    const clock = createFakeClock();
    const folder = await makeTemporaryFolder();
    const { audit, questions, close } = await openAudit(folder, { clock });
    for (let index = 0; index < 3; index += 1) await audit.appendIntent({ ...entry, after: `old ${index}` });
    clock.advance(40 * dayMs);
    await audit.appendIntent({ ...entry, after: 'new' });
    expect(await audit.purge(30)).toEqual({ isPurged: true, purgedRows: 4 });
    expect(questions).toEqual(['Remove 4 rows from the record?']);
    expect((await audit.list(undefined, 10)).map(({ sequence, verb }) => [sequence, verb])).toEqual([
      [6, 'audit.purge'],
      [5, entry.verb],
    ]);
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', firstSequence: 5, rowCount: 2, purgedRows: 4 });
    await close();
    const again = await openAudit(folder, { clock });
    await again.audit.appendIntent(entry);
    expect(await again.audit.verify({})).toMatchObject({ verdict: 'intact', rowCount: 3, purgedRows: 4 });
  });

  it('leaves no head behind that names a removed row; a kill before it is written is no fault', async () => {
    const clock = createFakeClock();
    const folder = await makeTemporaryFolder();
    const opened = await openAudit(folder, { clock });
    await opened.audit.appendIntent(entry);
    await opened.audit.dispose();
    const older = await fs.readFile(opened.keeperPath, 'utf8');
    clock.advance(40 * dayMs);
    expect(await opened.audit.purge(30)).toMatchObject({ purgedRows: 2 });
    const readHead = (text: string): unknown => (JSON.parse(text) as { head: { sequence: number } }).head.sequence;
    expect([readHead(older), readHead(await fs.readFile(opened.keeperPath, 'utf8'))]).toEqual([2, 3]);
    await opened.close({ isKilled: true });
    await fs.writeFile(opened.keeperPath, older);
    const { audit } = await openAudit(folder, { clock });
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', resumedCount: 1, purgedRows: 2 });
  });

  it('removes nothing when it is declined, or when nothing is old', async () => {
    const clock = createFakeClock();
    const { audit, questions } = await openAudit(await makeTemporaryFolder(), { clock, isConfirmed: false });
    await audit.appendIntent(entry);
    expect(await audit.purge(30)).toEqual({ isPurged: false, purgedRows: 0 });
    expect(questions).toEqual([]);
    clock.advance(40 * dayMs);
    expect(await audit.purge(30)).toEqual({ isPurged: false, purgedRows: 0 });
    expect(questions).toHaveLength(1);
    expect(await audit.list('server-a', 10)).toHaveLength(1);
  });
});
