/** The system's keystore behind the port. A keystore that protects nothing counts as none. */
import type { SafeStorage } from 'electron';
import type { SecretCipher } from '#main/services/ports';

/** Newer Electrons have asynchronous twins, which do not hold up main while a keyring asks for its password. */
type AnySafeStorage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<
    Pick<
      SafeStorage,
      'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
    >
  >;

/** Backends that are a name for "encrypted with a key that everybody knows". */
const unprotected: readonly string[] = ['basic_text', 'unknown'];

/** To be called once Electron is ready. */
export function createSecretCipher(storage: AnySafeStorage, platform: NodeJS.Platform): SecretCipher {
  async function describe(): Promise<{ isAvailable: boolean; backend: string }> {
    const isThere = storage.isAsyncEncryptionAvailable
      ? await storage.isAsyncEncryptionAvailable()
      : storage.isEncryptionAvailable();
    const backend = nameBackend();
    // SECURITY: on Linux "available" may mean a fixed password; that is no protection.
    return { isAvailable: isThere && !unprotected.includes(backend), backend };
  }

  function nameBackend(): string {
    if (platform === 'darwin') return 'keychain';
    if (platform === 'win32') return 'dpapi';
    return storage.getSelectedStorageBackend?.() ?? 'unknown';
  }

  async function demand(): Promise<void> {
    const { isAvailable, backend } = await describe();
    if (!isAvailable) throw new Error(`no keystore that protects (${backend})`);
  }

  return {
    describe,
    async encrypt(text) {
      await demand();
      return storage.encryptStringAsync ? storage.encryptStringAsync(text) : storage.encryptString(text);
    },
    async decrypt(bytes) {
      await demand();
      const encrypted = Buffer.from(bytes);
      return storage.decryptStringAsync
        ? (await storage.decryptStringAsync(encrypted)).result
        : storage.decryptString(encrypted);
    },
  };
}
