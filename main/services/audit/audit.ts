/** The append-only record of privileged actions. A promise that resolves here means that the row is on the disk. */
import { createHash } from 'node:crypto';
import type { AuditPhase, AuditRecord } from '#contract/domain/activity';
import type { Database, SqlRow, SqlStatement } from '../../storage/database.ts';
import type { AuditEntry, AuditPort, Clock, EventSink, Redact } from '../ports.ts';

export interface Audit extends AuditPort {
  appendIntent(entry: AuditEntry): Promise<AuditRecord>;
  appendOutcome(entry: AuditEntry): Promise<AuditRecord>;
  /** Newest first. */
  list(serverId: string, limit: number, beforeSequence?: number): Promise<AuditRecord[]>;
}

/** Values longer than this are cut in the record, with their full length and hash told. */
const maxValueCharacters = 65_536;

export function createAudit(deps: {
  database: Database;
  clock: Clock;
  events: EventSink;
  redact: Redact;
  operator: string;
}): Audit {
  async function append(phase: AuditPhase, entry: AuditEntry): Promise<AuditRecord> {
    const before = cut(deps.redact(entry.before));
    const after = cut(deps.redact(entry.after));
    const record = {
      ...entry,
      before,
      after,
      message: deps.redact(entry.message),
      reason: deps.redact(entry.reason),
      atMs: deps.clock.now(),
      phase,
      operator: deps.operator,
    };
    const rows = await deps.database.run([keepValue(before), keepValue(after), insert(record)]);
    const sequence = Number(rows[0]?.['sequence']);
    const written: AuditRecord = { sequence, ...record };
    deps.events.toServer(entry.serverId, 'audit:appended', [written]);
    return written;
  }

  return {
    appendIntent: (entry) => append('intent', entry),
    appendOutcome: (entry) => append('outcome', entry),
    async list(serverId, limit, beforeSequence = Number.MAX_SAFE_INTEGER) {
      const rows = await deps.database.run([
        {
          sql: `SELECT audit.*, b.text AS before_text, a.text AS after_text FROM audit
                JOIN audit_value b ON b.hash = before_hash JOIN audit_value a ON a.hash = after_hash
                WHERE server_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
          parameters: [serverId, beforeSequence, limit],
        },
      ]);
      return rows.map(readRecord);
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function cut(text: string): string {
  if (text.length <= maxValueCharacters) return text;
  return `${text.slice(0, maxValueCharacters)}… (cut; ${text.length} characters, sha256 ${hashOf(text)})`;
}

function keepValue(text: string): SqlStatement {
  return { sql: 'INSERT OR IGNORE INTO audit_value (hash, text) VALUES (?, ?)', parameters: [hashOf(text), text] };
}

function insert(record: Omit<AuditRecord, 'sequence'>): SqlStatement {
  const columns: [string, string | number][] = [
    ['at_ms', record.atMs],
    ['phase', record.phase],
    ['action_id', record.actionId],
    ['server_id', record.serverId],
    ['server_name', record.serverName],
    ['verb', record.verb],
    ['room', record.room],
    ['target', record.target],
    ['operator', record.operator],
    ['reason', record.reason],
    ['before_hash', hashOf(record.before)],
    ['after_hash', hashOf(record.after)],
    ['outcome', record.outcome],
    ['code', record.code],
    ['message', record.message],
    ['took_ms', record.tookMs],
    ['request_id', record.requestId],
  ];
  const names = columns.map(([name]) => name).join(', ');
  const places = columns.map(() => '?').join(', ');
  return {
    sql: `INSERT INTO audit (${names}) VALUES (${places}) RETURNING sequence`,
    parameters: columns.map(([, value]) => value),
  };
}

function readRecord(row: SqlRow): AuditRecord {
  const text = (name: string): string => String(row[name]);
  return {
    sequence: Number(row['sequence']),
    atMs: Number(row['at_ms']),
    phase: row['phase'] === 'intent' ? 'intent' : 'outcome',
    actionId: text('action_id'),
    serverId: text('server_id'),
    serverName: text('server_name'),
    verb: text('verb'),
    room: text('room'),
    target: text('target'),
    operator: text('operator'),
    reason: text('reason'),
    before: text('before_text'),
    after: text('after_text'),
    outcome: text('outcome'),
    code: text('code'),
    message: text('message'),
    tookMs: Number(row['took_ms']),
    requestId: text('request_id'),
  };
}
