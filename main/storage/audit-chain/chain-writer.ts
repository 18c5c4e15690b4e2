/**
 * Writes the audit's chain: each row sealed behind the one before it. Whatever is found changed is said in a checkpoint
 * row and never mended. Runs in the storage worker, inside a transaction of its caller.
 */
import type { CheckpointReason } from '#contract/domain/audit';
import type { AuditJobs, Checkpoint, NewRow } from './jobs.ts';
import {
  readLastCheckpoint,
  readLastRow,
  readRow,
  readRows,
  readValue,
  writeRow,
  type SqliteDatabase,
} from './chain-rows.ts';
import {
  emptyChain,
  hashValue,
  isHeadGenuine,
  isSame,
  rowFormVersion,
  sealRow,
  type ChainHead,
  type ChainKey,
  type ReadableKey,
  type SealedHead,
} from './row-form.ts';

export interface ChainWriter {
  open(input: AuditJobs['audit.open']['input']): AuditJobs['audit.open']['output'];
  append(input: AuditJobs['audit.append']['input']): AuditJobs['audit.append']['output'];
  purge(input: AuditJobs['audit.purge']['input']): AuditJobs['audit.purge']['output'];
  /** Where the chain ends by what was written here; undefined before it was opened. */
  head(): ChainHead | undefined;
  /** To be called after the transaction: what was written counts, or does not. */
  settle(isCommitted: boolean): void;
}

interface OpenChain {
  key: ChainKey;
  head: ChainHead;
}

const adoptedAtOnce = 1_000;

const checkpointWords: Record<CheckpointReason, string> = {
  first: 'The record begins.',
  adopted: 'The rows before this one are older than the chain. They were sealed as they were found.',
  resumed: 'The last rows were not noted in the head yet, but they follow it. A kill leaves it so.',
  key_changed: 'The key of the rows before this one cannot be read or is weaker. A new chain begins behind them.',
  head_missing: 'The head of the chain was not found beside its key.',
  head_forged: 'The head of the chain was not written by Gavel.',
  rows_missing: 'The last rows that the head tells of were gone.',
  rows_changed: 'The rows did not end as the head tells.',
  purged: 'The oldest rows were removed, as the moderator confirmed.',
};

