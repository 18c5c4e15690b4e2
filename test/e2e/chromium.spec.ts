/** The built page in a current Chromium, under the policy that it has in the app: joins, shows and edits. */
import { createApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { findPrivatePlace } from '#tools/local-network.ts';
import type { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { ServerPage } from './pages/server-page.ts';
import { openInChromium, type ChromiumConsole } from './support/chromium-console.ts';
import { createWorld, expect, test } from './support/world.ts';

test.describe.configure({ mode: 'serial' });

const room = 'town-hall';
const world = createWorld();
let server: LivekitServer;
let amara: LiveBot;
let chromium: ChromiumConsole;
let page: ServerPage;

test.beforeAll(async () => {
  server = await world.startServer();
  await createApiClients(server).rooms.createRoom({ name: room });
  amara = await world.join({
    server,
    room,
    identity: 'amara',
    name: 'Amara Okafor',
    attributes: { team: 'red' },
    metadata: '{"seat":"B-14"}',
  });
  await world.join({ server, room, identity: 'jonas', name: 'Jonas Nilsson', attributes: { team: 'blue' } });
  chromium = await openInChromium(server);
  world.onEnd(() => chromium.end());
  page = new ServerPage(chromium.page);
});
test.afterAll(() => world.end());

test('runs in a browser that is named, and new enough to guard the local network', () => {
  test.info().annotations.push({ type: 'engine', description: `Chromium ${chromium.version}` });
  console.log(`Chromium ${chromium.version}`);
  expect(Number(chromium.version.split('.')[0]), chromium.version).toBeGreaterThanOrEqual(142);
});

test('joins and shows everybody', async () => {
  await page.waitUntilReady();
  await page.openRoom(room);
  await page.expectCell('amara', 'name', 'Amara Okafor');
  await page.expectCell('jonas', 'name', 'Jonas Nilsson');
  const cells = await page.readRow('amara');
  expect(cells['attr.team']).toContain('red');
  expect(cells['metadata']).toContain('B-14');
  expect(cells['state']).toContain('active');
});

test('changes an attribute, and the person sees it', async () => {
  await page.inspect('amara');
  const team = page.section('Attributes').getByRole('textbox', { name: 'Attribute team' });
  await team.fill('green');
  await team.press('Control+s');
  await waitUntil(() => amara.self?.attributes['team'] === 'green', { what: 'the person sees it' });
  await expect(page.section('Attributes')).toContainText(/seen/);
});

test('the JSON editor works under the policy', async () => {
  await page.inspect('amara');
  await page
    .section('Metadata')
    .getByRole('button', { name: /Edit metadata/ })
    .click();
  await page.typeJson('Metadata', '{"seat":"C-01"}');
  await page.page.keyboard.press('Control+s');
  await waitUntil(() => amara.self?.metadata === '{"seat":"C-01"}', { what: 'the person sees it' });
});

test('every list of the dock opens', async () => {
  for (const tab of ['Events', 'Requests', 'Dispatches', 'Audit'] as const)
    await expect(await page.openTab(tab)).toBeVisible();
});

test('reaches a server on this computer with the permission for it, and not without', async () => {
  const denied = await openInChromium(server, { localNetwork: 'denied' });
  world.onEnd(() => denied.end());
  const without = new ServerPage(denied.page);
  await without.waitUntilReady();
  await without.row(without.grid('Rooms'), room).dblclick();
  // Main asks the API outside the page, so the list is what is left.
  await expect(without.apiOnlyRoom).toBeVisible();
  await expect(without.connection).toContainText('live connection blocked');
  await without.expectCell('amara', 'source', /api/i);
  expect(denied.complaints.join('\n')).toContain('ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS');

  const granted = await openInChromium(server, { localNetwork: 'granted' });
  world.onEnd(() => granted.end());
  const withIt = new ServerPage(granted.page);
  await withIt.waitUntilReady();
  await withIt.openRoom(room);
  expect(granted.complaints.join('\n')).not.toContain('LOCAL_NETWORK');
});

test('reaches a server in the local network with the permission for it; without, the check says what is missing', async () => {
  // Where no address of this computer is private, Chromium is told to take its own server for one of the local network.
  const place = findPrivatePlace();
  test.info().annotations.push({ type: 'local network', description: place?.address ?? 'by a switch of the browser' });
  const neighbour = await world.startServer(place ? { place } : {});
  await world.join({ server: neighbour, room, identity: 'amara' });

  const open = async (localNetwork: 'granted' | 'denied') => {
    const opened = await openInChromium(neighbour, { localNetwork, isServerLocal: !place });
    world.onEnd(() => opened.end());
    const view = new ServerPage(opened.page);
    await view.waitUntilReady();
    return { view, complaints: opened.complaints };
  };

  const { view: without, complaints: refusals } = await open('denied');
  await without.row(without.grid('Rooms'), room).dblclick();
  await expect(without.apiOnlyRoom).toBeVisible();
  await without.checkServer();
  await expect(without.checkLine('rooms')).toHaveAttribute('data-state', 'ok');
  await expect(without.checkLine('websocket')).toHaveAttribute('data-state', 'failed');
  await expect(without.checkLine('websocket')).toContainText('refused the local network');
  expect(refusals.join('\n')).toContain('ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS');

  const { view: withIt, complaints } = await open('granted');
  await withIt.openRoom(room);
  await withIt.checkServer();
  await expect(withIt.checkLine('media')).toHaveAttribute('data-state', 'ok');
  expect(complaints.join('\n')).not.toContain('LOCAL_NETWORK');
});

test('without a violation of the policy or an error; planted ones are told', async () => {
  expect(chromium.complaints).toEqual([]);
  await chromium.page.evaluate(async () => {
    const script = document.createElement('script');
    try {
      // Trusted types refuse the text before the policy can refuse the script.
      script.textContent = 'window.isPlanted = true';
      document.body.append(script);
    } catch (error) {
      console.error(String(error));
    }
    await fetch('https://elsewhere.invalid/').catch(() => undefined);
    setTimeout(() => {
      throw new Error('a planted error');
    });
  });
  await expect.poll(() => chromium.complaints.join('\n')).toContain('elsewhere.invalid');
  await expect.poll(() => chromium.complaints.join('\n')).toContain('a planted error');
  expect(chromium.complaints.join('\n')).toMatch(/TrustedScript|inline script/);
  expect(await chromium.page.evaluate(() => 'isPlanted' in window)).toBe(false);
});
