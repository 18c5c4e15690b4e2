/** A server that asks for fewer calls or answers slowly, behind a proxy: every sweep of it slows down, and nothing that somebody asked for. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ActionProgress } from '#contract/domain/action';
import type { RequestRecord } from '#contract/domain/activity';
import type { RoomFacts, RoomList } from '#contract/domain/room-facts';
import type { Clock } from '#main/services/ports';
import { startHeadlessMain, type HeadlessMain } from '#test/support/headless-main';
import { createFakeClock, type RecordedEvent } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

const room = 'hall';
let server: LivekitServer;
let proxy: FaultProxy;
let bot: LiveBot;
let told: Pick<RecordedEvent, 'channel' | 'payload'>[];

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  bot = new LiveBot({ server, room, identity: 'ann' });
  await bot.join();
});

beforeEach(() => {
  told = [];
  proxy.clearFaults();
});

afterAll(async () => {
  bot.leave();
  await proxy.dispose();
  await server.dispose();
});

/** Main with the lobby and one room under watch. */
async function startMain(clock?: Clock): Promise<HeadlessMain> {
  const main = await startHeadlessMain({
    dataFolder: await makeTemporaryFolder(),
    access: proxy,
    emit: (channel, payload) => void told.push({ channel, payload }),
    describeApp: () => {
      throw new Error('not asked for');
    },
    ...(clock ? { clock } : {}),
  });
  onTestFinished(() => main.end());
  expect(await main.request('rooms:join', { room })).toMatchObject({ ok: true });
  return main;
}

const lastList = () => told.findLast(({ channel }) => channel === 'rooms:list-changed')?.payload as RoomList;
const lastFacts = () => told.findLast(({ channel }) => channel === 'rooms:facts-changed')?.payload as RoomFacts;

async function startSettingMetadata(main: HeadlessMain, metadata: string): Promise<string> {
  const parameters = { identity: 'ann', metadata, base: bot.self?.metadata ?? '' };
  const plan = await main.request('actions:plan', { verb: 'participant.set-metadata', room, parameters });
  expect(plan).toMatchObject({ ok: true });
  const { planId } = (plan as { value: { planId: string } }).value;
  expect(await main.request('actions:run', { planId, reason: '' })).toMatchObject({ ok: true });
  return planId;
}

const isSeen = () =>
  told.some(({ channel, payload }) => channel === 'actions:progress' && (payload as ActionProgress).step === 'seen');

/** Calls that no one asked for, in the order of their ends. */
const readSweeps = () =>
  told
    .filter(({ channel }) => channel === 'requests:logged')
    .flatMap(({ payload }) => payload as RequestRecord[])
    .filter(({ lane }) => lane === 'sweep');

describe('a server that asks for fewer calls', () => {
  it('is left in peace by every sweep until it may be asked again, while a verb goes at once; then all is as before', async () => {
    const clock = createFakeClock();
    const main = await startMain(clock);
    await waitUntil(
      () => {
        clock.advance(100);
        return lastList()?.rooms.length === 1 && lastFacts()?.summary && proxy.count({ method: 'ListDispatch' }) > 0;
      },
      { what: 'lobby, room and dispatches to be read' },
    );
    expect([lastList().pace, lastFacts().pace]).toEqual([{ everyMs: 4_000 }, { everyMs: 5_000 }]);

    const clear = proxy.answer({ path: '/twirp', status: 429, body: 'slow down', headers: { 'retry-after': '20' } });
    const pace = { everyMs: 20_000, slowedBy: 'rate_limited' };
    const asked = main.request('rooms:list', { isFresh: true });
    await waitUntil(
      () => {
        clock.advance(100);
        return lastList().error && lastFacts().pace?.slowedBy;
      },
      { what: 'the slow pace to be told' },
    );
    await asked;
    expect(lastList()).toMatchObject({ pace, error: { code: 'rate_limited' } });
    expect(lastFacts().pace, 'of the room as well').toEqual(pace);
    // Whatever had been sent before the first answer.
    await waitUntil(() => proxy.requests.every(({ status }) => status !== undefined), { what: 'calls on their way' });
    clear();

    clock.advance(1_000);
    const from = proxy.requests.length;
    const sweepsBefore = readSweeps().length;
    clock.advance(10_000);
    await main.request('rooms:hint', { room });
    await startSettingMetadata(main, 'in the quiet');
    await waitUntil(
      () => {
        clock.advance(50);
        return isSeen();
      },
      { what: 'the verb’s effect to be seen' },
    );
    expect(bot.self?.metadata).toBe('in the quiet');
    expect(proxy.requests.slice(from).map(({ method }) => method)).toContain('UpdateParticipant');
    expect(readSweeps().slice(sweepsBefore), 'of lobby, room, dispatches and counts').toEqual([]);
    expect(lastFacts().pace, 'a verb’s answers take nothing back').toEqual(pace);

    await waitUntil(
      () => {
        clock.advance(1_000);
        return lastList().pace?.everyMs === 4_000 && lastFacts().pace?.everyMs === 5_000 && !lastList().error;
      },
      { what: 'the usual pace' },
    );
    expect(readSweeps().length, 'control: they go on').toBeGreaterThan(sweepsBefore);
  });
});

describe('a server that takes three seconds for its list', () => {
  it('is not asked anew by who waits for it, and then more seldom; a verb meanwhile does not wait for it', async () => {
    const main = await startMain();
    await waitUntil(() => lastFacts()?.summary, { what: 'the room to be read' });
    proxy.delay({ method: 'ListRooms', delayMs: 3_000 });
    const from = proxy.requests.length;
    const looks = () => proxy.requests.slice(from).filter(({ method }) => method === 'ListRooms');
    /** Each of the sweeps waits for its own answer, and all of a server together have two calls under way. */
    let mostUnderWay = 0;
    const countUnderWay = () => {
      mostUnderWay = Math.max(mostUnderWay, looks().filter(({ status }) => status === undefined).length);
      return mostUnderWay;
    };
    for (let hint = 0; hint < 20; hint++) await main.request('rooms:hint', { room });
    await waitUntil(() => countUnderWay() > 0, { what: 'a look under way' });
    await startSettingMetadata(main, 'not delayed');
    await waitUntil(() => isSeen(), { what: 'the verb’s effect to be seen' });
    expect(looks()[0], 'the look that began before is not even answered').toMatchObject({ status: undefined });
    await waitUntil(() => countUnderWay() && lastFacts().pace?.slowedBy, {
      what: 'the slow pace to be told',
    });
    expect(lastFacts().pace).toEqual({ everyMs: 10_000, slowedBy: 'slow' });
    expect(mostUnderWay).toBeLessThanOrEqual(2);
  });
});
