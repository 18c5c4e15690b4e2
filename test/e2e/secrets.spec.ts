/**
 * After the main job and after failures, the API secret is nowhere but in main's memory, and no signed token is in anything
 * that is kept or shown. Each search also finds what is planted for it.
 */
import { randomBytes } from 'node:crypto';
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { createAccessToken } from '#tools/people/access-token.ts';
import { RtcPerson } from '#tools/people/rtc-person.ts';
import { waitUntil } from '#tools/wait-until.ts';
import type { ServerPage } from './pages/server-page.ts';
import { findInFiles, listFiles, matchInFiles } from './support/files.ts';
import { searchHeap, wholeStringsSwitch } from './support/heap.ts';
import { readShownTexts, recordShownTexts } from './support/shown-texts.ts';
import { readTraffic, recordTraffic, type SentMessage } from './support/traffic.ts';
import { createWorld, expect, test, type App } from './support/world.ts';

test.describe.configure({ mode: 'serial' });

const room = 'vault-check';
/** A signed token, whole or cut short. */
const token = /eyJ[\w-]{8,}/;
const world = createWorld();
let server: LivekitServer;
let proxy: FaultProxy;
let app: App;
let page: ServerPage;
let wrongPage: ServerPage;
let configHome: string;
let printed = '';
/** Of the pages' own consoles, which are printed nowhere. The browser itself names addresses with tokens there. */
let consoles = '';
/** Of the form, which is gone since: the lines beside the field that holds what is typed. */
let shownByCheck = '';
/** Whatever left a window: by the clipboard, or as text to be taken along. */
let taken = '';
/** Right and wrong one: both are somebody's. */
let secrets: string[];

test.beforeAll(async () => {
  server = await world.startServer();
  proxy = await startFaultProxy(server);
  world.onEnd(() => proxy.dispose());
  await createApiClients(server).rooms.createRoom({ name: room });
  configHome = world.makeConfigHome();
  world.onEnd(() => rmSync(configHome, { recursive: true, force: true }));
  secrets = [server.apiSecret, randomBytes(32).toString('base64url')];
});
test.afterAll(() => world.end());

