/** The demo's pipe: read once, closed, refused by the product; and the argument that names it. */
import fs from 'node:fs';
import path from 'node:path';
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
