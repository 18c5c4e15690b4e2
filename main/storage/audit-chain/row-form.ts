/**
 * The one form of bytes in which a row of the audit is sealed, fixed and versioned: a label, then each column in a fixed
 * order as UTF-8 behind its length (4 bytes, big-endian). Never changed, only followed by a newer version.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const rowFormVersion = 1;
/** Stands where the seal of an earlier row would, before the first row. */
export const noMac = '0'.repeat(64);

/** The columns of table `audit` that are sealed, in the order in which they are. */
export const sealedColumns = [
  'form_version',
  'key_id',
  'previous_mac',
  'sequence',
  'at_ms',
  'phase',
  'action_id',
  'server_id',
  'server_name',
  'verb',
  'room',
  'target',
  'operator',
  'reason',
  'before_hash',
  'after_hash',
  'outcome',
  'code',
  'message',
  'took_ms',
  'request_id',
] as const;

const numberColumns = ['form_version', 'sequence', 'at_ms', 'took_ms'] as const;
type NumberColumn = (typeof numberColumns)[number];
type SealedColumn = (typeof sealedColumns)[number];
export type ChainRow = { [Column in SealedColumn]: Column extends NumberColumn ? number : string } & { mac: string };

/** Where a chain ends: its last row and that row's seal. */
export interface ChainHead {
  sequence: number;
  mac: string;
}

/** A key by its name. `key` is hex. */
export interface ChainKey {
  keyId: string;
  key: string;
}

/** A key that can be read, and how well it is kept: who reads a `file` can seal whatever they like with its key. */
export interface ReadableKey extends ChainKey {
  protection: 'keystore' | 'file';
}

/** A head as it is kept outside of the database; without the key nobody can make another. */
export interface SealedHead extends ChainHead {
  keyId: string;
  seal: string;
}

/** Where a chain stands that has no row yet. */
export const emptyChain: ChainHead = { sequence: 0, mac: noMac };

/** The bytes of a row that are sealed. */
export function encodeRow(row: Omit<ChainRow, 'mac'>): Buffer {
  return encodeFields(
    'gavel audit row',
    sealedColumns.map((column) => String(row[column])),
  );
}

/** HMAC-SHA256 of a row, hex. */
export function sealRow({ key }: ChainKey, row: Omit<ChainRow, 'mac'>): string {
  return sign(key, encodeRow(row));
}

export function sealHead({ keyId, key }: ChainKey, { sequence, mac }: ChainHead): SealedHead {
  const seal = sign(key, encodeFields('gavel audit head', ['1', keyId, String(sequence), mac]));
  return { keyId, sequence, mac, seal };
}

/** True if this very key sealed the head. */
export function isHeadGenuine(key: ChainKey, head: SealedHead): boolean {
  return head.keyId === key.keyId && isSame(sealHead(key, head).seal, head.seal);
}

/** A name for a key that tells nothing of it. */
export function nameKey(key: string): string {
  return sign(key, encodeFields('gavel audit key', ['1'])).slice(0, 16);
}

export function hashValue(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SQLite gives a text back only up to a NUL and only as proper Unicode: what is sealed must be what is read later. */
export function toStorableText(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '\u2400');
}

export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sign(key: string, bytes: Buffer): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(bytes).digest('hex');
}

function encodeFields(label: string, fields: readonly string[]): Buffer {
  const parts = [label, ...fields].flatMap((field) => {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}
