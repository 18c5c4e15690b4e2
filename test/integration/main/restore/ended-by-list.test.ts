/** A room that the console sees by the list alone, on a real server: that it was closed is no loss; that nobody answered meanwhile may be one. */
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import type { JoinGrant } from '#contract/domain/room-facts';
import { startHeadlessMain } from '#test/support/headless-main';
import { createFakeClock, type RecordedEvent } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';

const room = 'hall';
let server: LivekitServer;

beforeAll(async () => {
  server = await startLivekitServer();
});

afterAll(() => server.dispose());

it.each([
  { end: 'no loss', became: 'failed', looks: 'were answered', offered: undefined },
  { end: 'a loss', became: 'failed', looks: 'failed once', offered: 'new_room' },
  { end: 'a loss', became: 'joined', looks: 'were answered', offered: 'new_room' },
])('is $end where the join $became and the looks before $looks', async ({ became, looks, offered }) => {
  const { rooms } = createApiClients(server);
  const proxy = await startFaultProxy(server);
  onTestFinished(() => proxy.dispose());
  const clock = createFakeClock();
  const told: Pick<RecordedEvent, 'channel' | 'payload'>[] = [];
  const main = await startHeadlessMain({
    dataFolder: await makeTemporaryFolder(),
    access: proxy,
    emit: (channel, payload) => void told.push({ channel, payload }),
    describeApp: () => {
      throw new Error('not asked for');
    },
    clock,
  });
  onTestFinished(() => main.end());
  /** The error of the newest list; '' where it has none. */
  const waitForLook = (code: string) =>
    waitUntil(
      () => {
        clock.advance(100);
        const last = told.findLast(({ channel }) => channel === 'dispatches:list-changed');
        return last !== undefined && ((last.payload as DispatchList).error?.code ?? '') === code;
      },
      { what: `a look that ends with “${code}”` },
    );

  await rooms.createRoom({ name: room, metadata: 'act one' });
  onTestFinished(() => rooms.deleteRoom(room));
  const grant = await main.request('rooms:join', { room });
  const { joinId } = (grant as { value: JoinGrant }).value;
  expect(await main.request('rooms:report-join', { joinId, outcome: became })).toMatchObject({ ok: true });
  await waitForLook('');
  const mend = looks === 'failed once' ? proxy.answer({ path: '/twirp', status: 500 }) : undefined;
  if (mend) await waitForLook('server_failed');
  await rooms.deleteRoom(room);
  mend?.();
  await waitForLook('room_not_listed');
  await rooms.createRoom({ name: room });
  await waitForLook('');
  const offer = await main.request('rooms:read-restore', { room });
  expect((offer as { value: { cause: string } | null }).value?.cause).toBe(offered);
});
