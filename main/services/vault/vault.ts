/**
 * Keeps API secrets: encrypted by the system's keystore where that really protects, else in memory until the app ends.
 * Never writes a secret in clear, never hands one to a window.
 */
import { z } from 'zod';
import type { SecretProtection, SecretState } from '#contract/domain/server-profile';
import { fail, succeed, type Result } from '#contract/result';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, Logger, SecretCipher } from '../ports.ts';

const vaultSchema = z.strictObject({
  version: z.literal(1),
  /** The keystore that encrypted the secrets; another one cannot read them. */
  backend: z.string(),
  /** Server id → base64 of the encrypted secret. */
  secrets: z.record(z.string(), z.string()),
});
type VaultFile = z.infer<typeof vaultSchema>;

/** Stands before every secret that is encrypted: one time in 256 another keyring decrypts to noise instead of failing. */
const mark = 'gavel-secret:';

export interface Vault {
  describeProtection(): Promise<SecretProtection>;
  /** Stores a secret as well as the system allows and says which it was. */
  keep(serverId: string, secret: string): Promise<SecretState>;
  /** Holds a secret for this run only. */
  keepForSession(serverId: string, secret: string): void;
  /** Fails with `secret_missing`, or with `keystore_changed` when it is there but cannot be decrypted. */
  read(serverId: string): Promise<Result<string>>;
  forget(serverId: string): Promise<void>;
  stateOf(serverId: string): SecretState;
  /** Adds a secret that is kept elsewhere to those that are known. */
  noteSecret(secret: string): void;
  /** Every secret that is in memory, for redaction. */
  known(): readonly string[];
}

/** Opens the vault file; a damaged one is set aside and its secrets are asked for again. */
export async function createVault(deps: {
  filePath: string;
  cipher: SecretCipher;
  clock: Clock;
  logger: Logger;
}): Promise<Vault> {
  const inMemory = new Map<string, string>();
  /** Kept apart from `inMemory`: a forgotten secret may still stand in a text that is yet to be redacted. */
  const everKnown = new Set<string>();
  let file = await open();
  let writing: Promise<void> = Promise.resolve();

  async function open(): Promise<VaultFile> {
    const content = await readJsonFile(deps.filePath, vaultSchema, deps.clock.now());
    if (content.kind === 'read') return content.value;
    if (content.kind === 'damaged') deps.logger.warn(`vault set aside as ${content.setAsidePath}: ${content.reason}`);
    return { version: 1, backend: '', secrets: {} };
  }

  /** Writes follow each other, so that the file always holds the newest state. */
  function save(next: VaultFile): Promise<void> {
    file = next;
    const written = writing.then(() => writeJsonFile(deps.filePath, next));
    writing = written.catch(() => undefined);
    return written;
  }

  function remember(serverId: string, secret: string): void {
    inMemory.set(serverId, secret);
    everKnown.add(secret);
  }

  return {
    async describeProtection() {
      const { isAvailable, backend } = await deps.cipher.describe();
      const explanation = isAvailable
        ? `Secrets are encrypted by this computer’s keystore (${backend}).`
        : `This computer offers no keystore that protects (${backend}), so secrets are kept in memory and asked for again after a restart.`;
      return { isAvailable, backend, explanation };
    },
    async keep(serverId, secret) {
      remember(serverId, secret);
      const { isAvailable, backend } = await deps.cipher.describe();
      if (!isAvailable) {
        if (Object.hasOwn(file.secrets, serverId)) await save({ ...file, secrets: without(file.secrets, serverId) });
        return 'session';
      }
      const encrypted = Buffer.from(await deps.cipher.encrypt(`${mark}${secret}`)).toString('base64');
      await save({ version: 1, backend, secrets: { ...file.secrets, [serverId]: encrypted } });
      return 'stored';
    },
    keepForSession: remember,
    async read(serverId) {
      const known = inMemory.get(serverId);
      if (known !== undefined) return succeed(known);
      const encrypted = file.secrets[serverId];
      if (encrypted === undefined) {
        return fail('secret_missing', 'The API secret of this server is not known.', {
          likelyCause: 'It was kept for one session only, or the keystore was not available when it was saved.',
          cure: 'Edit the server and paste the API secret again.',
        });
      }
      try {
        const marked = await deps.cipher.decrypt(Buffer.from(encrypted, 'base64'));
        if (!marked.startsWith(mark)) throw new Error('decrypted to noise');
        const secret = marked.slice(mark.length);
        remember(serverId, secret);
        return succeed(secret);
      } catch {
        // Nothing is overwritten: with the old keyring back, the stored secret is good again.
        return fail('keystore_changed', 'The stored API secret cannot be decrypted.', {
          likelyCause: `It was encrypted by another keyring (${file.backend}) than the one that is open now.`,
          cure: 'Unlock or restore that keyring and start Gavel again, or edit the server and paste the API secret anew.',
        });
      }
    },
    async forget(serverId) {
      inMemory.delete(serverId);
      if (Object.hasOwn(file.secrets, serverId)) await save({ ...file, secrets: without(file.secrets, serverId) });
    },
    stateOf(serverId) {
      if (Object.hasOwn(file.secrets, serverId)) return 'stored';
      return inMemory.has(serverId) ? 'session' : 'missing';
    },
    noteSecret: (secret) => void everKnown.add(secret),
    known: () => [...everKnown],
  };
}

function without(secrets: Record<string, string>, serverId: string): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).filter(([id]) => id !== serverId));
}
