/** The demo's key: told by an inherited pipe, read once, and nowhere to be found in arguments, environment or files. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { chromium, expect, test } from '@playwright/test';
import { readDebuggerAddress } from '#test/support/debugger-address';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import { ask } from './support/fixtures.ts';

const demo = {
  name: 'Demo',
  url: 'ws://127.0.0.1:9',
  apiKey: 'APIdemo',
  apiSecret: `demo-secret-${randomBytes(16).toString('hex')}`,
};

test("the demo's server is there for this run only, and its key is kept nowhere", async () => {
  const folder = makeAppFolder('demo-pipe');
  const runtime = readRuntime();
  const child = spawn(
    runtime.electron,
    ['--disable-gpu', '--remote-debugging-port=0', runtime.app, `--user-data-dir=${folder}`, '--gavel-demo-fd=3'],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  try {
    const pipe = child.stdio[3] as Duplex;
    // The other end is closed by every process that ever held it.
    const isClosedByAll = once(pipe, 'close');
    pipe.resume();
    pipe.write(`${JSON.stringify(demo)}\n`);
    const browser = await chromium.connectOverCDP(await readDebuggerAddress(child));
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    await expect.poll(() => pages().some((page) => page.url() === 'app://manager/')).toBe(true);
    await isClosedByAll;
    const manager = pages().find((page) => page.url() === 'app://manager/');
    if (!manager) throw new Error('no manager window');

    const listed = await ask(manager, 'servers:list', {});
    expect(listed).toMatchObject({
      ok: true,
      value: { servers: [{ name: 'Demo', isTemporary: true, secretState: 'session' }] },
    });
    expect(JSON.stringify(listed)).not.toContain(demo.apiSecret);
    expect(findSecret(folder)).toEqual([]);
    if (process.platform === 'linux') {
      const told = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8')).join();
      // Control: what is in the arguments is seen there.
      expect(told).toContain('--gavel-demo-fd=3');
      expect(told).not.toContain(demo.apiSecret);
    }
    // Control: a file with the secret is found.
    writeFileSync(path.join(folder, 'planted'), `x${demo.apiSecret}x`);
    expect(findSecret(folder)).toEqual(['planted']);
    await browser.close();
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
});

function findSecret(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(demo.apiSecret))
    .map((file) => path.relative(folder, file));
}