export function createChainWriter(database: SqliteDatabase): ChainWriter {
  let chain: OpenChain | undefined;
  let pending: OpenChain | undefined;

  function demandChain(): OpenChain {
    if (!chain) throw new Error('the audit chain was not opened');
    return chain;
  }

  function checkpoint(
    { key, head }: OpenChain,
    verb: 'audit.begin' | 'audit.resume' | 'audit.purge',
    reason: CheckpointReason,
    details: { atMs: number; operator: string; before: unknown; after: unknown },
  ): { head: ChainHead; written: Checkpoint } {
    const row: NewRow = {
      at_ms: details.atMs,
      phase: 'checkpoint',
      action_id: '',
      server_id: '',
      server_name: '',
      verb,
      room: '',
      target: '',
      operator: details.operator,
      reason: '',
      before: details.before === null ? '' : JSON.stringify(details.before),
      after: JSON.stringify(details.after),
      outcome: reason,
      code: '',
      message: checkpointWords[reason],
      took_ms: 0,
      request_id: '',
    };
    const next = writeRow(database, key, head, row);
    return { head: next, written: { sequence: next.sequence, reason } };
  }

  return {
    open({ key, keys, head: known, atMs, operator }) {
      const last = readLastRow(database);
      const isAdopted = last !== undefined && known?.sequence === 0 && !hasSealedRows() && !isForged(keys, known);
      if (isAdopted) sealOldRows(database, key);
      const found = readEnd(database);
      const reason = isAdopted ? 'adopted' : judgeEnd(database, keys, key, known, last?.key_id);
      if (reason === undefined) {
        pending = { key, head: found };
        return { head: found, checkpoints: [] };
      }
      // A row's number is never given twice, also not when rows are gone.
      const behind = { sequence: Math.max(found.sequence, known?.sequence ?? 0), mac: found.mac };
      const { head, written } = checkpoint(
        { key, head: behind },
        reason === 'resumed' ? 'audit.resume' : 'audit.begin',
        reason,
        { atMs, operator, before: known, after: { reason, keyId: key.keyId, protection: key.protection, found } },
      );
      pending = { key, head };
      return { head, checkpoints: [written] };
    },

    append({ row }) {
      const open = demandChain();
      const checkpoints: Checkpoint[] = [];
      let { head } = open;
      const found = readEnd(database);
      if (found.sequence !== head.sequence || !isSame(found.mac, head.mac)) {
        const said = checkpoint(
          { key: open.key, head: { sequence: Math.max(found.sequence, head.sequence), mac: found.mac } },
          'audit.begin',
          found.sequence < head.sequence ? 'rows_missing' : 'rows_changed',
          { atMs: row.at_ms, operator: row.operator, before: head, after: { keyId: open.key.keyId, found } },
        );
        head = said.head;
        checkpoints.push(said.written);
      }
      head = writeRow(database, open.key, head, row);
      pending = { key: open.key, head };
      return { head, sequence: head.sequence, checkpoints };
    },

    purge({ beforeMs, atMs, operator }) {
      const open = demandChain();
      const [kept] = database.prepare('SELECT min(sequence) AS first FROM audit WHERE at_ms >= ?').all([beforeMs]) as {
        first: number | null;
      }[];
      const lastGone = (kept?.first ?? readEnd(database).sequence + 1) - 1;
      const [gone] = database
        .prepare('SELECT count(*) AS rows, min(sequence) AS first FROM audit WHERE sequence <= ?')
        .all([lastGone]) as { rows: number; first: number | null }[];
      const lastRow = readRow(database, lastGone);
      if (!gone || gone.rows === 0 || !lastRow) return { head: open.head, purgedRows: 0, checkpoints: [] };
      const earlier = readPurgedRows(database);
      const { head, written } = checkpoint(open, 'audit.purge', 'purged', {
        atMs,
        operator,
        before: null,
        after: {
          beforeMs,
          purgedRows: gone.rows,
          purgedRowsEver: earlier + gone.rows,
          firstPurged: gone.first,
          firstKept: lastGone + 1,
          // What the first kept row was sealed behind: without it that row could not be checked any more.
          previousMac: lastRow.mac,
        },
      });
      database.prepare('DELETE FROM audit WHERE sequence <= ?').run([lastGone]);
      database.exec(
        'DELETE FROM audit_value WHERE hash NOT IN (SELECT before_hash FROM audit UNION SELECT after_hash FROM audit)',
      );
      pending = { key: open.key, head };
      return { head, purgedRows: gone.rows, checkpoints: [written] };
    },

    head: () => chain?.head,
    settle(isCommitted) {
      if (isCommitted && pending) chain = pending;
      pending = undefined;
    },
  };

  function hasSealedRows(): boolean {
    return database.prepare("SELECT 1 AS one FROM audit WHERE mac <> '' LIMIT 1").all([]).length > 0;
  }
}

/** What the last purge says was removed in all. */
export interface PurgeNote {
  firstKept: number;
  previousMac: string;
  purgedRowsEver: number;
}

export function readPurgeNote(text: string | undefined): PurgeNote | undefined {
  try {
    const note = JSON.parse(text ?? '') as Partial<PurgeNote>;
    const { firstKept, previousMac, purgedRowsEver } = note;
    if (typeof firstKept !== 'number' || typeof previousMac !== 'string' || typeof purgedRowsEver !== 'number') return;
    return { firstKept, previousMac, purgedRowsEver };
  } catch {
    return undefined;
  }
}

function readPurgedRows(database: SqliteDatabase): number {
  const sql = `SELECT text FROM audit JOIN audit_value ON hash = after_hash
               WHERE phase = 'checkpoint' AND verb = 'audit.purge' ORDER BY sequence DESC LIMIT 1`;
  const [row] = database.prepare(sql).all([]) as { text: string }[];
  return readPurgeNote(row?.text)?.purgedRowsEver ?? 0;
}

function readEnd(database: SqliteDatabase): ChainHead {
  const last = readLastRow(database);
  return last ? { sequence: last.sequence, mac: last.mac } : emptyChain;
}

