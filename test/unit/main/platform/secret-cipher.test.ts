/** The keystore's adapter: asynchronous where it can be, and no protection is never taken for protection. */
import { describe, expect, it } from 'vitest';
import { createSecretCipher } from '#main/platform/secret-cipher';
import { isFiltered } from '#main/platform/sandbox-status';

type Backend = 'basic_text' | 'gnome_libsecret' | 'unknown';

function createSyncStorage(backend: Backend, isAvailable = true) {
  return {
    calls: [] as string[],
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text: string) => Buffer.from(`sync:${text}`),
    decryptString: (bytes: Buffer) => bytes.toString().replace('sync:', ''),
    getSelectedStorageBackend: () => backend,
  };
}

describe('createSecretCipher', () => {
  it.each([
    ['gnome_libsecret', true, true],
    ['basic_text', true, false],
    ['unknown', true, false],
    ['gnome_libsecret', false, false],
  ] as const)('on Linux with %s (available: %s) protects: %s', async (backend, isThere, isAvailable) => {
    const cipher = createSecretCipher(createSyncStorage(backend, isThere), 'linux');
    expect(await cipher.describe()).toEqual({ isAvailable, backend });
    if (isAvailable) {
      expect(await cipher.decrypt(await cipher.encrypt('s3cret'))).toBe('s3cret');
    } else {
      await expect(cipher.encrypt('s3cret')).rejects.toThrow('no keystore');
      await expect(cipher.decrypt(new Uint8Array(4))).rejects.toThrow('no keystore');
    }
  });

  it('names the keystores of the other systems', async () => {
    expect((await createSecretCipher(createSyncStorage('unknown'), 'darwin').describe()).backend).toBe('keychain');
    expect((await createSecretCipher(createSyncStorage('unknown'), 'win32').describe()).backend).toBe('dpapi');
  });

  it('uses the asynchronous twins where Electron has them', async () => {
    const storage = {
      ...createSyncStorage('gnome_libsecret', false),
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => Buffer.from(`async:${text}`),
      decryptStringAsync: async (bytes: Buffer) => ({
        result: bytes.toString().replace('async:', ''),
        shouldReEncrypt: false,
      }),
    };
    const cipher = createSecretCipher(storage, 'linux');
    const encrypted = await cipher.encrypt('s3cret');
    expect(Buffer.from(encrypted).toString()).toBe('async:s3cret');
    expect(await cipher.decrypt(encrypted)).toBe('s3cret');
  });
});

describe('isFiltered', () => {
  it('believes only a filter that is in force', () => {
    expect(isFiltered('Name:\telectron\nSeccomp:\t2\nSeccomp_filters:\t3\n')).toBe(true);
    expect(isFiltered('Seccomp:\t0\nSeccomp_filters:\t2\n')).toBe(false);
    expect(isFiltered('Seccomp:\t1\n')).toBe(false);
    expect(isFiltered('')).toBe(false);
  });
});
