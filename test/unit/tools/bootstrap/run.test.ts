import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { findOnPath, runQuietly, takeLastLines } from '#tools/bootstrap/run.mjs';

const modulePath = JSON.stringify(join(repositoryRoot, 'tools/bootstrap/run.mjs'));

describe('runQuietly', () => {
  it('gives code and output, of a failing and of a missing program too', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await runQuietly(process.execPath, ['-e', script])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      hasTimedOut: false,
    });
    expect((await runQuietly('/nowhere/program', [])).code).toBe(127);
  });

  it('ends a program that takes too long', async () => {
    const outcome = await runQuietly(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 });
    expect(outcome).toMatchObject({ code: 128, hasTimedOut: true });
  });
});

describe('runAttached', () => {
  it('ends what npm has started when npm is killed', async () => {
    const script = `import { runAttached } from ${modulePath};
      await runAttached(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)']);`;
    // The trailing command keeps the shell itself in between, as npm's is.
    const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, script], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await new Promise((resolve) => shell.stdout.once('data', resolve)));
    expect(pid).toBeGreaterThan(0);
    const closed = new Promise((resolve) => shell.once('close', resolve)); // when nobody holds its output any more
    shell.kill('SIGKILL');
    await closed;
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

describe('findOnPath', () => {
  it('finds programs, and only executable ones', () => {
    expect(findOnPath('node', { PATH: join(process.execPath, '..') })).toBe(join(process.execPath, '..', 'node'));
    expect(findOnPath('README.md', { PATH: repositoryRoot })).toBeUndefined();
    expect(findOnPath('node', {})).toBeUndefined();
  });
});

describe('takeLastLines', () => {
  it('keeps the end', () => {
    expect(takeLastLines('a\nb\nc\n', 2)).toBe('b\nc');
  });
});
