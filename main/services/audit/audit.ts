/**
 * The append-only record of privileged actions, chained so that a change of it is found. A promise that resolves here
 * means that the row is on the disk. How rows are sealed and checked is in storage/audit-chain.
 */
import { createHash } from 'node:crypto';
import type { AuditPhase, AuditRecord } from '#contract/domain/activity';
import type { AuditStatus, AuditVerification } from '#contract/domain/audit';
import type { Checkpoint } from '../../storage/audit-chain/jobs.ts';
import type { ChainHead } from '../../storage/audit-chain/row-form.ts';
import type { Database } from '../../storage/database.ts';
import type { AuditEntry, AuditPort, Clock, ConfirmInMain, EventSink, Logger, Redact } from '../ports.ts';
import type { ChainKeeper } from '../vault/chain-keeper.ts';
import { countPurgeable, listAuditRows, readAuditRow } from './read-rows.ts';
import { verifyAudit, type VerifyOptions } from './verify.ts';

export interface Audit extends AuditPort {
  appendIntent(entry: AuditEntry): Promise<AuditRecord>;
  appendOutcome(entry: AuditEntry): Promise<AuditRecord>;
  /** Newest first, values cut short. Of one server, or all rows and checkpoints when none is named. */
  list(serverId: string | undefined, limit: number, beforeSequence?: number): Promise<AuditRecord[]>;
  /** One row with its whole values; undefined if it is not there or another server's. */
  read(serverId: string | undefined, sequence: number): Promise<AuditRecord | undefined>;
  readStatus(): Promise<AuditStatus>;
  /** Checks the whole chain, step by step. Rejects when `signal` ends it. */
  verify(options: VerifyOptions): Promise<AuditVerification>;
  /** Asks in main, then removes the oldest rows for ever and says so in a checkpoint. */
  purge(olderThanDays: number): Promise<{ isPurged: boolean; purgedRows: number }>;
  /** Resolves once the head is on the disk. */
  dispose(): Promise<void>;
}

/** Values longer than this are cut in the record, with their full length and hash told. Metadata ends at half of it. */
const maxValueCharacters = 1024 * 1024;
const dayMs = 86_400_000;

export function createAudit(deps: {
  database: Database;
  openKeeper: () => Promise<ChainKeeper>;
  clock: Clock;
  events: EventSink;
  redact: Redact;
  logger: Logger;
  confirm: ConfirmInMain;
  operator: string;
}): Audit {
  const { database, clock, events, redact, operator } = deps;
  let opening: Promise<ChainKeeper> | undefined;

  /** Opened once. A failure is told to who needs the record now, and tried again by the next. */
  function open(): Promise<ChainKeeper> {
    opening ??= openChain().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function openChain(): Promise<ChainKeeper> {
    const keeper = await deps.openKeeper();
    const { key, readable, head } = keeper;
    const input = { key, keys: [...readable], head, atMs: clock.now(), operator };
    noteWritten(keeper, await database.work('audit.open', input));
    return keeper;
  }

  function noteWritten(keeper: ChainKeeper, written: { head: ChainHead; checkpoints: Checkpoint[] }): void {
    keeper.noteHead(written.head);
    for (const { sequence, reason } of written.checkpoints) {
      deps.logger.info(`audit checkpoint ${sequence}: ${reason}`);
      readAuditRow(database, undefined, sequence)
        .then((record) => record && events.toEveryWindow('audit:appended-anywhere', [record]))
        .catch((error: unknown) => deps.logger.error(`audit checkpoint ${sequence}: ${String(error)}`));
    }
  }

  async function append(phase: AuditPhase, entry: AuditEntry): Promise<AuditRecord> {
    const record = {
      ...entry,
      before: cut(redact(entry.before)),
      after: cut(redact(entry.after)),
      message: redact(entry.message),
      reason: redact(entry.reason),
      atMs: clock.now(),
      phase,
      operator,
    };
    const keeper = await open();
    const written = await database.work('audit.append', { row: nameColumns(record) });
    noteWritten(keeper, written);
    const [told] = await listAuditRows(database, undefined, 1, written.sequence + 1);
    if (!told) throw new Error('a row of the audit is gone');
    events.toServer(entry.serverId, 'audit:appended', [told]);
    events.toEveryWindow('audit:appended-anywhere', [told]);
    return { ...told, before: record.before, after: record.after, isCut: false };
  }

  open().catch((error: unknown) => deps.logger.error(`the audit could not be opened: ${String(error)}`));

  return {
    appendIntent: (entry) => append('intent', entry),
    appendOutcome: (entry) => append('outcome', entry),
    list: (serverId, limit, beforeSequence) => listAuditRows(database, serverId, limit, beforeSequence),
    read: (serverId, sequence) => readAuditRow(database, serverId, sequence),
    async readStatus() {
      const { protection, keyProblem } = await open();
      return { protection, ...(keyProblem ? { keyProblem } : {}) };
    },
    async verify(options) {
      const keeper = await open();
      return verifyAudit({ database, keeper, clock }, options);
    },
    async purge(olderThanDays) {
      const keeper = await open();
      const beforeMs = clock.now() - olderThanDays * dayMs;
      const count = await countPurgeable(database, beforeMs);
      const isConfirmed = count > 0 && (await deps.confirm(describePurge(count, olderThanDays)));
      if (!isConfirmed) return { isPurged: false, purgedRows: 0 };
      const purged = await database.work('audit.purge', { beforeMs, atMs: clock.now(), operator });
      noteWritten(keeper, purged);
      // The head on the disk may name a row that is gone now. A failed write was logged, and is tried again later.
      await keeper.flush().catch(() => undefined);
      return { isPurged: true, purgedRows: purged.purgedRows };
    },
    async dispose() {
      await opening?.then((keeper) => keeper.flush());
    },
  };
}

function describePurge(count: number, olderThanDays: number): Parameters<ConfirmInMain>[0] {
  const rows = count === 1 ? '1 row' : `${count} rows`;
  return {
    title: `Remove ${rows} from the record?`,
    detail: `They are older than ${olderThanDays} days, of every server, and cannot be brought back. A checkpoint row keeps that they were removed, when, and by whom.`,
    confirmLabel: `Remove ${rows}`,
  };
}

function cut(text: string): string {
  if (text.length <= maxValueCharacters) return text;
  const hash = createHash('sha256').update(text).digest('hex');
  return `${text.slice(0, maxValueCharacters)}… (cut; ${text.length} characters, sha256 ${hash})`;
}

function nameColumns(record: Omit<AuditRecord, 'sequence' | 'isCut'>) {
  return {
    at_ms: record.atMs,
    phase: record.phase,
    action_id: record.actionId,
    server_id: record.serverId,
    server_name: record.serverName,
    verb: record.verb,
    room: record.room,
    target: record.target,
    operator: record.operator,
    reason: record.reason,
    before: record.before,
    after: record.after,
    outcome: record.outcome,
    code: record.code,
    message: record.message,
    took_ms: record.tookMs,
    request_id: record.requestId,
  };
}
