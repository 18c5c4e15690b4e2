/** The API secret on the disk: encrypted by a real keyring or not there at all, and never readable. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchApp, makeAppFolder, readRuntime } from '#test/support/runtime';
import { ask, describeServer, expect, findWindow, test } from './support/fixtures.ts';

const draft = describeServer('ws://127.0.0.1:9');

async function openManager(options: Parameters<typeof launchApp>[0]) {
  const app = await launchApp(options);
  return { app, manager: await findWindow(app, /^app:\/\/manager\//) };
}

function findSecret(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(draft.apiSecret ?? ''))
    .map((file) => path.relative(folder, file));
}

for (const hasKeyring of [true, false]) {
  test(`the secret is on no disk in clear, ${hasKeyring ? 'with' : 'without'} a keyring`, async () => {
    const configHome = makeAppFolder('config');
    const keyringHome = makeAppFolder('keyring');
    // Only Linux needs a keyring beside it; elsewhere the system's own keystore is there.
    const options = hasKeyring && readRuntime().keyringLauncher ? { configHome, keyringHome } : { configHome };
    const isProtected = hasKeyring || process.platform !== 'linux';
    const secretState = isProtected ? 'stored' : 'session';
    try {
      const first = await openManager(options);
      await ask(first.manager, 'servers:open-form', {});
      const form = await findWindow(first.app, /^app:\/\/form-/);
      expect(await ask(form, 'servers:save', draft)).toMatchObject({ ok: true, value: { secretState } });
      expect(findSecret(configHome)).toEqual([]);
      await first.app.close();

      const second = await openManager(options);
      expect(await ask(second.manager, 'servers:list', {})).toMatchObject({
        ok: true,
        value: {
          servers: [{ name: draft.name, secretState: isProtected ? 'stored' : 'missing' }],
          protection: { isAvailable: isProtected },
        },
      });
      await second.app.close();
      expect(findSecret(configHome)).toEqual([]);
      // Control: a file with the secret is found.
      writeFileSync(path.join(configHome, 'planted'), `x${draft.apiSecret}x`);
      expect(findSecret(configHome)).toEqual(['planted']);
    } finally {
      rmSync(configHome, { recursive: true, force: true });
      rmSync(keyringHome, { recursive: true, force: true });
    }
  });
}
