/** Reads rows of the audit for people: lists with values cut short, single rows with whole ones. */
import type { AuditPhase, AuditRecord } from '#contract/domain/activity';
import type { Database, SqlRow } from '../../storage/database.ts';

/** A page of a list must stay small, whatever was written: of a value it shows so much. */
const previewCharacters = 1_000;

const phases: readonly AuditPhase[] = ['intent', 'outcome', 'checkpoint'];

// What was taken out of the values' table is shown as gone, not left out: LEFT JOIN.
const from = `FROM audit LEFT JOIN audit_value b ON b.hash = before_hash LEFT JOIN audit_value a ON a.hash = after_hash`;

/** Newest first. Of one server, or all rows when none is named. */
export async function listAuditRows(
  database: Database,
  serverId: string | undefined,
  limit: number,
  beforeSequence = Number.MAX_SAFE_INTEGER,
): Promise<AuditRecord[]> {
  const rows = await database.run([
    {
      sql: `SELECT audit.*, substr(b.text, 1, ?) AS before_text, substr(a.text, 1, ?) AS after_text,
              coalesce(length(b.text), 0) > ? OR coalesce(length(a.text), 0) > ? AS is_cut ${from}
            WHERE ${serverId === undefined ? '' : 'server_id = ? AND'} sequence < ? ORDER BY sequence DESC LIMIT ?`,
      parameters: [
        ...Array<number>(4).fill(previewCharacters),
        ...(serverId === undefined ? [] : [serverId]),
        beforeSequence,
        limit,
      ],
    },
  ]);
  return rows.map(toRecord);
}

/** Undefined if it is not there or another server's. */
export async function readAuditRow(
  database: Database,
  serverId: string | undefined,
  sequence: number,
): Promise<AuditRecord | undefined> {
  const [row] = await database.run([
    {
      sql: `SELECT audit.*, b.text AS before_text, a.text AS after_text, 0 AS is_cut ${from}
            WHERE sequence = ? ${serverId === undefined ? '' : 'AND server_id = ?'}`,
      parameters: serverId === undefined ? [sequence] : [sequence, serverId],
    },
  ]);
  return row && toRecord(row);
}

/** Rows from the oldest up to the first that is not older. */
export async function countPurgeable(database: Database, beforeMs: number): Promise<number> {
  const sql = `SELECT count(*) AS rows FROM audit
    WHERE sequence < coalesce((SELECT min(sequence) FROM audit WHERE at_ms >= ?), ${Number.MAX_SAFE_INTEGER})`;
  const [row] = await database.run([{ sql, parameters: [beforeMs] }]);
  return Number(row?.['rows']);
}

function toRecord(row: SqlRow): AuditRecord {
  const text = (name: string): string => String(row[name]);
  const value = (name: string): string => (row[name] === null ? '(this value is gone from the record)' : text(name));
  return {
    sequence: Number(row['sequence']),
    atMs: Number(row['at_ms']),
    phase: phases.find((phase) => phase === row['phase']) ?? 'outcome',
    actionId: text('action_id'),
    serverId: text('server_id'),
    serverName: text('server_name'),
    verb: text('verb'),
    room: text('room'),
    target: text('target'),
    operator: text('operator'),
    reason: text('reason'),
    before: value('before_text'),
    after: value('after_text'),
    isCut: row['is_cut'] === 1,
    outcome: text('outcome'),
    code: text('code'),
    message: text('message'),
    tookMs: Number(row['took_ms']),
    requestId: text('request_id'),
  };
}
