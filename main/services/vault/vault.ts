/**
 * Keeps API secrets: encrypted by the system's keystore where that really protects, else in memory until the app ends.
 * Never writes a secret in clear, never hands one to a window.
 */
import { z } from 'zod';
import type { SecretProtection, SecretState } from '#contract/domain/server-profile';
import { fail, succeed, type Result } from '#contract/result';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, Logger, SecretCipher } from '../ports.ts';

const purposeSchema = z.strictObject({ origin: z.string(), apiKey: z.string() });

const keptSchema = z.strictObject({
  /** The keystore that encrypted it; another one cannot read it. */
  backend: z.string(),
  /** Base64 of the encrypted secret. */
  encrypted: z.string(),
  /** Not there for secrets that were kept before they were bound; those fit whatever their server's profile says. */
  purpose: purposeSchema.optional(),
});
/** By server id. */
const secretsSchema = z.record(z.string(), keptSchema);
const vaultSchema = z.union([
  z.strictObject({ version: z.literal(2), secrets: secretsSchema }),
  // The first version named one keystore for all.
  z.strictObject({ version: z.literal(1), backend: z.string(), secrets: z.record(z.string(), z.string()) }),
]);
type Secrets = z.infer<typeof secretsSchema>;

/**
 * Stands before every secret that is encrypted: one time in 256 another keyring decrypts to noise instead of failing.
 * SECURITY: names the purpose too, so that the one beside it in the file cannot be exchanged.
 */
function makeMark(purpose: SecretPurpose | undefined): string {
  return purpose ? `gavel-secret ${JSON.stringify([purpose.origin, purpose.apiKey])}:` : 'gavel-secret:';
}

/** What was changed together with a secret: on its way to the disk, and how to take it back. */
export interface Applied {
  written: Promise<void>;
  undo(): void;
}

/**
 * What a secret was entered for. It is given out for nothing else: profile and secret lie in two files, and the app may be
 * killed between their writes.
 */
export interface SecretPurpose {
  /** As signalling reaches the server. */
  origin: string;
  apiKey: string;
}

export interface Vault {
  describeProtection(): Promise<SecretProtection>;
  /**
   * Stores a secret as well as the system allows and says which it was. It counts once it is stored, not before: `apply`
   * is called in the same turn. If its writing fails, both are undone in one turn.
   */
  keep(serverId: string, purpose: SecretPurpose, secret: string, apply?: () => Applied): Promise<SecretState>;
  /** Holds a secret for this run only. */
  keepForSession(serverId: string, purpose: SecretPurpose, secret: string): void;
  /** Fails with `secret_missing`, or with `keystore_changed` when it is there but cannot be decrypted. */
  read(serverId: string, purpose: SecretPurpose): Promise<Result<string>>;
  forget(serverId: string): Promise<void>;
  /** `missing` also where there is one for another purpose. */
  stateOf(serverId: string, purpose: SecretPurpose): SecretState;
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
  const inMemory = new Map<string, { secret: string; purpose: SecretPurpose; isStored: boolean }>();
  /** Kept apart from `inMemory`: a forgotten secret may still stand in a text that is yet to be redacted. */
  const everKnown = new Set<string>();
  let secrets = await open();
  let writing: Promise<void> = Promise.resolve();

  async function open(): Promise<Secrets> {
    const content = await readJsonFile(deps.filePath, vaultSchema, deps.clock.now());
    if (content.kind === 'read') {
      const { value } = content;
      if (value.version === 2) return value.secrets;
      const { backend } = value;
      return Object.fromEntries(Object.entries(value.secrets).map(([id, encrypted]) => [id, { backend, encrypted }]));
    }
    if (content.kind === 'damaged') deps.logger.warn(`vault set aside as ${content.setAsidePath}: ${content.reason}`);
    return {};
  }

  /** Changes follow each other, so that none is lost. One counts once it is on the disk, with what `apply` does. */
  function change(
    serverId: string,
    choose: (before: Secrets[string] | undefined) => Secrets[string] | undefined,
    apply?: () => Applied,
  ): Promise<void> {
    const changed = writing.then(async () => {
      const before = secrets;
      const kept = choose(before[serverId]);
      const others = Object.entries(before).filter(([id]) => id !== serverId);
      const next = Object.fromEntries(kept ? [...others, [serverId, kept]] : others);
      const isOther = before[serverId] !== kept;
      if (isOther) await writeJsonFile(deps.filePath, { version: 2, secrets: next });
      secrets = next;
      const applied = apply?.();
      try {
        await applied?.written;
      } catch (error) {
        secrets = before;
        applied?.undo();
        if (isOther) await writeJsonFile(deps.filePath, { version: 2, secrets: before });
        throw error;
      }
    });
    writing = changed.catch(() => undefined);
    return changed;
  }

