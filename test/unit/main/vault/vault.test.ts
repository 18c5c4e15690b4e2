import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVault, type Vault } from '#main/services/vault/vault';
import { createFakeCipher, createFakeClock, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const secret = 'planted-secret-7d41';
const purpose = { origin: 'wss://stage.example.com', apiKey: 'APIstage' };

async function openVault(folder: string, cipher = createFakeCipher()): Promise<Vault> {
  return createVault({
    filePath: path.join(folder, 'vault.json'),
    cipher,
    clock: createFakeClock(),
    logger: createRecordingLogger(),
  });
}

async function readAll(folder: string): Promise<string> {
  const names = await fs.readdir(folder);
  const texts = await Promise.all(names.map((name) => fs.readFile(path.join(folder, name), 'utf8')));
  return texts.join('\n');
}

describe('vault', () => {
  it('gives a stored secret back after a restart', async () => {
    const folder = await makeTemporaryFolder();
    expect(await (await openVault(folder)).keep('server-a', purpose, secret)).toBe('stored');
    const reopened = await openVault(folder);
    expect(reopened.stateOf('server-a', purpose)).toBe('stored');
    expect(await reopened.read('server-a', purpose)).toEqual({ ok: true, value: secret });
  });

  it('never writes the secret in clear, with and without a keystore', async () => {
    const folder = await makeTemporaryFolder();
    await (await openVault(folder)).keep('server-a', purpose, secret);
    const weak = createFakeCipher();
    weak.isAvailable = false;
    await (await openVault(folder, weak)).keep('server-b', purpose, secret);
    expect(await readAll(folder)).not.toContain(secret);
    await fs.writeFile(path.join(folder, 'control.json'), JSON.stringify({ secret }));
    expect(await readAll(folder), 'control: a secret in clear is found').toContain(secret);
  });

  it('keeps a secret for the session only where nothing protects it, and says so', async () => {
    const folder = await makeTemporaryFolder();
    const cipher = createFakeCipher();
    cipher.isAvailable = false;
    const vault = await openVault(folder, cipher);
    expect(await vault.keep('server-a', purpose, secret)).toBe('session');
    expect(vault.stateOf('server-a', purpose)).toBe('session');
    expect((await vault.describeProtection()).explanation).toContain('asked for again after a restart');
    const reopened = await openVault(folder, cipher);
    expect(reopened.stateOf('server-a', purpose)).toBe('missing');
    expect(await reopened.read('server-a', purpose)).toMatchObject({ ok: false, error: { code: 'secret_missing' } });
  });

  it('names another keyring, overwrites nothing, and reads again when the old one is back', async () => {
    const folder = await makeTemporaryFolder();
    await (await openVault(folder, createFakeCipher('first'))).keep('server-a', purpose, secret);
    const before = await readAll(folder);
    const other = await openVault(folder, createFakeCipher('second'));
    expect(await other.read('server-a', purpose)).toMatchObject({ ok: false, error: { code: 'keystore_changed' } });
    expect(await readAll(folder)).toBe(before);
    const back = await openVault(folder, createFakeCipher('first'));
    expect(await back.read('server-a', purpose)).toEqual({ ok: true, value: secret });
  });

  it('leaves what is stored where it is when the secret is pasted while its keyring is locked', async () => {
    const folder = await makeTemporaryFolder();
    await (await openVault(folder)).keep('server-a', purpose, secret);
    const before = await readAll(folder);
    const locked = createFakeCipher();
    locked.isAvailable = false;
    const vault = await openVault(folder, locked);
    expect(await vault.keep('server-a', purpose, 'pasted')).toBe('session');
    expect(vault.stateOf('server-a', purpose)).toBe('session');
    expect(await vault.read('server-a', purpose), 'in use until the end').toEqual({ ok: true, value: 'pasted' });
    expect(await readAll(folder)).toBe(before);
    expect(await (await openVault(folder)).read('server-a', purpose)).toEqual({ ok: true, value: secret });
    await vault.keep('server-a', { ...purpose, apiKey: 'APIother' }, 'pasted');
    expect(await readAll(folder), 'control: one for another purpose goes').not.toBe(before);
  });

  it('does not take for a secret what another keyring makes of it without failing', async () => {
    const folder = await makeTemporaryFolder();
    await (await openVault(folder)).keep('server-a', purpose, secret);
    const noisy = { ...createFakeCipher(), decrypt: async () => '\u0013noise' };
    expect(await (await openVault(folder, noisy)).read('server-a', purpose)).toMatchObject({
      ok: false,
      error: { code: 'keystore_changed' },
    });
  });

  it('names the keyring of the very secret that cannot be read, also from a file of the first version', async () => {
    const folder = await makeTemporaryFolder();
    const encrypted = Buffer.from('first:00').toString('base64');
    const old = { version: 1, backend: 'old_keyring', secrets: { 'server-a': encrypted } };
    await fs.writeFile(path.join(folder, 'vault.json'), JSON.stringify(old));
    const second = createFakeCipher('second');
    await (await openVault(folder, second)).keep('server-b', purpose, secret);
    const vault = await openVault(folder, second);
    expect(await vault.read('server-b', purpose)).toEqual({ ok: true, value: secret });
    expect(await vault.read('server-a', purpose)).toMatchObject({
      ok: false,
      error: { detail: { likelyCause: expect.stringContaining('old_keyring') } },
    });
  });

  it('knows every secret it ever held, for redaction, also a forgotten one', async () => {
    const vault = await openVault(await makeTemporaryFolder());
    await vault.keep('server-a', purpose, secret);
    await vault.forget('server-a');
    expect(vault.stateOf('server-a', purpose)).toBe('missing');
    expect(vault.known()).toContain(secret);
  });

  it.each([
    ['address', { ...purpose, origin: 'wss://other.example.com' }],
    ['API key', { ...purpose, apiKey: 'APIother' }],
  ])('gives a secret out for no other %s than it was entered for, before and after a restart', async (_what, other) => {
    const folder = await makeTemporaryFolder();
    const vault = await openVault(folder);
    await vault.keep('server-a', purpose, secret);
    vault.keepForSession('server-b', purpose, secret);
    expect(await vault.read('server-b', other)).toMatchObject({ ok: false, error: { code: 'secret_missing' } });
    for (const opened of [vault, await openVault(folder)]) {
      expect(await opened.read('server-a', purpose), 'control').toEqual({ ok: true, value: secret });
      expect([opened.stateOf('server-a', other), opened.stateOf('server-a', purpose)]).toEqual(['missing', 'stored']);
      expect(await opened.read('server-a', other)).toMatchObject({
        ok: false,
        error: { code: 'secret_missing', detail: { likelyCause: expect.stringContaining('another address') } },
      });
    }
  });

  it('does not believe a purpose that was exchanged in the file; a secret from before it had one fits', async () => {
    const folder = await makeTemporaryFolder();
    await (await openVault(folder)).keep('server-a', purpose, secret);
    const file = path.join(folder, 'vault.json');
    const stored = await fs.readFile(file, 'utf8');
    const other = { ...purpose, origin: 'wss://elsewhere.example.com' };
    await fs.writeFile(file, stored.replace(purpose.origin, other.origin));
    const opened = await openVault(folder);
    expect(await opened.read('server-a', other)).toMatchObject({ ok: false, error: { code: 'keystore_changed' } });
    const cipher = createFakeCipher();
    const encrypted = Buffer.from(await cipher.encrypt(`gavel-secret:${secret}`)).toString('base64');
    const old = { version: 2, secrets: { 'server-a': { backend: 'first', encrypted } } };
    await fs.writeFile(file, JSON.stringify(old));
    expect(await (await openVault(folder, cipher)).read('server-a', purpose)).toEqual({ ok: true, value: secret });
  });
});
