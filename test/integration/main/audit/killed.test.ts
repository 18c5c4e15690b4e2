/**
 * Main is killed at random points of a run of writes. Whatever reached the server has its intent on the disk, and the record
 * stays provable, over all kills.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { SignalBot } from '#tools/people/signal-bot.ts';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { waitUntil } from '#tools/wait-until.ts';
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
const bots: SignalBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  await createApiClients(server).rooms.createRoom({ name: room });
  for (const identity of identities) {
    const bot = new SignalBot({ server, room, identity });
    bots.push(bot);
    await bot.join();
  }
});
afterAll(async () => {
  for (const bot of bots) bot.leave();
  await proxy.dispose();
  await server.dispose();
});

/** A repeatable row of numbers from 0 to 1 (mulberry32). */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Writer {
  child: ChildProcess;
  loaded: Promise<unknown>;
}

function startWriter(): Writer {
  const child = sharedSupervisor().spawn(process.execPath, [writerPath], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('the writer has no output');
  return { child, loaded: once(createInterface({ input: child.stdout }), 'line') };
}

/** The marks of all writes that reached the server, and of all that the record has an intent for. */
function listMarks(from: { reached: true } | { database: string }): string[] {
  if ('reached' in from) {
    return proxy.requests
      .filter(({ method, wasForwarded }) => method === 'UpdateParticipant' && wasForwarded)
      .flatMap(({ body }) => Object.keys((body as { attributes: Record<string, string> }).attributes));
  }
  const database = new Sqlite(from.database, { readonly: true });
  const rows = database
    .prepare("SELECT text FROM audit JOIN audit_value ON hash = after_hash WHERE phase = 'intent'")
    .all([]) as { text: string }[];
  database.close();
  return rows.flatMap(({ text }) => text.match(/k\d+-\d+/) ?? []);
}

function findUnrecorded(databasePath: string): string[] {
  const recorded = new Set(listMarks({ database: databasePath }));
  return listMarks({ reached: true }).filter((mark) => !recorded.has(mark));
}

it(`has the intent of every write on the disk, and a chain that verifies, after each of ${killCount} kills`, async () => {
  const random = createRandom(seed);
  const folder = await makeTemporaryFolder();
  const cipher = createFakeCipher();
  cipher.isAvailable = false;
  const databasePath = path.join(folder, 'gavel.sqlite');
  let next = startWriter();
  onTestFinished(() => sharedSupervisor().end(next.child));

  for (let kill = 0; kill < killCount; kill += 1) {
    const { child, loaded } = next;
    await loaded;
    const order: WriterOrder = { dataFolder: folder, access: proxy, room, identities, run: `k${kill}` };
    const before = listMarks({ reached: true }).length;
    child.stdin?.write(`${JSON.stringify(order)}\n`);
    if (kill + 1 < killCount) next = startWriter();
    const wanted = before + 1 + Math.floor(random() * 24);
    await waitUntil(() => listMarks({ reached: true }).length >= wanted, { intervalMs: 1, what: `write ${wanted}` });
    const killAtMs = performance.now() + random() * 8;
    while (performance.now() < killAtMs) await new Promise(setImmediate);
    await sharedSupervisor().end(child, 'SIGKILL');

    const where = `kill ${kill} of seed ${seed}`;
    expect(findUnrecorded(databasePath), where).toEqual([]);
    const { audit, close } = await openAudit(folder, { cipher, clock: createRealClock() });
    expect(await audit.verify({}), where).toMatchObject({ verdict: 'intact', findings: [] });
    await close();
  }
  expect(listMarks({ reached: true }).length).toBeGreaterThan(killCount * 3);

  // Control: one intent less is found by both.
  const [missing] = listMarks({ reached: true }).slice(-5);
  const database = new Sqlite(databasePath);
  database.exec(`PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE phase = 'intent'
    AND after_hash IN (SELECT hash FROM audit_value WHERE text LIKE '%${missing}%')`);
  database.close();
  expect(findUnrecorded(databasePath)).toEqual([missing]);
  const { audit } = await openAudit(folder, { cipher, clock: createRealClock() });
  expect(await audit.verify({})).toMatchObject({ verdict: 'broken', findings: [{ kind: 'missing' }] });
}, 180_000);