/** Why the chain cannot simply be gone on with; undefined if it can. */
function judgeEnd(
  database: SqliteDatabase,
  keys: readonly ReadableKey[],
  key: ChainKey,
  head: SealedHead | null,
  lastKeyId: string | undefined,
): CheckpointReason | undefined {
  // SECURITY: the head is looked at before anything else. A first key comes with a head, so none is never right.
  if (!head) return 'head_missing';
  if (isForged(keys, head)) return 'head_forged';
  if (lastKeyId === undefined) return head.sequence > 0 ? 'rows_missing' : 'first';
  const begun = findBegun(database, head);
  // A head that came with a first key tells nothing of rows that other keys sealed.
  const isFirstOfKey = head.sequence === 0 && head.keyId === key.keyId;
  if (!begun && isFirstOfKey && lastKeyId !== key.keyId) return 'key_changed';
  const start = begun ?? findStart(database, head);
  if (typeof start === 'string') return start;
  if (!begun && head.keyId !== lastKeyId) return 'head_missing';
  const lastKey = keys.find(({ keyId }) => keyId === lastKeyId);
  const reason = judgeRowsAhead(database, lastKeyId, lastKey, start);
  return reason !== 'rows_changed' && lastKeyId !== key.keyId ? 'key_changed' : reason;
}

function isForged(keys: readonly ReadableKey[], head: SealedHead): boolean {
  const key = keys.find(({ keyId }) => keyId === head.keyId);
  return key !== undefined && !isHeadGenuine(key, head);
}

/** A kill may come when a chain was begun behind this very head and no newer head was written: where it was begun. */
function findBegun(database: SqliteDatabase, head: SealedHead): ChainHead | undefined {
  const begin = readLastCheckpoint(database, 'audit.begin');
  const isBehindHead = begin && isSame(begin.before_hash, hashValue(JSON.stringify(head)));
  return isBehindHead ? { sequence: begin.sequence - 1, mac: begin.previous_mac } : undefined;
}

/** The row that the head names. If a purge removed it, the row that the first kept one was sealed behind. */
function findStart(database: SqliteDatabase, head: SealedHead): ChainHead | 'rows_missing' | 'rows_changed' {
  if (head.sequence === 0) return head;
  const noted = readRow(database, head.sequence);
  if (noted) return isSame(noted.mac, head.mac) ? head : 'rows_changed';
  const purge = readLastCheckpoint(database, 'audit.purge');
  const text = purge && readValue(database, purge.after_hash);
  const note = text !== undefined && isSame(hashValue(text), purge?.after_hash ?? '') ? readPurgeNote(text) : undefined;
  const lastGone = (note?.firstKept ?? 0) - 1;
  if (note && head.sequence <= lastGone && (head.sequence < lastGone || isSame(note.previousMac, head.mac))) {
    return { sequence: lastGone, mac: note.previousMac };
  }
  return readEnd(database).sequence < head.sequence ? 'rows_missing' : 'rows_changed';
}

/** Without the key that sealed them, rows can still be seen to follow each other. */
function judgeRowsAhead(
  database: SqliteDatabase,
  keyId: string,
  key: ChainKey | undefined,
  head: ChainHead,
): 'resumed' | 'rows_changed' | undefined {
  let { sequence, mac } = head;
  for (;;) {
    const rows = readRows(database, sequence, adoptedAtOnce);
    for (const row of rows) {
      const isNext = row.sequence === sequence + 1 && isSame(row.previous_mac, mac) && row.key_id === keyId;
      if (!isNext || (key && !isSame(sealRow(key, row), row.mac))) return 'rows_changed';
      ({ sequence, mac } = row);
    }
    if (rows.length < adoptedAtOnce) return sequence > head.sequence ? 'resumed' : undefined;
  }
}

/** Rows from before the chain get seals as they are found; the checkpoint behind them says so. */
function sealOldRows(database: SqliteDatabase, key: ChainKey): void {
  const update = database.prepare(
    'UPDATE audit SET form_version = ?, key_id = ?, previous_mac = ?, mac = ? WHERE sequence = ?',
  );
  let last: ChainHead = emptyChain;
  for (;;) {
    const rows = readRows(database, last.sequence, adoptedAtOnce);
    for (const row of rows) {
      const chained = { ...row, form_version: rowFormVersion, key_id: key.keyId, previous_mac: last.mac };
      const mac = sealRow(key, chained);
      update.run([chained.form_version, chained.key_id, chained.previous_mac, mac, row.sequence]);
      last = { sequence: row.sequence, mac };
    }
    if (rows.length < adoptedAtOnce) return;
  }
}