test('the main job and its failures are gone through', async () => {
  const amara = await world.join({
    server,
    room,
    identity: 'amara',
    attributes: { team: 'red' },
    metadata: '{"seat":"B-14"}',
  });
  app = await world.launch({ configHome, args: [wholeStringsSwitch] });
  for (const stream of [app.electron.process().stdout, app.electron.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  app.electron.context().on('console', (message) => {
    consoles += `${message.text()}\n`;
  });
  await recordTraffic(app.electron);
  await recordShownTexts(app.electron.context());
  await app.manager.page.reload();
  await app.manager.waitUntilReady();

  const form = await app.openForm();
  await form.fill({ name: 'Staging', url: proxy.url, apiKey: proxy.apiKey, apiSecret: secrets[1] ?? '' });
  await form.check();
  await expect(form.checkLine('secret')).toHaveAttribute('data-state', 'failed');
  const lines = form.page.getByRole('region', { name: 'Check', exact: true });
  shownByCheck += await lines.innerHTML();
  await form.fill({ apiSecret: proxy.apiSecret });
  await form.check();
  await expect(form.checkLine('media')).toHaveAttribute('data-state', 'ok');
  shownByCheck += await lines.innerHTML();
  await form.save();
  page = await app.openServer('Staging');
  await page.openRoom(room);
  await page.inspect('amara');
  const team = page.section('Attributes').getByRole('textbox', { name: 'Attribute team' });
  await team.fill('green');
  await team.press('Control+s');
  await waitUntil(() => amara.self?.attributes['team'] === 'green', { what: 'the attribute' });
  await page
    .section('Metadata')
    .getByRole('button', { name: /Edit metadata/ })
    .click();
  await page.typeJson('Metadata', '{"seat":"A-1"}');
  await page.page.keyboard.press('Control+s');
  await waitUntil(() => amara.self?.metadata === '{"seat":"A-1"}', { what: 'the metadata' });
  await expect(page.section('Metadata')).toContainText(/seen/);
  await page.openTab('Requests');
  await page.openTab('Audit');

  wrongPage = await app.addAndOpen(
    { ...server, apiSecret: secrets[1] ?? '' },
    { name: 'Wrong secret', isFailing: true },
  );
  await expect(wrongPage.page.getByRole('alert').filter({ hasText: 'API secret is wrong' })).toBeVisible();
});

test('somebody is listened to, a view is kept, and people, views and a report are taken along', async () => {
  const grants = { canPublish: true, canSubscribe: true };
  const mei = new RtcPerson({ server, room, identity: 'mei', hasMicrophone: true, grants });
  world.onEnd(() => mei.leave());
  await mei.join();
  await page.inspect('mei');
  await page.section('Tracks').getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(page.page.getByRole('group', { name: 'Listening' })).toContainText('Listening to mei');

  const { keyboard } = page.page;
  await page.cell('mei', 'identity').click();
  await keyboard.press('/');
  await keyboard.type('kind=standard');
  await page.page.getByRole('button', { name: /^View: / }).click();
  await page.page.getByRole('menuitem', { name: 'Save view…' }).click();
  const saving = page.page.getByRole('dialog', { name: 'Save view' });
  await saving.getByRole('textbox', { name: 'Name' }).fill('Those of mine');
  await saving.getByRole('button', { name: 'Save' }).click();
  await expect(saving).toHaveCount(0);
  await page.page.getByRole('button', { name: /^View: / }).click();
  await page.page.getByRole('menuitem', { name: 'Rename, order, export, import…' }).click();
  await page.page.getByRole('button', { name: 'Export…' }).click();
  taken += await page.page.getByRole('textbox', { name: 'Your views as text' }).inputValue();
  await saveAs('views.json');
  await page.page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.page.getByText(/^Saved: 1 view as /)).toBeVisible();

  await saveAs('people.csv');
  await page.cell('mei', 'identity').click();
  const exporting = page.page.getByRole('dialog', { name: 'Export' });
  for (const button of ['Copy', 'Save…']) {
    await keyboard.press('x');
    await exporting.getByRole('radio', { name: /^Everybody/ }).check();
    await exporting.getByRole('radio', { name: /^Every known field/ }).check();
    await exporting.getByRole('button', { name: button }).click();
    await expect(exporting).toHaveCount(0);
    taken += await readClipboard();
  }
  await expect(page.page.getByText(/^Saved: 2 rows/)).toBeVisible();

  await wrongPage.checkServer();
  await expect(wrongPage.checkLine('secret')).toHaveAttribute('data-state', 'failed');
  await wrongPage.page.getByRole('button', { name: 'Copy report' }).click();
  await expect.poll(readClipboard).toContain('[failed]');
  taken += await readClipboard();
  await wrongPage.page.keyboard.press('Escape');
});

test('nothing that is taken along holds a secret or a token', () => {
  // Control: all of it was taken, and the report has the words around the token.
  for (const known of ['Those of mine', 'amara', 'mei', '[redacted]']) expect(taken).toContain(known);
  expect(secrets.filter((secret) => taken.includes(secret))).toEqual([]);
  expect(taken).not.toMatch(token);
});

test('a server that echoes the token in its refusal is not repeated', async () => {
  // Control: this is what servers really say.
  const refusal = await fetch(`${server.httpUrl}/twirp/livekit.RoomService/ListRooms`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${createAccessToken(server.apiKey, 'another secret', { identity: '', grants: {} })}`,
      'content-type': 'application/json',
    },
    body: '{}',
  });
  const words = await refusal.text();
  expect([refusal.status, words]).toEqual([401, expect.stringMatching(token)]);
  // The same at the join, from where it reaches the page by livekit-client.
  proxy.answer({ path: '/rtc', status: 401, body: words, contentType: 'text/plain' });
  proxy.cutConnections();
  await expect(page.roomState('live')).toHaveCount(0);
  await expect
    .poll(() => proxy.requests.filter(({ path: asked, status }) => asked.startsWith('/rtc') && status === 401).length)
    .toBeGreaterThan(0);
  // The refusal's words are kept in the record of the join.
  await expect
    .poll(async () => (await readTraffic(app.electron)).some(isRedactedRefusal), { message: 'the refusal is recorded' })
    .toBe(true);
  proxy.clearFaults();
});

test('what fails in main is logged without what its words held', async () => {
  const words = [...secrets, createAccessToken('key', 'any', { identity: 'logged', grants: {} })].join(' ');
  await app.electron.evaluate((_electron, text) => void Promise.reject(new Error(`planted failure: ${text}`)), words);
  await expect.poll(() => printed).toMatch(/planted failure: \[redacted\] \[redacted\] \[redacted\]/);
});

test('nothing that was sent to a window holds a secret', async () => {
  const find = async (): Promise<string[]> =>
    (await readTraffic(app.electron))
      .filter(({ text }) => secrets.some((secret) => text.includes(secret)))
      .map(({ kind, name }) => `${kind} ${name}`);
  const names = new Set((await readTraffic(app.electron)).map(({ kind, name }) => `${kind} ${name}`));
  for (const known of [
    'event servers:check-line',
    'answer servers:run-check',
    'answer probe:read-task',
    'answer servers:save',
    'answer rooms:join',
    'answer actions:plan',
    'event actions:progress',
    'answer listening:begin',
    'answer roster:save-preferences',
    'answer app:copy-text',
    'answer app:save-text',
  ]) {
    expect(names, 'control: the recorder heard the check, the main job and what came after').toContain(known);
  }
  expect(await find()).toEqual([]);
});

test('no token is in anything sent but the grants to join, of a check and of a window', async () => {
  const told = (await readTraffic(app.electron)).filter(({ text }) => token.test(text));
  // Control: the grants carry one, and are found.
  expect(new Set(told.map(({ kind, name }) => `${kind} ${name}`))).toEqual(
    new Set(['answer probe:read-task', 'answer rooms:join']),
  );
});

test('nothing printed holds a secret or a token', async () => {
  expect(secrets.filter((secret) => (printed + consoles).includes(secret))).toEqual([]);
  expect(printed).not.toMatch(token);
});

test('nothing shown holds a secret or a token', async () => {
  const windows = await Promise.all([app.manager, page, wrongPage].map(({ page: shown }) => readShownTexts(shown)));
  for (const texts of [shownByCheck, ...windows]) {
    expect(secrets.filter((secret) => texts.includes(secret))).toEqual([]);
    expect(texts.match(token)).toBeNull();
  }
  // Control: the words around the tokens were shown.
  expect(shownByCheck).toContain('[redacted]');
  expect(await readShownTexts(wrongPage.page)).toContain('[redacted]');
  const requests = await wrongPage.page.evaluate(async () => {
    const answer = await window.gavel?.request('requests:list', { limit: 200 });
    return JSON.stringify(answer);
  });
  expect(requests).toContain('[redacted]');
  expect(requests).not.toMatch(token);
});

test('no file below the data folder holds a secret or a token', async () => {
  // Control: what the app keeps is below this folder, and is read.
  const kept = findInFiles(configHome, [server.apiKey, 'planted failure', room, 'Those of mine', 'amara']).map((file) =>
    path.basename(file),
  );
  expect(kept).toEqual(
    expect.arrayContaining(['main.log', 'servers.json', 'gavel.sqlite-wal', 'people.csv', 'views.json']),
  );
  expect(findInFiles(configHome, secrets)).toEqual([]);
  expect(matchInFiles(configHome, token)).toEqual([]);
});

test('no live page’s heap holds a secret', async () => {
  const pages = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(app.electron.windows()).toHaveLength(pages);
  for (const live of app.electron.windows()) {
    expect(live.workers()).toEqual([]);
    const { found, sizeBytes } = await searchHeap(live, secrets);
    expect(found, live.url()).toEqual([]);
    expect(sizeBytes).toBeGreaterThan(1_000_000);
  }
});

test('control: what is planted is found, in every place that was searched', async () => {
  const planted = `planted-${randomBytes(16).toString('base64url')}`;
  const jwt = createAccessToken('key', planted, { identity: 'planted', grants: {} });
  await plantInHeap(page.page, planted);
  const copies = [`${planted}-held`, `${planted}-last`];
  expect((await searchHeap(page.page, copies)).found.toSorted()).toEqual(copies);

  // Said by main's handlers and events, shown, and printed on both sides.
  await app.electron.evaluate(
    ({ webContents }, text) =>
      webContents.getAllWebContents().forEach((contents) => contents.send('gavel:event', text)),
    planted,
  );
  expect((await readTraffic(app.electron)).filter(({ text, name }) => `${name} ${text}`.includes(planted))).not.toEqual(
    [],
  );
  await page.page.evaluate((text) => {
    document.body.append(text);
    console.log(text);
  }, jwt);
  expect(await readShownTexts(page.page)).toMatch(token);
  await app.electron.evaluate((_electron, text) => console.log(text), `${planted} ${jwt}`);
  await expect.poll(() => printed.includes(planted) && token.test(printed)).toBe(true);
  await expect.poll(() => consoles).toContain(jwt);

  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), `${planted} ${jwt}`);
  const inClipboard = await readClipboard();
  expect([inClipboard.includes(planted), token.test(inClipboard)]).toEqual([true, true]);

  for (const name of ['people.csv', 'views.json', 'roster.json', 'capabilities.json']) {
    const file = listFiles(configHome).find((kept) => path.basename(kept) === name) ?? '';
    appendFileSync(file, `${planted} ${jwt}`);
    expect(findInFiles(configHome, [planted]), name).toContain(path.relative(configHome, file));
    expect(matchInFiles(configHome, token), name).toContain(path.relative(configHome, file));
  }
  const log = listFiles(configHome).find((file) => file.endsWith('main.log')) ?? '';
  appendFileSync(log, Buffer.from(`xy${planted}`).toString('base64'));
  appendFileSync(log, `\n${jwt}\n`);
  expect(findInFiles(configHome, [planted])).toContain(path.relative(configHome, log));
  expect(matchInFiles(configHome, token)).toContain(path.relative(configHome, log));
});

test('after the app was closed, too, no file holds a secret', async () => {
  await app.close();
  expect(findInFiles(configHome, secrets)).toEqual([]);
});

/** Below the data folder, so that what is saved is searched like all that is kept there. */
function saveAs(name: string): Promise<void> {
  return app.electron.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    },
    path.join(configHome, name),
  );
}

function readClipboard(): Promise<string> {
  return app.electron.evaluate(({ clipboard }) => clipboard.readText());
}

function isRedactedRefusal({ name, text }: SentMessage): boolean {
  return name === 'audit:appended' && /invalid token.{0,20}\[redacted\]/.test(text);
}

/** One copy in a closure, one far along a long string. */
async function plantInHeap(target: Page, text: string): Promise<void> {
  await target.evaluate((planted) => {
    const held = [planted, 'held'].join('-');
    const long = JSON.stringify({ pad: 'x'.repeat(5_000), last: `${planted}-last` });
    Object.assign(window, { planted: () => held.length + long.length });
  }, text);
}
