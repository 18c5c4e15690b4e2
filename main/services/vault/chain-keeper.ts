/**
 * Keeps what the audit's chain hangs on, outside of the database: its keys, encrypted by the system's keystore where that
 * protects, and its sealed head. A key that cannot be read now is kept for the day its keyring is back.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AuditProtection, AuditStatus } from '#contract/domain/audit';
import {
  emptyChain,
  nameKey,
  sealHead,
  type ChainHead,
  type ReadableKey,
  type SealedHead,
} from '../../storage/audit-chain/row-form.ts';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, Logger, SecretCipher } from '../ports.ts';

const keySchema = z.strictObject({
  keyId: z.string(),
  protection: z.enum(['keystore', 'file']),
  /** The keystore that encrypted it. */
  backend: z.string(),
  /** Base64 of what the keystore made of it; in a file without keystore the key itself, hex. */
  kept: z.string(),
});
const keeperSchema = z.strictObject({
  version: z.literal(1),
  keys: z.array(keySchema).max(1_000),
  head: z.strictObject({ keyId: z.string(), sequence: z.number(), mac: z.string(), seal: z.string() }).nullable(),
});
type KeptKey = z.infer<typeof keySchema>;
type KeeperFile = z.infer<typeof keeperSchema>;

/** Stands before every key that is encrypted: now and then another keyring decrypts to noise instead of failing. */
const mark = 'gavel-audit-key:';
/** A head is written at most so often; what is not noted yet follows it all the same. */
const headIntervalMs = 250;

export interface ChainKeeper {
  /** The key to write with. */
  key: ReadableKey;
  /** Every key that can be read now. */
  readable: readonly ReadableKey[];
  protection: AuditProtection;
  keyProblem: AuditStatus['keyProblem'];
  /** The head as it was found. */
  head: SealedHead | null;
  /** Notes where the chain ends now. The file follows soon, never one write for each row of many. */
  noteHead(head: ChainHead): void;
  /** Resolves once the newest head is on the disk. */
  flush(): Promise<void>;
}

/** Reads the keys, or makes one. Rejects if the disk cannot be used. */
export async function openChainKeeper(deps: {
  filePath: string;
  cipher: SecretCipher;
  clock: Clock;
  logger: Logger;
  /** Told of each key as soon as it is in memory, for redaction. */
  noteSecret: (secret: string) => void;
}): Promise<ChainKeeper> {
  const { filePath, cipher, clock, logger, noteSecret } = deps;
  const content = await readJsonFile(filePath, keeperSchema, clock.now());
  if (content.kind === 'damaged') logger.warn(`audit keys set aside as ${content.setAsidePath}: ${content.reason}`);
  let file: KeeperFile = content.kind === 'read' ? content.value : { version: 1, keys: [], head: null };

  const { isAvailable, backend } = await cipher.describe();
  const readable: ReadableKey[] = [];
  const unreadable: KeptKey[] = [];
  for (const kept of file.keys) {
    const key = await readKey(kept);
    if (key === undefined) unreadable.push(kept);
    else readable.push({ keyId: kept.keyId, key, protection: kept.protection });
  }
  const kind: ReadableKey['protection'] = isAvailable ? 'keystore' : 'file';
  const current = readable.findLast(({ protection }) => protection === kind) ?? (await addKey());
  if (unreadable.length > 0) logger.warn(`keystore_changed: ${unreadable.length} keys of the audit cannot be read`);

  async function readKey({ keyId, protection, kept }: KeptKey): Promise<string | undefined> {
    try {
      const text = protection === 'file' ? mark + kept : await cipher.decrypt(Buffer.from(kept, 'base64'));
      const key = text.slice(mark.length);
      noteSecret(key);
      return text.startsWith(mark) && nameKey(key) === keyId ? key : undefined;
    } catch {
      return undefined;
    }
  }

  async function addKey(): Promise<ReadableKey> {
    const key = randomBytes(32).toString('hex');
    noteSecret(key);
    // SECURITY: in clear only where there is no keystore, in a file of this user alone (0600), and said on screen.
    const text = isAvailable ? Buffer.from(await cipher.encrypt(mark + key)).toString('base64') : key;
    const kept: KeptKey = { keyId: nameKey(key), protection: kind, backend, kept: text };
    const made = { keyId: kept.keyId, key, protection: kind } satisfies ReadableKey;
    // With the first key goes a head of no rows, so that a kill right after the first row is no missing head.
    const head = file.head ?? (file.keys.length === 0 ? sealHead(made, emptyChain) : null);
    file = { ...file, keys: [...file.keys, kept], head };
    await writeJsonFile(filePath, file);
    readable.push(made);
    return made;
  }

  let isDirty = false;
  let writing: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;

  async function writeHead(): Promise<void> {
    cancelTimer?.();
    cancelTimer = undefined;
    isDirty = false;
    try {
      await writeJsonFile(filePath, file);
    } catch (error) {
      isDirty = true;
      logger.error(`the head of the audit could not be written: ${String(error)}`);
      throw error;
    }
  }

  /** Writes follow each other, so that an older head never replaces a newer one. */
  function write(): Promise<void> {
    writing = (writing ?? Promise.resolve()).catch(() => undefined).then(() => (isDirty ? writeHead() : undefined));
    return writing;
  }

  return {
    key: current,
    readable,
    protection: describeProtection(kind, backend),
    keyProblem: unreadable.length === 0 ? undefined : describeProblem(unreadable),
    head: file.head,
    noteHead(head) {
      file = { ...file, head: sealHead(current, head) };
      isDirty = true;
      // A failed write was logged, and is tried again with the next row or at the end.
      cancelTimer ??= clock.after(headIntervalMs, () => {
        cancelTimer = undefined;
        write().catch(() => undefined);
      });
    },
    async flush() {
      cancelTimer?.();
      cancelTimer = undefined;
      await write();
    },
  };
}

function describeProtection(kind: AuditProtection['kind'], backend: string): AuditProtection {
  const explanation =
    kind === 'keystore'
      ? `Sealed with a key in this computer’s keystore (${backend}).`
      : `Weaker: this computer offers no keystore that protects (${backend}), so the key lies in a file of this user. Who can read that file can forge the record.`;
  return { kind, backend, explanation };
}

function describeProblem(unreadable: readonly KeptKey[]): AuditStatus['keyProblem'] {
  const backends = [...new Set(unreadable.map(({ backend }) => backend))].join(', ');
  return {
    code: 'keystore_changed',
    message: `Earlier rows are sealed with a key of another keyring (${backends}) and cannot be checked now. A new chain goes on behind them; nothing was overwritten.`,
    cure: 'Unlock or restore that keyring and start Gavel again.',
  };
}
