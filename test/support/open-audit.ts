/** A real audit on a real database file, with everything that a test may want to take hold of. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createAudit, type Audit } from '#main/services/audit/audit';
import type { AuditEntry, Clock, Redact } from '#main/services/ports';
import { openChainKeeper } from '#main/services/vault/chain-keeper';
import { openDatabase } from '#main/storage/database';
import { createFakeCipher, createFakeClock, createRecordingEvents, createRecordingLogger } from './ports.ts';

const workerUrl = new URL('../../main/storage/worker.ts', import.meta.url);

export const sampleEntry: AuditEntry = {
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

export interface OpenAudit {
  audit: Audit;
  events: ReturnType<typeof createRecordingEvents>;
  logger: ReturnType<typeof createRecordingLogger>;
  databasePath: string;
  keeperPath: string;
  /** Every question that main asked. */
  questions: string[];
  /** Every key that was told of for redaction. */
  secrets: string[];
  /** Closes as the app does; `isKilled` leaves the head as it was last written. */
  close(options?: { isKilled?: boolean }): Promise<void>;
}

/** Opens, or opens again, the audit of a folder. Closed with the test at the latest. */
export async function openAudit(
  folder: string,
  options: { cipher?: ReturnType<typeof createFakeCipher>; clock?: Clock; redact?: Redact; isConfirmed?: boolean } = {},
): Promise<OpenAudit> {
  const { cipher = createFakeCipher(), clock = createFakeClock(), redact = (text) => text } = options;
  const databasePath = path.join(folder, 'gavel.sqlite');
  const keeperPath = path.join(folder, 'audit-chain.json');
  const database = await openDatabase(databasePath, workerUrl);
  const events = createRecordingEvents();
  const logger = createRecordingLogger();
  const questions: string[] = [];
  const secrets: string[] = [];
  const audit = createAudit({
    database,
    openKeeper: () =>
      openChainKeeper({
        filePath: keeperPath,
        cipher,
        clock,
        logger,
        noteSecret: (secret) => void secrets.push(secret),
      }),
    clock,
    events,
    redact,
    logger,
    confirm: async ({ title }) => {
      questions.push(title);
      return options.isConfirmed ?? true;
    },
    operator: 'tester',
  });
  let isClosed = false;
  async function close({ isKilled = false } = {}): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    await audit.readStatus();
    if (!isKilled) await audit.dispose();
    await database.close();
  }
  onTestFinished(() => close());
  await audit.readStatus();
  return { audit, events, logger, databasePath, keeperPath, questions, secrets, close };
}
