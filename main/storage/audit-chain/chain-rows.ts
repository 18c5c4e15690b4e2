/** Reads and writes single rows of the chain; what they mean is the writer's and the verifier's. */
import type Sqlite from 'libsql';
import type { NewRow } from './jobs.ts';
import {
  hashValue,
  rowFormVersion,
  sealedColumns,
  sealRow,
  toStorableText,
  type ChainHead,
  type ChainKey,
  type ChainRow,
} from './row-form.ts';

export type SqliteDatabase = InstanceType<typeof Sqlite>;

const columns = [...sealedColumns, 'mac'] as const;
const columnList = columns.join(', ');

export function readRows(database: SqliteDatabase, afterSequence: number, limit: number): ChainRow[] {
  const sql = `SELECT ${columnList} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?`;
  return database.prepare(sql).all([afterSequence, limit]) as ChainRow[];
}

export function readRow(database: SqliteDatabase, sequence: number): ChainRow | undefined {
  return (database.prepare(`SELECT ${columnList} FROM audit WHERE sequence = ?`).all([sequence]) as ChainRow[])[0];
}

export function readLastRow(database: SqliteDatabase): ChainRow | undefined {
  return (database.prepare(`SELECT ${columnList} FROM audit ORDER BY sequence DESC LIMIT 1`).all([]) as ChainRow[])[0];
}

export function readLastCheckpoint(database: SqliteDatabase, verb: string): ChainRow | undefined {
  const sql = `SELECT ${columnList} FROM audit WHERE phase = 'checkpoint' AND verb = ? ORDER BY sequence DESC LIMIT 1`;
  return (database.prepare(sql).all([verb]) as ChainRow[])[0];
}

/** The row behind the last rows that were taken in without seals; 0 if none were. */
export function readAdoptedBefore(database: SqliteDatabase): number {
  const sql = "SELECT max(sequence) AS last FROM audit WHERE phase = 'checkpoint' AND outcome = 'adopted'";
  return (database.prepare(sql).all([]) as { last: number | null }[])[0]?.last ?? 0;
}

export function readValue(database: SqliteDatabase, hash: string): string | undefined {
  const rows = database.prepare('SELECT text FROM audit_value WHERE hash = ?').all([hash]) as { text: string }[];
  return rows[0]?.text;
}

/** Seals a row behind `previous` and writes it with its values. Answers where the chain ends now. */
export function writeRow(database: SqliteDatabase, key: ChainKey, previous: ChainHead, row: NewRow): ChainHead {
  const { before, after, ...rest } = row;
  const sealed = {
    ...(mapTexts(rest) as typeof rest),
    before_hash: keepValue(database, before),
    after_hash: keepValue(database, after),
    form_version: rowFormVersion,
    key_id: key.keyId,
    previous_mac: previous.mac,
    sequence: previous.sequence + 1,
  };
  const whole: ChainRow = { ...sealed, mac: sealRow(key, sealed) };
  const places = columns.map(() => '?').join(', ');
  database.prepare(`INSERT INTO audit (${columnList}) VALUES (${places})`).run(columns.map((column) => whole[column]));
  return { sequence: whole.sequence, mac: whole.mac };
}

function keepValue(database: SqliteDatabase, value: string): string {
  const text = toStorableText(value);
  const hash = hashValue(text);
  database.prepare('INSERT OR IGNORE INTO audit_value (hash, text) VALUES (?, ?)').run([hash, text]);
  return hash;
}

function mapTexts(row: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? toStorableText(value) : value]),
  );
}
