/** Breaks of the connection: what others do meanwhile is found afterwards, each once, and nothing that nobody did. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  changeCount,
  comparedColumns,
  comparedFields,
  compareRows,
  fillChangingRoom,
  foundLater,
  readTruth,
  type ChangingRoom,
} from '#test/support/missed-changes';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import { openSilentNetwork } from '#tools/silent-network.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { startRoomPages, type RoomPages, type TestedPage } from './open-room-page.ts';

let server: LivekitServer;
let api: ApiClients;
let pages: RoomPages;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  [server, pages] = await Promise.all([startLivekitServer(), startRoomPages()]);
  api = createApiClients(server);
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

afterAll(async () => {
  await pages.dispose();
  await server.dispose();
});

async function openRoom(way: ServerAccess, room: string, doComeBack = false): Promise<[TestedPage, ChangingRoom]> {
  const people = await fillChangingRoom(server, api, room, { doComeBack });
  endings.push(() => people.leave());
  const page = await pages.open(way);
  endings.push(() => page.close());
  await page.call('open', room);
  await waitForState(page, 'live');
  await waitUntil(async () => (await page.call('counts')).hidden === 1, { what: 'the hidden person by the list' });
  return [page, people];
}

function waitForState(page: TestedPage, state: string, timeoutMs = 60_000) {
  return waitUntil(async () => (await page.call('status')).state === state, { what: `state ${state}`, timeoutMs });
}

/** The grid, without who has left, is what the server lists. */
async function expectTruth(page: TestedPage, room: string): Promise<void> {
  const read = async (): Promise<[unknown, unknown]> => {
    const cells = Object.entries(await page.call('cells', comparedColumns));
    const present = Object.fromEntries(cells.filter(([, { state }]) => state !== 'left'));
    const listed = (await api.rooms.listParticipants(room)).filter(({ identity }) => !identity.startsWith('gavel-'));
    return [present, readTruth(listed, comparedFields)];
  };
  await waitUntil(async () => isEqual(...(await read())), { what: 'the grid to be as the list' }).catch(
    () => undefined,
  );
  const [shown, truth] = await read();
  expect(shown).toEqual(truth);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(sortKeys(one)) === JSON.stringify(sortKeys(other));
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

/** The list sees states: of those who go and return, or change there and back, it may have seen what was between. */
function isSteady({ who }: { who: string }): boolean {
  return !['eve', 'ada', 'passer-by'].includes(who);
}

describe('twenty changes', () => {
  it('made while the console is cut off are found, each once, and the grid shows what is so', async () => {
    const proxy = await startFaultProxy(server);
    endings.push(() => proxy.dispose());
    const [page, people] = await openRoom(proxy, 'cut');
    proxy.setRefusing(true);
    await waitForState(page, 'reconnecting');
    const expected = await people.change();
    expect(expected).toHaveLength(changeCount);
    expect(compareRows(await page.call('events'), expected).found, 'the control: nothing gets through').toBe(0);
    proxy.setRefusing(false);
    await waitForState(page, 'live');
    await expectTruth(page, 'cut');
    const rows = await page.call('events');
    expect(compareRows(rows, expected)).toEqual({ found: changeCount, missed: [], invented: [] });
    expect(rows.filter(({ type }) => type === 'unseen')).toMatchObject([{ who: 'ada' }]);
    expect(rows.filter(({ who }) => who === 'passer-by')).toEqual([]);
  });

  it('made while only the session is cut off are found by the list meanwhile, and not told again', async () => {
    const proxy = await startFaultProxy(server);
    endings.push(() => proxy.dispose());
    const [page, people] = await openRoom(proxy, 'deaf');
    proxy.cut({ path: '/rtc' });
    proxy.cutConnections();
    await waitForState(page, 'reconnecting');
    const expected = await people.change();
    const wanted = expected.filter(isSteady);
    const told = async () => (await page.call('events')).filter(isSteady);
    await waitUntil(async () => compareRows(await told(), wanted).missed.length === 0, {
      what: 'the list to tell them all while the session is away',
      // A machine that is busy answers late, and the list is then asked more seldom.
      timeoutMs: 60_000,
    });
    // After some tries the room lives on the list alone.
    expect(['reconnecting', 'offline']).toContain((await page.call('status')).state);
    proxy.clearFaults();
    await page.call('retry');
    await waitForState(page, 'live');
    await expectTruth(page, 'deaf');
    expect(compareRows(await told(), wanted)).toEqual({ found: wanted.length, missed: [], invented: [] });
  });

  it('after a kill of the server and everybody’s return are found as differences to before it', async () => {
    const proxy = await startFaultProxy(server);
    endings.push(() => proxy.dispose());
    const [page, people] = await openRoom(proxy, 'killed', true);
    const bots = [...people.bots.values()];
    proxy.setRefusing(true);
    await server.restart({ downMs: 500 });
    await waitUntil(() => bots.every((bot) => bot.isActive && bot.joinCount === 2), {
      what: 'everybody to be back',
    });
    await api.rooms.updateRoomMetadata('killed', 'act one');
    const expected = await people.change();
    proxy.setRefusing(false);
    await waitForState(page, 'live');
    await expectTruth(page, 'killed');
    const rows = await page.call('events');
    const compared = compareRows(rows, expected, { isSameRoom: false });
    expect(compared).toEqual({ found: changeCount - 3, missed: [], invented: [] });
    expect(rows.filter(({ type }) => type === 'room-replaced')).toHaveLength(1);
    for (const { identity, self, isJoined } of people.bots.values()) {
      if (!isJoined) continue;
      const joins = rows.filter((row) => row.who === identity && row.type === 'joined');
      expect(joins, identity).toHaveLength(1);
      expect(joins[0]?.details.startsWith(foundLater), identity).toBe(true);
      expect(`${joins[0]?.after} ${joins[0]?.details}`).toContain(self?.sid);
    }
  });

  it('on a connection that went silent are found by the list at once, and not again once it is known to be dead', async () => {
    const network = await openSilentNetwork(server);
    endings.push(() => network.dispose());
    const [page, people] = await openRoom(network, 'silent');
    expect(network.swallow()).toBeGreaterThan(0);
    const expected = (await people.change()).filter(isSteady);
    await waitForState(page, 'reconnecting');
    await waitForState(page, 'live');
    await expectTruth(page, 'silent');
    const told = (await page.call('events')).filter(isSteady);
    const compared = compareRows(told, expected, { mark: 'found' });
    expect(compared).toEqual({ found: expected.length, missed: [], invented: [] });
  });

  it('held up for 5 s and not lost come as ordinary events: nothing is said to be found later', async () => {
    const network = await openSilentNetwork(server);
    endings.push(() => network.dispose());
    const [page, people] = await openRoom(network, 'slow');
    const joins = page.asked.filter(({ channel }) => channel === 'rooms:join').length;
    network.hold();
    await people.change();
    network.release();
    await expectTruth(page, 'slow');
    const rows = await page.call('events');
    expect(rows.filter(({ details }) => details.startsWith(foundLater))).toEqual([]);
    expect(page.asked.filter(({ channel }) => channel === 'rooms:join')).toHaveLength(joins);
    expect(rows.filter(({ who, type }) => who === 'ada' && type === 'attributes')).toHaveLength(2);
  });
});
