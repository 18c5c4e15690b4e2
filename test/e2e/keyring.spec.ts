/** What is said on screen about the keystore, and that another keyring neither reads nor overwrites what is stored. */
import { readFileSync } from 'node:fs';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import type { FormPage } from './pages/form-page.ts';
import { listFiles } from './support/files.ts';
import { expect, test, type App } from './support/world.ts';

const access = { url: 'ws://127.0.0.1:9', apiKey: 'key-of-the-keyring-spec', apiSecret: 'secret-of-the-keyring-spec' };

async function addServer(app: App): Promise<void> {
  await fillAndSave(await app.openForm());
}

async function fillAndSave(form: FormPage): Promise<void> {
  await form.fill({ name: 'Staging', ...access });
  await form.saveAnyway();
}

function readVault(configHome: string): string {
  const file = listFiles(configHome).find((name) => readFileSync(name, 'utf8').includes('"secrets"'));
  if (file === undefined) throw new Error('there is no vault file');
  return readFileSync(file, 'utf8');
}

test('the secret comes back with its keyring; with another one that is said, and nothing is overwritten', async ({
  world,
}) => {
  // Elsewhere the system's own keystore cannot be exchanged for another.
  expect(readRuntime().keyringLauncher !== undefined || process.platform !== 'linux').toBe(true);
  const configHome = world.makeConfigHome();
  const keyringHome = makeAppFolder('keyring');
  const otherKeyringHome = makeAppFolder('other-keyring');
  const problem = 'The stored API secret cannot be decrypted';

  const first = await world.launch({ configHome, keyringHome });
  await addServer(first);
  await expect(first.manager.row('Staging')).not.toContainText('for this session only');
  const stored = readVault(configHome);
  await first.close();

  const other = await world.launch({ configHome, keyringHome: otherKeyringHome });
  const refused = await other.openServer('Staging');
  const alert = refused.page.getByRole('alert').filter({ hasText: problem });
  await expect(alert).toContainText('another keyring');
  await expect(alert).toContainText('restore that keyring');
  // The record is sealed by a key of the keyring as well: said, and a new chain goes on behind it.
  await other.manager.page.getByRole('button', { name: 'Audit' }).click();
  await expect(other.manager.page.getByText(/sealed with a key of another keyring/)).toContainText(
    'restore that keyring',
  );
  await expect(other.manager.page.getByRole('note', { name: 'Protection of the record' })).toContainText('keystore');
  await other.close();
  expect(readVault(configHome)).toBe(stored);

  // Control: with its own keyring the same window finds the secret, and fails only at the server that is not there.
  const again = await world.launch({ configHome, keyringHome });
  const page = await again.openServer('Staging');
  await expect(page.page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await expect(page.page.getByText(problem)).toHaveCount(0);
});

test('where there is no keystore, the form says before saving that the secret lives for this session', async ({
  world,
}) => {
  const app = await world.launch();
  const form = await app.openForm();
  await expect(form.page.getByText(/no keystore that protects/)).toBeVisible();
  await fillAndSave(form);
  await expect(app.manager.row('Staging')).toContainText('for this session only');
});
