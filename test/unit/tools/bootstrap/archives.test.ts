import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAsar } from '#tools/bootstrap/asar.mjs';
import { isFallbackRuntime } from '#tools/bootstrap/electron-fallback.mjs';
import { FUSE, setFuses } from '#tools/bootstrap/fuses.mjs';
import { hashFile, hashTree } from '#tools/bootstrap/hash.mjs';
import { listRuntimePackages } from '#tools/bootstrap/staging.mjs';
import { unzip } from '#tools/bootstrap/zip.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gavel-archives-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

interface ZipEntry {
  name: string;
  text: string;
  mode: number;
  isStored?: boolean;
}

function buildZip(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode, isStored } of entries) {
    const data = isStored ? Buffer.from(text) : deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isStored ? 0 : 8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(mode * 0x10000, 38);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, Buffer.from(name));
    bodies.push(local, Buffer.from(name), data);
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

describe('unzip', () => {
  it('writes chosen entries with their modes and links', () => {
    const entries = [
      { name: 'a/run', text: 'run me', mode: 0o100755 },
      { name: 'a/stored', text: 'as it is', mode: 0o100644, isStored: true },
      { name: 'a/link', text: 'run', mode: 0o120777, isStored: true },
      { name: 'other', text: 'left out', mode: 0o100644 },
    ];
    writeFileSync(join(folder, 'x.zip'), buildZip(entries));
    unzip(join(folder, 'x.zip'), (name) => (name.startsWith('a/') ? join(folder, 'out', name) : undefined));
    expect(readFileSync(join(folder, 'out/a/run'), 'utf8')).toBe('run me');
    expect(statSync(join(folder, 'out/a/run')).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(folder, 'out/a/stored'), 'utf8')).toBe('as it is');
    expect(readlinkSync(join(folder, 'out/a/link'))).toBe('run');
    expect(() => statSync(join(folder, 'out/other'))).toThrow();
  });

  it('refuses a name that climbs out, and what is no archive', () => {
    writeFileSync(join(folder, 'x.zip'), buildZip([{ name: '../x', text: '', mode: 0o100644 }]));
    expect(() => unzip(join(folder, 'x.zip'), (name) => join(folder, name))).toThrow('unsafe name');
    write('y.zip', 'this is not a zip archive, whatever it may be called');
    expect(() => unzip(join(folder, 'y.zip'), () => undefined)).toThrow('not a zip archive');
  });
});

describe('makeAsar', () => {
  it('has a readable header and its files behind it', () => {
    const archive = makeAsar({ 'package.json': '{}', 'main.js': 'ä = 1' });
    const length = archive.readUInt32LE(12);
    const header = JSON.parse(archive.toString('utf8', 16, 16 + length)) as {
      files: Record<string, { size: number; offset: string }>;
    };
    const start = 8 + archive.readUInt32LE(4);
    const main = header.files['main.js']!;
    expect(archive.toString('utf8', start + Number(main.offset), start + Number(main.offset) + main.size)).toBe(
      'ä = 1',
    );
  });
});

describe('setFuses', () => {
  it('turns the named fuses and leaves the others', () => {
    const wire = Buffer.concat([
      Buffer.from('..dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, 4]),
      Buffer.from('0000..'),
    ]);
    writeFileSync(join(folder, 'electron'), wire);
    setFuses(join(folder, 'electron'), {
      [FUSE.nodeCliInspectArguments]: true,
      [FUSE.loadBrowserProcessSpecificV8Snapshot]: true,
    });
    expect(readFileSync(join(folder, 'electron')).subarray(36).toString()).toBe('0001..');
    write('other', 'no wire here');
    expect(() => setFuses(join(folder, 'other'), {})).toThrow('no fuse wire');
  });
});

describe('hashes', () => {
  it('change with content and name, not with anything outside the named entries', async () => {
    write('main/a.ts', 'one');
    write('notes.md', 'x');
    const before = hashTree(folder, ['main', 'absent']);
    write('notes.md', 'y');
    expect(hashTree(folder, ['main', 'absent'])).toBe(before);
    write('main/a.ts', 'two');
    const changed = hashTree(folder, ['main', 'absent']);
    expect(changed).not.toBe(before);
    write('main/b.ts', '');
    expect(hashTree(folder, ['main', 'absent'])).not.toBe(changed);
    expect(await hashFile(join(folder, 'notes.md'), 'sha256', 'hex')).toBe(
      'a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa',
    );
  });
});

describe('isFallbackRuntime', () => {
  it('knows the mark that packaging must refuse', () => {
    expect(isFallbackRuntime(folder)).toBe(false);
    write('.gavel-development-only.json', '{}');
    expect(isFallbackRuntime(folder)).toBe(true);
  });
});

describe('listRuntimePackages', () => {
  it('follows dependencies as Node does, nested ones first, and leaves development packages out', () => {
    write('package.json', JSON.stringify({ dependencies: { a: '1' }, devDependencies: { tool: '1' } }));
    write(
      'node_modules/a/package.json',
      JSON.stringify({ dependencies: { b: '1', '@s/c': '1' }, optionalDependencies: { gone: '1' } }),
    );
    write('node_modules/a/node_modules/b/package.json', '{}');
    write('node_modules/b/package.json', '{}');
    write('node_modules/@s/c/package.json', JSON.stringify({ dependencies: { b: '1' } }));
    write('node_modules/tool/package.json', '{}');
    chmodSync(folder, 0o755);
    expect(listRuntimePackages(folder)).toEqual([
      'node_modules/@s/c',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
    ]);
  });
});
