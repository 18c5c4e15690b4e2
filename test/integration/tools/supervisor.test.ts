/** Children end with their parent, even when it is killed without a chance to say so. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createSupervisor } from '#tools/supervisor.ts';
import { waitUntil } from '#tools/wait-until.ts';

const FIXTURE = fileURLToPath(new URL('fixtures/crashing-parent.ts', import.meta.url));
const IDLE = ['-e', 'setInterval(() => {}, 1000)'];
const survivors = new Set<number>();

afterEach(() => {
  for (const pid of survivors) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  survivors.clear();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts the fixture, kills it with SIGKILL as soon as its family stands, and gives the ids of that family. */
async function crashParent(kind: 'supervised' | 'plain'): Promise<number[]> {
  const parent = spawn(process.execPath, [FIXTURE, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  parent.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const line = await waitUntil(() => printed.includes('\n') && printed, { what: 'the family to stand' });
  const family = JSON.parse(line) as number[];
  for (const pid of family) survivors.add(pid);
  expect(family.map(isAlive)).toEqual([true, true]);
  const gone = new Promise((resolve) => {
    parent.once('exit', resolve);
  });
  parent.kill('SIGKILL');
  await gone;
  return family;
}

describe('createSupervisor', () => {
  it('ends child and grandchild when the parent is killed with SIGKILL', async () => {
    const family = await crashParent('supervised');
    await waitUntil(() => !family.some(isAlive), { what: 'the whole family to be gone' });
  });

  it('would else leave them behind (control)', async () => {
    const [plain, supervised] = [await crashParent('plain'), await crashParent('supervised')];
    // By the time a supervised family is gone, the plain one has had its chance.
    await waitUntil(() => !supervised.some(isAlive), { what: 'the supervised family to be gone' });
    expect(plain.map(isAlive)).toEqual([true, true]);
  });

  it('ends one child, then all of them', async () => {
    const supervisor = createSupervisor();
    const [first, second] = [supervisor.spawn(process.execPath, IDLE), supervisor.spawn(process.execPath, IDLE)];
    expect(supervisor.pids()).toEqual([first.pid, second.pid]);
    await supervisor.end(first);
    expect(supervisor.pids()).toEqual([second.pid]);
    await supervisor.dispose();
    expect(supervisor.pids()).toEqual([]);
    expect([first.signalCode, second.signalCode]).toEqual(['SIGKILL', 'SIGKILL']);
  });
});
