import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '#tools/bootstrap/lock.mjs';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gavel-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own that appends `in` and `out` around a short wait while holding the lock. */
function holdElsewhere(log: string) {
  const script = `
    import { withLock } from ${JSON.stringify(join(repositoryRoot, 'tools/bootstrap/lock.mjs'))};
    import fs from 'node:fs';
    await withLock(${JSON.stringify(folder)}, 'thing', async () => {
      fs.appendFileSync(${JSON.stringify(log)}, 'in\\n');
      await new Promise((resolve) => setTimeout(resolve, 100));
      fs.appendFileSync(${JSON.stringify(log)}, 'out\\n');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  const firstWords = new Promise<string>((resolve) => child.stderr.once('data', (text) => resolve(String(text))));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { firstWords, ended };
}

describe('withLock', () => {
  it('gives back what the work gives, and leaves no lock', async () => {
    expect(await withLock(folder, 'thing', () => 7)).toBe(7);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves no lock when the work fails', async () => {
    await expect(withLock(folder, 'thing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets only one of several processes in at a time, and those that wait say so', async () => {
    const log = join(folder, 'log');
    const waiting = await withLock(folder, 'thing', async () => {
      const runs = [holdElsewhere(log), holdElsewhere(log), holdElsewhere(log)];
      for (const { firstWords } of runs) expect(await firstWords).toContain(`another run (process ${process.pid})`);
      expect(existsSync(log)).toBe(false); // while it is held here, nobody has come in
      return runs;
    });
    await Promise.all(waiting.map(({ ended }) => ended));
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(3));
  });

  it('takes over the lock of a process that was killed', async () => {
    const log = join(folder, 'log');
    const script = `
      import { withLock } from ${JSON.stringify(join(repositoryRoot, 'tools/bootstrap/lock.mjs'))};
      await withLock(${JSON.stringify(folder)}, 'thing', () => new Promise(() => { console.log('held'); setInterval(() => {}, 1000); }));`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const ended = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await ended;
    expect(existsSync(join(folder, 'thing.lock'))).toBe(true);
    await holdElsewhere(log).ended;
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n');
  });

  it('does not mistake a new process with a used number for the owner', async () => {
    mkdirSync(join(folder, 'thing.lock'));
    const stranger = { pid: process.pid, startTime: '1', token: 'old' };
    writeFileSync(join(folder, 'thing.lock', 'owner.json'), JSON.stringify(stranger));
    expect(await withLock(folder, 'thing', () => 'in')).toBe('in');
  });

  it('takes over a lock that nobody ever signed', async () => {
    const lock = join(folder, 'thing.lock');
    mkdirSync(lock);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await withLock(folder, 'thing', () => 'in')).toBe('in');
  });

  it('is given back when its owner exits in the middle', () => {
    const script = `
      import { withLock } from ${JSON.stringify(join(repositoryRoot, 'tools/bootstrap/lock.mjs'))};
      await withLock(${JSON.stringify(folder)}, 'thing', () => process.exit(3));`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(3);
    expect(readdirSync(folder)).toEqual([]);
  });
});
