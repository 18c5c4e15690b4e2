/**
 * Main is killed at random points of a run of writes. Whatever reached the server has its intent on the disk, and the record
 * stays provable, over all kills.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createRandom, findUnrecorded, listReached, takeOutIntent } from '#test/support/killed-writes';
import { openAudit } from '#test/support/open-audit';
import { createFakeCipher, createRealClock } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import type { WriterOrder } from './fixtures/writer.ts';

const writerPath = fileURLToPath(new URL('fixtures/writer.ts', import.meta.url));
const killCount = Number(process.env['GAVEL_KILLS'] ?? 20);
const seed = Number(process.env['GAVEL_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const room = 'killed';
const identities = ['amara', 'bo', 'chidi', 'dina'];

let server: LivekitServer;
let proxy: FaultProxy;
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  await createApiClients(server).rooms.createRoom({ name: room });
  for (const identity of identities) {
    const bot = new LiveBot({ server, room, identity });
    bots.push(bot);
    await bot.join();
  }
});
afterAll(async () => {
  for (const bot of bots) bot.leave();
  await proxy.dispose();
  await server.dispose();
});

interface Writer {
  child: ChildProcess;
  loaded: Promise<unknown>;
}

function startWriter(): Writer {
  const child = sharedSupervisor().spawn(process.execPath, [writerPath], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('the writer has no output');
  return { child, loaded: once(createInterface({ input: child.stdout }), 'line') };
}

it(`has the intent of every write on the disk, and a chain that verifies, after each of ${killCount} kills`, async () => {
  const random = createRandom(seed);
  const folder = await makeTemporaryFolder();
  const cipher = createFakeCipher();
  cipher.isAvailable = false;
  const databasePath = path.join(folder, 'gavel.sqlite');
  const listMarks = (): string[] => listReached(proxy.requests);
  let next = startWriter();
  onTestFinished(() => sharedSupervisor().end(next.child));

  for (let kill = 0; kill < killCount; kill += 1) {
    const { child, loaded } = next;
    await loaded;
    const order: WriterOrder = { dataFolder: folder, access: proxy, room, identities, run: `k${kill}` };
    const before = listMarks().length;
    child.stdin?.write(`${JSON.stringify(order)}\n`);
    if (kill + 1 < killCount) next = startWriter();
    const wanted = before + 1 + Math.floor(random() * 24);
    await waitUntil(() => listMarks().length >= wanted, { intervalMs: 1, what: `write ${wanted}` });
    const killAtMs = performance.now() + random() * 8;
    while (performance.now() < killAtMs) await new Promise(setImmediate);
    await sharedSupervisor().end(child, 'SIGKILL');

    const where = `kill ${kill} of seed ${seed}`;
    expect(findUnrecorded(databasePath, listMarks()), where).toEqual([]);
    const { audit, close } = await openAudit(folder, { cipher, clock: createRealClock() });
    expect(await audit.verify({}), where).toMatchObject({ verdict: 'intact', findings: [] });
    await close();
  }
  expect(listMarks().length).toBeGreaterThan(killCount * 3);

  // Control: one intent less is found by both.
  const missing = listMarks().at(-5) ?? '';
  takeOutIntent(databasePath, missing);
  expect(findUnrecorded(databasePath, listMarks())).toEqual([missing]);
  const { audit } = await openAudit(folder, { cipher, clock: createRealClock() });
  expect(await audit.verify({})).toMatchObject({ verdict: 'broken', findings: [{ kind: 'missing' }] });
});
