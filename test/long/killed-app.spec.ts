/**
 * The whole app is killed at random points of a run of writes that its window asks for. Whatever reached the server has its
 * intent on the disk, and the record is provable after every start.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createRandom, findUnrecorded, listReached, takeOutIntent } from '#test/support/killed-writes';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients } from '#tools/livekit-server.ts';
import { killTree } from '#tools/process-tree.mjs';
import { waitUntil } from '#tools/wait-until.ts';
import { listFiles } from '../e2e/support/files.ts';
import { expect, test, type App } from '../e2e/support/world.ts';

const killCount = Number(process.env['GAVEL_KILLS'] ?? 20);
const seed = Number(process.env['GAVEL_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const room = 'killed';
const identities = ['amara', 'bo', 'chidi', 'dina'];

test(`every write that reached the server is on record after each of ${killCount} kills of the app`, async ({
  world,
}) => {
  console.log(`GAVEL_KILL_SEED=${seed}`);
  const random = createRandom(seed);
  const server = await world.startServer();
  const proxy = await startFaultProxy(server);
  world.onEnd(() => proxy.dispose());
  await createApiClients(server).rooms.createRoom({ name: room });
  for (const identity of identities) await world.join({ server, room, identity });
  const configHome = world.makeConfigHome();
  world.onEnd(() => rmSync(configHome, { recursive: true, force: true }));
  // The secret comes back by the system's keystore, as after a real crash.
  const keyringHome = readRuntime().keyringLauncher ? makeAppFolder('keyring') : undefined;
  if (keyringHome) world.onEnd(() => rmSync(keyringHome, { recursive: true, force: true }));
  const launch = (): Promise<App> => world.launch({ configHome, ...(keyringHome ? { keyringHome } : {}) });
  const listMarks = (): string[] => listReached(proxy.requests);

  for (let kill = 0; kill < killCount; kill += 1) {
    const app = await launch();
    if (kill > 0) expect(await verify(app.manager.page), `start ${kill} of seed ${seed}`).toMatchObject(intact);
    const { page } = kill === 0 ? await app.addAndOpen(proxy, { name: 'Killed' }) : await app.openServer('Killed');
    const before = listMarks().length;
    await beginWrites(page, `k${kill}`);
    const wanted = before + 1 + Math.floor(random() * 24);
    await waitUntil(() => listMarks().length >= wanted, { intervalMs: 1, what: `write ${wanted}` });
    const killAtMs = performance.now() + random() * 40;
    while (performance.now() < killAtMs) await new Promise(setImmediate);
    await killApp(app);

    const copy = copyRecord(configHome);
    expect(findUnrecorded(copy.file, listMarks()), `kill ${kill} of seed ${seed}`).toEqual([]);
    copy.remove();
  }
  const reached = listMarks();
  console.log(`${reached.length} writes reached the server`);
  expect(reached.length).toBeGreaterThan(killCount * 3);

  // Control: one intent less is found by both.
  const missing = reached.at(-5) ?? '';
  const copy = copyRecord(configHome);
  takeOutIntent(copy.file, missing);
  expect(findUnrecorded(copy.file, reached)).toEqual([missing]);
  copy.remove();
  takeOutIntent(findRecord(configHome), missing);
  const last = await launch();
  const found = expect.arrayContaining([expect.objectContaining({ kind: 'missing' })]);
  expect(await verify(last.manager.page)).toMatchObject({ verdict: 'broken', findings: found });
});

const intact = { verdict: 'intact', findings: [] };

/** Has the window write to everybody at once, one after the other each, until it is gone. */
async function beginWrites(page: Page, run: string): Promise<void> {
  await page.evaluate(
    ({ people, name, mark }) => {
      const { gavel } = window;
      if (!gavel) throw new Error('there is no way to main');
      const accepted = new Map<string, () => void>();
      gavel.listen('actions:progress', ({ actionId, step }) => {
        if (step === 'accepted') accepted.get(actionId)?.();
      });
      let count = 0;
      async function writeOnce(identity: string): Promise<void> {
        count += 1;
        const changes = { [`${mark}-${count}`]: 'written' };
        const plan = await gavel?.request('actions:plan', {
          verb: 'participant.set-attributes',
          room: name,
          parameters: { identity, changes, base: {} },
        });
        // Refused where main is asked too often; the next one asks again.
        if (!plan?.ok) return;
        const ran = await gavel?.request('actions:run', { planId: plan.value.planId, reason: '' });
        if (ran?.ok) await new Promise<void>((resolve) => accepted.set(ran.value.actionId, resolve));
      }
      for (const identity of people) {
        void (async () => {
          for (;;) await writeOnce(identity);
        })();
      }
    },
    { people: identities, name: room, mark: run },
  );
}

/** Ends the app, its windows and its helpers in one blow. */
async function killApp({ electron }: App): Promise<void> {
  const { pid } = electron.process();
  if (pid === undefined) throw new Error('the app does not run');
  const hasEnded = electron.waitForEvent('close');
  killTree(pid, 'SIGKILL');
  await hasEnded;
  await waitUntil(() => !isGroupAlive(pid), { what: 'every process of the app to be gone' });
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function verify(page: Page): Promise<unknown> {
  const answer = await page.evaluate(() => window.gavel?.request('audit:verify', { verifyId: 'after-a-kill' }));
  return answer?.ok ? answer.value : answer;
}

function findRecord(configHome: string): string {
  const found = listFiles(configHome).find((file) => file.endsWith('gavel.sqlite'));
  if (found === undefined) throw new Error('there is no record');
  return found;
}

/** Reading a database writes beside it, and the app's own must stay as the kill has left it. */
function copyRecord(configHome: string): { file: string; remove(): void } {
  const record = findRecord(configHome);
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-record-'));
  const file = path.join(folder, 'gavel.sqlite');
  for (const ending of ['', '-wal']) if (existsSync(record + ending)) copyFileSync(record + ending, file + ending);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
