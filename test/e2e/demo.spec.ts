/** The demo as `npm start` runs it: a living room in front of the real app, for this run only, and nobody is left behind. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '#tools/wait-until.ts';
import { FormPage } from './pages/form-page.ts';
import { ServerPage } from './pages/server-page.ts';
import { findRunning, listCommands, startDemoRun, type DemoRun, type FamilyMember } from './support/demo-run.ts';
import { findInFiles, listFiles } from './support/files.ts';
import { expect, test } from './support/world.ts';

test.describe.configure({ mode: 'serial' });

let demo: DemoRun;
let page: ServerPage;
let familyAtEnd: FamilyMember[];

test.beforeAll(async () => {
  demo = await startDemoRun(['--still']);
});
test.afterAll(() => demo?.end());

test('the server Demo is listed as there for this run only, and its rooms are live', async () => {
  await expect(demo.manager.row('Demo')).toContainText('for this run only, nothing is saved');
  page = new ServerPage(await demo.opened(() => demo.manager.open('Demo')));
  await page.waitUntilReady();
  const rooms = page.grid('Rooms');
  await expect(page.row(rooms, 'green-room')).toBeVisible();
  await expect(page.row(rooms, 'town-hall').locator('[data-column="metadata"]')).toContainText('Town hall');
});

test('town-hall has 24 people, a phone caller and a hidden participant, each as promised', async () => {
  await page.openRoom('town-hall');
  await expect(page.grid('Participants')).toHaveAttribute('aria-rowcount', '27');
  const filter = page.page.getByLabel('Filter participants');
  const find = async (identity: string): Promise<void> => {
    await filter.fill(identity);
    await expect(page.row(page.grid('Participants'), identity)).toBeVisible();
  };
  const inspect = async (identity: string): Promise<void> => {
    await find(identity);
    await page.inspect(identity);
  };
  await find('quality-watch');
  await expect(page.cell('quality-watch', 'source').getByLabel(/API only/)).toBeVisible();
  await find('leila-haddad');
  await expect(page.cell('leila-haddad', 'name')).toContainText('ليلى حداد');

  await inspect('sip_+12025550143');
  await expect(page.inspector).toContainText(/\bsip\b/);
  const hand = page.section('Attributes').getByLabel('Attribute handRaisedAt', { exact: true });
  for (const identity of ['leila-haddad', 'sofia-rossi', 'tomasz-zielinski']) {
    await inspect(identity);
    await expect(hand, `${identity} has a hand up`).toHaveValue(/^\d{13}$/);
  }
  await inspect('hana-kim');
  await expect(page.section('Attributes')).toContainText('team');
  await expect(hand, 'control: she has not').toHaveCount(0);
  for (const [identity, words] of [
    ['camille-laurent', 'It begins like JSON but is not'],
    ['oliver-bennett', 'Empty'],
    ['viktor-novak', 'answer001'],
  ] as const) {
    await inspect(identity);
    await expect(page.section('Metadata')).toContainText(words);
  }
  await filter.fill('');
});

test('the note-taker comes when it is called, and its echo is shown', async () => {
  const metadata = '{"topic":"Traffic plan","language":"العربية"}';
  await page.grid('Participants').locator('[data-row] [data-column="identity"]').first().click();
  await page.page.keyboard.press('d');
  const dialog = page.page.getByRole('dialog', { name: 'Dispatch agent' });
  await dialog.getByLabel('Agent name').fill('note-taker');
  await page.typeJson('Dispatch metadata', metadata);
  await page.page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  const joined = (await page.openTab('Dispatches'))
    .getByRole('row', { name: /note-taker/ })
    .locator('[data-column="joined"]');
  await expect(joined).toContainText('agent-');
  const identity = (await joined.textContent()) ?? '';
  await page.page.getByLabel('Filter participants').fill(identity);
  await page.inspect(identity);
  const attribute = (key: string) => page.section('Attributes').getByLabel(`Attribute ${key}`, { exact: true });
  await expect(attribute('note.echo.sha256')).toHaveValue(createHash('sha256').update(metadata).digest('hex'));
});

test('a server that is saved beside it is written, the demo is not', async () => {
  const form = new FormPage(await demo.opened(() => demo.manager.pressAddServer()));
  await form.waitUntilReady();
  await form.fill({ name: 'Kept', url: 'ws://127.0.0.1:9', apiKey: 'APIkept', apiSecret: 'kept-secret-0123456789' });
  await form.saveAnyway();
  await expect(demo.manager.row('Kept')).toBeVisible();
  const [file = ''] = listFiles(demo.configHome).filter((name) => path.basename(name) === 'servers.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ servers: [{ name: 'Kept' }] });
});

test('when the app is closed, everybody goes with it', async () => {
  familyAtEnd = demo.family();
  // The window closed just before may still be ending; these last as long as the demo.
  const commands = listCommands(findRunning(familyAtEnd));
  for (const wanted of ['livekit', 'note-taker.ts', 'supervisor-watcher', '--type=zygote', '--type=renderer']) {
    expect(commands, 'control: they are there').toContain(wanted);
  }
  expect(existsSync(demo.serverFolder)).toBe(true);
  await demo.closeWindows();
  expect(await demo.ended).toBe(0);
  await waitUntil(() => findRunning(familyAtEnd).length === 0, {
    what: `all processes to be gone: ${listCommands(familyAtEnd)}`,
  });
  await waitUntil(() => !existsSync(demo.serverFolder), { what: 'the key file to be gone' });
});

test('nothing of the demo is kept', () => {
  const { configHome, key } = demo;
  const secrets = [key.apiKey, key.apiSecret];
  expect(key.apiSecret.length).toBeGreaterThanOrEqual(32);
  expect(findInFiles(configHome, secrets)).toEqual([]);
  for (const line of secrets) expect(demo.output()).not.toContain(line);
  for (const name of ['servers.json', 'vault.json']) {
    for (const file of listFiles(configHome).filter((one) => path.basename(one) === name)) {
      expect(readFileSync(file, 'utf8'), name).not.toContain('Demo');
    }
  }
  // Control: what is planted is found, in clear and encoded as files keep it.
  writeFileSync(path.join(configHome, 'planted-key'), `x${key.apiKey}x`);
  writeFileSync(path.join(configHome, 'planted-secret'), Buffer.from(`{"s":"${key.apiSecret}"}`).toString('base64'));
  expect(findInFiles(configHome, secrets)).toEqual(['planted-key', 'planted-secret']);
});

test('when the demo is killed, nobody is left behind either', async () => {
  const run = await startDemoRun();
  try {
    const family = run.family();
    for (const wanted of ['livekit', 'note-taker.ts', '--type=renderer']) {
      expect(listCommands(findRunning(family)), 'control: they are there').toContain(wanted);
    }
    process.kill(run.pid, 'SIGKILL');
    expect(await run.ended).toBe(null);
    await waitUntil(() => findRunning(family).length === 0, {
      what: `all processes to be gone: ${listCommands(family)}`,
    });
    await waitUntil(() => !existsSync(run.serverFolder), { what: 'the key file to be gone' });
    expect(findInFiles(run.configHome, [run.key.apiKey, run.key.apiSecret])).toEqual([]);
  } finally {
    run.end();
  }
});
