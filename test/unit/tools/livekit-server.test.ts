/** Where livekit-server is looked for, in which order. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLivekitServer } from '#tools/livekit-server.ts';

let folder: string;
const fileIn = (...parts: string[]): string => path.join(folder, ...parts);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gavel-find-'));
  for (const [place, name] of [
    ['path', 'livekit-server'],
    ['go', 'server'],
    ['own', 'any-name'],
  ] as const) {
    mkdirSync(fileIn(place));
    writeFileSync(fileIn(place, name), '');
    chmodSync(fileIn(place, name), 0o755);
  }
  writeFileSync(fileIn('not-executable'), '', { mode: 0o644 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('findLivekitServer', () => {
  it('takes the variable before the path, and the path before what go installed', () => {
    const everything = { GAVEL_LIVEKIT_SERVER: fileIn('own', 'any-name'), PATH: fileIn('path'), GOBIN: fileIn('go') };
    expect(findLivekitServer(everything)).toBe(fileIn('own', 'any-name'));
    expect(findLivekitServer({ ...everything, GAVEL_LIVEKIT_SERVER: '' })).toBe(fileIn('path', 'livekit-server'));
    expect(findLivekitServer({ PATH: fileIn('own'), GOBIN: fileIn('go') })).toBe(fileIn('go', 'server'));
  });

  it('does not silently take another than the one that was named', () => {
    const environment = { GAVEL_LIVEKIT_SERVER: fileIn('not-executable'), PATH: fileIn('path') };
    expect(() => findLivekitServer(environment)).toThrow('names no executable');
  });

  it('says what to do when there is none', () => {
    expect(() => findLivekitServer({ PATH: '', GOBIN: fileIn('nothing') })).toThrow('GAVEL_LIVEKIT_SERVER');
  });
});