  function remember(serverId: string, purpose: SecretPurpose, secret: string, isStored: boolean): void {
    inMemory.set(serverId, { secret, purpose, isStored });
    everKnown.add(secret);
  }

  function findKept(serverId: string, purpose: SecretPurpose): Secrets[string] | undefined {
    const kept = secrets[serverId];
    return kept?.purpose && !isSame(kept.purpose, purpose) ? undefined : kept;
  }

  function findInMemory(serverId: string, purpose: SecretPurpose) {
    const known = inMemory.get(serverId);
    return known && isSame(known.purpose, purpose) ? known : undefined;
  }

  return {
    async describeProtection() {
      const { isAvailable, backend } = await deps.cipher.describe();
      const explanation = isAvailable
        ? `Secrets are encrypted by this computer’s keystore (${backend}).`
        : `This computer offers no keystore that protects (${backend}), so secrets are kept in memory and asked for again after a restart.`;
      return { isAvailable, backend, explanation };
    },
    async keep(serverId, purpose, secret, apply) {
      everKnown.add(secret);
      const { isAvailable, backend } = await deps.cipher.describe();
      const kept = isAvailable
        ? {
            backend,
            encrypted: Buffer.from(await deps.cipher.encrypt(`${makeMark(purpose)}${secret}`)).toString('base64'),
            purpose,
          }
        : undefined;
      // SECURITY: until the profile changes too, the old secret counts: a new one never signs for the old address.
      const choose = (before: Secrets[string] | undefined): Secrets[string] | undefined =>
        // With its keyring back, the one that is stored for the same purpose is good again. One that says no purpose would fit any.
        kept ?? (before?.purpose && isSame(before.purpose, purpose) ? before : undefined);
      await change(serverId, choose, () => {
        const before = inMemory.get(serverId);
        remember(serverId, purpose, secret, kept !== undefined);
        const applied = apply?.();
        return {
          written: applied?.written ?? Promise.resolve(),
          undo() {
            if (before === undefined) inMemory.delete(serverId);
            else inMemory.set(serverId, before);
            applied?.undo();
          },
        };
      });
      return kept ? 'stored' : 'session';
    },
    keepForSession: (serverId, purpose, secret) => remember(serverId, purpose, secret, false),
    async read(serverId, purpose) {
      const known = findInMemory(serverId, purpose);
      if (known !== undefined) return succeed(known.secret);
      const kept = findKept(serverId, purpose);
      if (kept === undefined) {
        return fail('secret_missing', 'The API secret of this server is not known.', {
          likelyCause: Object.hasOwn(secrets, serverId)
            ? 'The one that is stored was entered for another address or API key, and is never sent elsewhere.'
            : 'It was kept for one session only, or the keystore was not available when it was saved.',
          cure: 'Edit the server and paste the API secret again.',
        });
      }
      try {
        const marked = await deps.cipher.decrypt(Buffer.from(kept.encrypted, 'base64'));
        const mark = makeMark(kept.purpose);
        if (!marked.startsWith(mark)) throw new Error('decrypted to noise');
        const secret = marked.slice(mark.length);
        everKnown.add(secret);
        // Another may have been kept while this one was decrypted.
        if (secrets[serverId] === kept && !inMemory.has(serverId)) remember(serverId, purpose, secret, true);
        return succeed(secret);
      } catch {
        // Nothing is overwritten: with the old keyring back, the stored secret is good again.
        return fail('keystore_changed', 'The stored API secret cannot be decrypted.', {
          likelyCause: `It was encrypted by another keyring (${kept.backend}) than the one that is open now.`,
          cure: 'Unlock or restore that keyring and start Gavel again, or edit the server and paste the API secret anew.',
        });
      }
    },
    async forget(serverId) {
      inMemory.delete(serverId);
      await change(serverId, () => undefined);
    },
    stateOf(serverId, purpose) {
      const known = findInMemory(serverId, purpose);
      // What is in use counts, though another may be stored.
      if (known) return known.isStored ? 'stored' : 'session';
      return findKept(serverId, purpose) ? 'stored' : 'missing';
    },
    noteSecret: (secret) => void everKnown.add(secret),
    known: () => [...everKnown],
  };
}

function isSame(a: SecretPurpose, b: SecretPurpose): boolean {
  return a.origin === b.origin && a.apiKey === b.apiKey;
}
