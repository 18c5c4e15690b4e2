/** The demo's pipe: read once, closed, refused by the product; and the argument that names it. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readDemoServer } from '#main/app/demo-server';
import { readLaunchOptions } from '#main/app/launch-options';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const server = { name: 'Demo', url: 'ws://127.0.0.1:7880', apiKey: 'devkey', apiSecret: 's3cret' };

function isOpen(fd: number): boolean {
  try {
    fs.fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}

describe('readDemoServer', () => {
  it.each([
    ['one line', `${JSON.stringify(server)}\n`, server],
    ['a line without an end', JSON.stringify(server), server],
    ['nothing', '', undefined],
    ['what is not JSON', 's3cret\n', undefined],
    ['a member too many', `${JSON.stringify({ ...server, more: 1 })}\n`, undefined],
    ['a member too few', `${JSON.stringify({ ...server, apiSecret: undefined })}\n`, undefined],
    ['far too much', 'x'.repeat(100_000), undefined],
  ])('reads %s and closes the pipe', async (_what, text, expected) => {
    const fd = await openWith(text);
    expect(isOpen(fd)).toBe(true);
    expect(await readDemoServer(fd, false)).toEqual(expected);
    expect(isOpen(fd)).toBe(false);
  });

  it('is refused by the packaged app', async () => {
    const fd = await openWith(JSON.stringify(server));
    await expect(readDemoServer(fd, true)).rejects.toThrow('packaged');
    fs.closeSync(fd);
  });

  it('starts without a server when there is no pipe', async () => {
    expect(await readDemoServer(98, false)).toBeUndefined();
  });
});

describe('readDemoServer on Windows', () => {
  it('reads the inherited pipe as a socket, and lets go of it', async () => {
    const module = new URL('../../../../main/app/demo-server.ts', import.meta.url);
    const script = `
      const { readDemoServer } = await import(${JSON.stringify(module.href)});
      console.log(JSON.stringify(await readDemoServer(3, false, 'win32')));`;
    // It ends by itself only if nothing holds the pipe any more, whose other end stays open.
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    (child.stdio[3] as Writable).write(`${JSON.stringify(server)}\n`);
    expect(JSON.parse(await readText(child.stdout as Readable))).toEqual(server);
  });
});

describe('readLaunchOptions', () => {
  it('finds the descriptor among other arguments', () => {
    expect(readLaunchOptions(['electron', '/app', '--gavel-demo-fd=3', '--disable-gpu'])).toEqual({
      demoFd: 3,
    });
  });

  it.each([
    '--gavel-demo-fd=0',
    '--gavel-demo-fd=1',
    '--gavel-demo-fd=2',
    '--gavel-demo-fd=x',
    '--gavel-demo-fd=-3',
    '--gavel-demo-fd',
    '--gavel-demo-fd=3;4',
    '--gavel-demo-fd=100',
  ])('ignores %s', (arg) => {
    expect(readLaunchOptions([arg])).toEqual({});
  });
});

async function openWith(text: string): Promise<number> {
  const file = path.join(await makeTemporaryFolder(), 'pipe');
  fs.writeFileSync(file, text);
  return fs.openSync(file, 'r');
}
