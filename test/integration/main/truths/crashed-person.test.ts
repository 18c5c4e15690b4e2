/** Somebody whose process is killed looks active for about 21 s more: the facts must neither guess nor linger. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomFacts } from '#contract/domain/room-facts';
import { succeed } from '#contract/result';
import { createWatch, type Watch } from '#main/services/watch/watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { openApi, testServerId } from '../livekit-api/open-api.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

const PERSON = fileURLToPath(new URL('fixtures/person.ts', import.meta.url));
const room = 'crash';
const children: ChildProcess[] = [];
const bots: LiveBot[] = [];
let server: LivekitServer;
let watch: Watch;

beforeAll(async () => {
  server = await startLivekitServer();
});

afterAll(async () => {
  watch?.dispose();
  for (const child of children) child.kill('SIGKILL');
  for (const bot of bots) bot.leave();
  await server?.dispose();
});

/** Lets somebody join from a process of their own; resolves when they are active. */
async function startPerson(identity: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PERSON], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const { url, apiKey, apiSecret } = server;
  child.stdin.end(JSON.stringify({ server: { url, apiKey, apiSecret }, room, identity }));
  await waitUntil(() => printed.includes('joined'), { what: `${identity} to join` });
  return child;
}

test('a killed person is active in the facts until the server knows better, then gone with the reason', async () => {
  const observer = new LiveBot({ server, room, identity: 'observer' });
  bots.push(observer);
  await observer.join();
  const [killed, leaver] = await Promise.all([startPerson('killed'), startPerson('leaver')]);
  const events = createRecordingEvents();
  const { api } = openApi(server);
  watch = createWatch({
    findApi: async () => succeed(api),
    clock: createRealClock(),
    events,
    paces: createSweepPaces(createRealClock()),
    isOwnIdentity: () => false,
  });
  watch.holdRoom(testServerId, room);
  const readStates = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await watch.readRoom(testServerId, room)).changed.map(({ identity, state }) => [identity, state]),
    );
  await waitUntil(async () => Object.values(await readStates()).filter((state) => state === 'active').length === 3, {
    what: 'three to be active',
    intervalMs: 400,
  });

  const killedAtMs = Date.now();
  killed.kill('SIGKILL');
  // Control: who says goodbye is gone from the facts long before.
  leaver.kill('SIGTERM');
  await waitUntil(async () => !Object.hasOwn(await readStates(), 'leaver'), {
    what: 'the one who said goodbye to be gone',
    intervalMs: 50,
  });
  expect(await readStates(), 'the killed one is still there').toMatchObject({ killed: 'active' });

  const seen: { afterMs: number; state: string | undefined }[] = [];
  await waitUntil(
    async () => {
      const { killed: state } = await readStates();
      seen.push({ afterMs: Date.now() - killedAtMs, state });
      return state === undefined;
    },
    { what: 'the killed one to be gone', timeoutMs: 120_000, intervalMs: 500 },
  );
  const goneAfterMs = seen.at(-1)?.afterMs ?? 0;
  expect(goneAfterMs).toBeGreaterThan(17_000);
  expect(new Set(seen.slice(0, -1).map(({ state }) => state)), 'never another word before').toEqual(
    new Set(['active']),
  );

  // What windows were told agrees: one disappearance, in the sweep that found it, and none before.
  const told = events.sent
    .filter(({ channel }) => channel === 'rooms:facts-changed')
    .map(({ payload }) => payload as RoomFacts);
  expect(told.filter(({ gone }) => gone.includes('killed'))).toHaveLength(1);
  expect(told.filter(({ gone }) => gone.includes('leaver'))).toHaveLength(1);
  const left = await observer.waitForEvent((event) => event.type === 'left' && event.identity === 'killed');
  expect(left).toMatchObject({ reason: 'CONNECTION_TIMEOUT' });
  expect(await observer.waitForEvent((event) => event.type === 'left' && event.identity === 'leaver')).toMatchObject({
    reason: 'CLIENT_INITIATED',
  });
});
