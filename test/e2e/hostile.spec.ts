/** People whose names, identities, metadata and attributes attack the console: all of it is drawn as text and breaks nothing. */
import type { Locator } from '@playwright/test';
import { createApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import type { ServerPage } from './pages/server-page.ts';
import { readMadeElements, recordShownTexts } from './support/shown-texts.ts';
import { createWorld, expect, test } from './support/world.ts';

test.describe.configure({ mode: 'serial' });

const room = '<img src=x onerror="window.isTakenOver=1">';
const html =
  '<script>window.isTakenOver=1</script><img src=x onerror="window.isTakenOver=1"><iframe src="https://x.invalid">';
const kibibyte = 1_024;
const rowPx = 28;

interface HostilePerson {
  identity: string;
  name?: string;
  metadata?: string;
  attributes?: Record<string, string>;
  /** What the Inspector shows of it. */
  shows: (string | RegExp)[];
}

const hidden = { bidi: '\u202E', zeroWidth: '\u200B', nul: '\u0000', isolate: '\u2066' };
const people: HostilePerson[] = [
  { identity: 'a-script', name: html, metadata: html, attributes: { [html]: html }, shows: [html] },
  { identity: html.slice(0, 200), name: 'identity of HTML', shows: ['onerror'] },
  {
    identity: 'c-bidi',
    name: `ab${hidden.bidi}cod.exe`,
    metadata: JSON.stringify({ [`k${hidden.bidi}`]: `v${hidden.isolate}` }),
    attributes: { [`at${hidden.bidi}tr`]: 'x' },
    shows: ['U+202E', 'U+2066'],
  },
  {
    identity: `d-zero${hidden.zeroWidth}width`,
    name: `ad${hidden.zeroWidth}min`,
    attributes: { [`te${hidden.zeroWidth}am`]: 'red' },
    shows: ['U+200B'],
  },
  {
    identity: 'e-nul',
    name: `nul${hidden.nul}nul`,
    metadata: `m${hidden.nul}\u0007\r\n\tx`,
    shows: ['U+0000', 'U+0007'],
  },
  { identity: 'f-rtl', name: 'فاطمة الزهراء', metadata: 'שלום עולם', attributes: { دور: 'متحدث' }, shows: ['שלום'] },
  { identity: `e2-${hidden.nul}nul${hidden.bidi}`, shows: ['U+0000', 'U+202E'] },
  { identity: `g-${'w'.repeat(254)}`, name: 'W'.repeat(256), metadata: 'w'.repeat(4_000), shows: [/w{200}/] },
  { identity: 'h-emoji', name: '😀'.repeat(64), attributes: { '👩‍👩‍👧': '🏳️‍🌈' }, shows: ['😀😀😀'] },
  { identity: 'i-json', metadata: makeLongJson(), shows: ['524.3 kB'] },
  { identity: 'j-text', metadata: '<marquee>'.padEnd(512 * kibibyte, 'x'), shows: ['524.3 kB', '<marquee>xxx'] },
  {
    identity: 'k-keys',
    attributes: Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key-${index}`, String(index)])),
    shows: ['key-1'],
  },
  { identity: 'l-empty-key', attributes: { '': 'of an empty key' }, shows: ['(no name)'] },
  { identity: '__proto__', name: 'constructor', attributes: { toString: 'x', constructor: 'y' }, shows: ['toString'] },
  { identity: 'n"]{quotes}\\', name: '\'"`${}', metadata: '{"a":"\\u202e"}', shows: ['U+202E'] },
  { identity: 'o-deep', metadata: `${'['.repeat(20_000)}1${']'.repeat(20_000)}`, shows: [/1 item|text\[{9}/] },
];

const world = createWorld();
let server: LivekitServer;
let page: ServerPage;
const complaints: string[] = [];

test.beforeAll(async () => {
  server = await world.startServer();
  const { rooms } = createApiClients(server);
  await rooms.createRoom({ name: room, metadata: html });
  for (const { identity, name, metadata, attributes } of people) {
    await world.join({ server, room, identity, ...(name === undefined ? {} : { name }) });
    if (metadata !== undefined) await rooms.updateParticipant(room, identity, { metadata });
    if (attributes !== undefined) await rooms.updateParticipant(room, identity, { attributes });
  }
  const app = await world.launch();
  app.electron.context().on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  app.electron.context().on('weberror', (error) => complaints.push(String(error.error())));
  await recordShownTexts(app.electron.context());
  page = await app.addAndOpen(server, { name: 'Hostile' });
});
test.afterAll(() => world.end());

test('the lobby draws a room’s name and metadata as text', async () => {
  const row = page.row(page.grid('Rooms'), room);
  await expect(row).toContainText(room);
  await expect(row.locator('[data-column="metadata"]')).toContainText('<script>');
  await page.openRoom(room);
});

test('everybody has a row of the usual height, and nothing is wider than the window', async () => {
  const grid = page.grid('Participants');
  await expect(grid).toHaveAttribute('aria-rowcount', String(people.length + 1));
  for (const { identity } of people) {
    const row = rowOf(identity);
    await expect(row).toHaveCount(1);
    const readOffPx = async (): Promise<number> => Math.abs(((await row.boundingBox())?.height ?? 0) - rowPx);
    await expect.poll(readOffPx, identity.slice(0, 20)).toBeLessThanOrEqual(1);
  }
  const sizes = await page.page.evaluate(() => {
    const root = document.documentElement;
    return { wide: root.scrollWidth - root.clientWidth, tall: root.scrollHeight - root.clientHeight };
  });
  expect(sizes).toEqual({ wide: 0, tall: 0 });
});

test('the grid answers keys and scrolls to its last column', async () => {
  const grid = page.grid('Participants');
  await rowOf('a-script').locator('[data-column="identity"]').click();
  await page.page.keyboard.press('ArrowDown');
  await expect.poll(() => grid.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  const readColumn = (): Promise<string> =>
    page.page.evaluate(() => document.activeElement?.closest('[data-column]')?.getAttribute('data-column') ?? '');
  const before = await readColumn();
  await page.page.keyboard.press('End');
  await expect.poll(readColumn).not.toBe(before);
  await expect.poll(() => grid.evaluate((element) => element.scrollWidth)).toBeGreaterThan(2_000);
  await page.page.keyboard.press('Home');
  await expect.poll(readColumn).toBe(before);
});

for (const { identity, shows } of people) {
  test(`the Inspector shows ${JSON.stringify(identity.slice(0, 24))}`, async () => {
    await rowOf(identity).locator('[data-column="identity"]').dblclick();
    await expect(page.inspector.getByRole('heading', { level: 2 })).toContainText(identity.slice(0, 3));
    for (const text of shows) await expect(page.inspector).toContainText(text);
    const readOverflowPx = (): Promise<number> =>
      page.inspector.evaluate((element) => element.scrollWidth - element.clientWidth);
    await expect.poll(readOverflowPx).toBe(0);
    await page.inspector.getByRole('button', { name: 'Raw JSON' }).click();
    await expect(page.inspector).toContainText('clientProtocol');
    await page.inspector.getByRole('button', { name: 'Fields', exact: true }).first().click();
  });
}

test('hidden characters are boxes with their code points, in the grid too', async () => {
  await expect(rowOf('c-bidi').locator('[data-column="name"]')).toContainText('abU+202Ecod.exe');
  await expect(rowOf('e-nul').locator('[data-column="name"]')).toContainText('nulU+0000nul');
});

test('a change of somebody whose identity is HTML is told in notes, events, requests and the record', async () => {
  const { identity } = people[1] as HostilePerson;
  await rowOf(identity).locator('[data-column="identity"]').dblclick();
  const name = page.inspector.getByRole('textbox', { name: 'Display name' });
  await name.fill('renamed');
  await name.press('Control+s');
  await expect(rowOf(identity).locator('[data-column="name"]')).toContainText('renamed');
  for (const tab of ['Events', 'Requests', 'Audit'] as const)
    await expect(await page.openTab(tab)).toContainText('<script>window.isTakenOver');
});

test('nothing of it became an element, ran or broke the policy', async () => {
  // Control: the attack is in the document, as text.
  expect(await page.page.evaluate(() => document.body.textContent)).toContain('<script>window.isTakenOver=1</script>');
  expect((await readMadeElements(page.page)).filter(isForeign)).toEqual([]);
  expect(await page.page.evaluate(() => 'isTakenOver' in window)).toBe(false);
  expect(complaints).toEqual([]);
});

test('control: a planted element, error and violation are found', async () => {
  await page.page.evaluate(() => {
    const image = document.createElement('img');
    image.src = 'https://elsewhere.invalid/x.png';
    document.body.append(image);
    setTimeout(() => {
      throw new Error('a planted error');
    });
  });
  await expect.poll(async () => (await readMadeElements(page.page)).filter(isForeign)).toEqual(['img']);
  await expect.poll(() => complaints.join('\n')).toMatch(/Content Security Policy/);
  await expect.poll(() => complaints.join('\n')).toContain('a planted error');
});

/** Elements that only an attack would make: the page has one script of its own and draws its pictures as svg. */
function isForeign(element: string): boolean {
  if (element.startsWith('script ')) return !element.startsWith('script app://');
  return ['img', 'iframe', 'object', 'embed', 'base', 'marquee', 'blink'].includes(element);
}

/** A row by its key, whatever characters that has. No selector can name NUL: there the part before it has to do. */
function rowOf(identity: string): Locator {
  const [start = '', ...rest] = identity.split(hidden.nul);
  return page.grid('Participants').locator(`[data-row${rest.length > 0 ? '^' : ''}="${escapeCss(start)}"]`);
}

function escapeCss(text: string): string {
  return text.replaceAll(/[^\w-]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `);
}

/** JSON of exactly 512 KiB, with many members. */
function makeLongJson(): string {
  const members = Array.from({ length: 5_000 }, (_, index) => `"member-${index}":"<blink>${'v'.repeat(60)}"`);
  const text = `{${members.join(',')},"rest":"`;
  return `${text}${'r'.repeat(512 * kibibyte - text.length - 2)}"}`;
}
