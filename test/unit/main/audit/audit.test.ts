import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAudit, type Audit } from '#main/services/audit/audit';
import type { AuditEntry } from '#main/services/ports';
import { openDatabase } from '#main/storage/database';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const workerUrl = new URL('../../../../main/storage/worker.ts', import.meta.url);

const entry: AuditEntry = {
  actionId: 'action-1',
  serverId: 'server-a',
  serverName: 'Staging',
  verb: 'participant.set-metadata',
  room: 'town-hall',
  target: 'amara',
  reason: '',
  before: '{"seat":1}',
  after: '{"seat":2}',
  outcome: '',
  code: '',
  message: '',
  tookMs: 0,
  requestId: '',
};

async function openAudit(
  folder: string,
): Promise<{ audit: Audit; events: ReturnType<typeof createRecordingEvents>; close(): Promise<void> }> {
  const database = await openDatabase(path.join(folder, 'gavel.db'), workerUrl);
  onTestFinished(() => database.close());
  const events = createRecordingEvents();
  const redact = (text: string): string => text.replaceAll('planted-secret', '[secret]');
  return {
    audit: createAudit({ database, clock: createFakeClock(), events, redact, operator: 'tester' }),
    events,
    close: () => database.close(),
  };
}

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
      { sequence: 2, phase: 'outcome', outcome: 'seen' },
      { sequence: 1, phase: 'intent', outcome: '' },
    ]);
    expect(records[0]).toMatchObject({ before: '{"seat":1}', after: '{"seat":2}', tookMs: 12.5, operator: 'tester' });
  });

  it('shows a window the records of its own server only', async () => {
    const { audit, events } = await openAudit(await makeTemporaryFolder());
    await audit.appendIntent(entry);
    await audit.appendIntent({ ...entry, serverId: 'server-b' });
    expect(await audit.list('server-a', 10)).toHaveLength(1);
    expect(events.sent.map(({ to }) => to)).toEqual(['server-a', 'server-b']);
  });

  it('pages by sequence', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    for (let index = 0; index < 5; index += 1) await audit.appendIntent(entry);
    expect((await audit.list('server-a', 2, 4)).map(({ sequence }) => sequence)).toEqual([3, 2]);
  });

  it('redacts values and cuts the very long ones, with their length and hash', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    const written = await audit.appendIntent({ ...entry, before: 'planted-secret', after: 'x'.repeat(100_000) });
    expect(written.before).toBe('[secret]');
    expect(written.after.length).toBeLessThan(70_000);
    expect(written.after).toMatch(/100000 characters, sha256 [0-9a-f]{64}/);
  });

  it('tells a failed statement and goes on working', async () => {
    const folder = await makeTemporaryFolder();
    const database = await openDatabase(path.join(folder, 'gavel.db'), workerUrl);
    onTestFinished(() => database.close());
    await expect(database.run([{ sql: 'INSERT INTO nowhere VALUES (1)', parameters: [] }])).rejects.toThrow(/nowhere/);
    await expect(database.run([{ sql: 'SELECT 1 AS one', parameters: [] }])).resolves.toEqual([{ one: 1 }]);
  });
});
