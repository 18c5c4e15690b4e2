/** What the scripts do on macOS and Windows, as far as it can be decided without being there. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasDisplay } from '#tools/bootstrap/display.mjs';
import {
  findDownloadUrl,
  findElectronCache,
  nameArchive,
  nameExecutable as nameElectron,
} from '#tools/bootstrap/electron.mjs';
import { checkGo, nameBuiltExecutable, nameExecutable as nameServer } from '#tools/bootstrap/livekit-server.mjs';
import { findCacheHome, findProjectNode } from '#tools/bootstrap/paths.mjs';
import type { BootstrapError } from '#tools/bootstrap/progress.mjs';
import { findOnPath } from '#tools/bootstrap/run.mjs';
import { describeSpawn } from '#tools/bootstrap/spawn-form.mjs';
import { nameExecutable as namePackaged } from '#tools/package/after-pack.mjs';
import { killTree } from '#tools/process-tree.mjs';

describe('names and places', () => {
  it.each([
    ['linux', 'electron', 'gavel', '/h/.cache/electron', '/h/.cache/gavel'],
    [
      'darwin',
      'Electron.app/Contents/MacOS/Electron',
      'Gavel.app',
      '/h/Library/Caches/electron',
      '/h/Library/Caches/gavel',
    ],
    ['win32', 'electron.exe', 'Gavel.exe', '/h/AppData/Local/electron/Cache', '/h/AppData/Local/gavel/Cache'],
  ] as const)('on %s are that system’s own', (platform, electron, packaged, electronCache, cache) => {
    expect(nameElectron(platform)).toBe(electron);
    expect(namePackaged(platform, 'Gavel')).toBe(packaged);
    expect(findElectronCache({}, platform, '/h')).toBe(electronCache);
    expect(findCacheHome({}, platform, '/h')).toBe(cache);
  });

  it('follow LOCALAPPDATA on Windows', () => {
    expect(findCacheHome({ LOCALAPPDATA: '/local' }, 'win32', '/h')).toBe('/local/gavel/Cache');
    expect(findElectronCache({ LOCALAPPDATA: '/local' }, 'win32', '/h')).toBe('/local/electron/Cache');
  });

  it.each([
    ['darwin', 'arm64', 'electron-v1.2.3-darwin-arm64.zip'],
    ['win32', 'x64', 'electron-v1.2.3-win32-x64.zip'],
  ] as const)('of Electron’s archive on %s %s', (platform, arch, archive) => {
    expect(nameArchive('1.2.3', platform, arch)).toBe(archive);
    expect(findDownloadUrl('1.2.3', { ELECTRON_MIRROR: 'https://m/' }, archive)).toBe(`https://m/v1.2.3/${archive}`);
  });

  it('of livekit-server, and of what Go builds', () => {
    expect([nameServer('win32'), nameServer('darwin')]).toEqual(['livekit-server.exe', 'livekit-server']);
    expect([nameBuiltExecutable('win32'), nameBuiltExecutable('darwin')]).toEqual(['server.exe', 'server']);
  });

  it('of the project’s Node, which Windows starts by a script', () => {
    expect(path.basename(findProjectNode('/r', 'win32'))).toBe('node.cmd');
    expect(path.basename(findProjectNode('/r', 'darwin'))).toBe('node');
  });
});

it('a display is always there on macOS and Windows: no Xvfb', () => {
  expect([hasDisplay({}, 'darwin'), hasDisplay({}, 'win32'), hasDisplay({}, 'linux')]).toEqual([true, true, false]);
});

it('macOS, for which there is no release archive, hears of Homebrew when Go is missing', () => {
  const cureOn = (platform: NodeJS.Platform): string => {
    try {
      checkGo(undefined, 'no archive', platform);
    } catch (error) {
      return (error as BootstrapError).cure;
    }
    return '';
  };
  expect(cureOn('darwin')).toContain('brew install livekit');
  expect(cureOn('linux')).toMatch(/Go .* or newer/);
  expect(cureOn('linux')).not.toContain('brew');
});

describe('describeSpawn', () => {
  it('hands npm and scripts to the shell on Windows, as one line', () => {
    expect(describeSpawn('npm', ['ci', '--loglevel', 'error'], 'win32')).toEqual({
      command: 'npm.cmd ci --loglevel error',
      args: [],
      shell: true,
    });
    expect(describeSpawn(String.raw`C:\My Work\node.cmd`, ['a b&c'], 'win32').command).toBe(
      String.raw`"C:\My Work\node.cmd" "a b&c"`,
    );
  });

  it('refuses what that shell would change', () => {
    for (const word of ['100%', 'say "x"', 'a\nb']) {
      expect(() => describeSpawn('npm', [word], 'win32')).toThrow('not to be given');
    }
  });

  it('leaves programs, and every other system, without a shell', () => {
    const args = ['say "x"', '100%'];
    expect(describeSpawn('git.exe', args, 'win32')).toEqual({ command: 'git.exe', args, shell: false });
    expect(describeSpawn('npm', args, 'darwin')).toEqual({ command: 'npm', args, shell: false });
  });
});

it('findOnPath looks for Windows’ endings there alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-path-'));
  try {
    writeFileSync(path.join(folder, 'npm.cmd'), '');
    chmodSync(path.join(folder, 'npm.cmd'), 0o755);
    expect(findOnPath('npm', { PATH: folder }, 'win32')).toBe(path.join(folder, 'npm.cmd'));
    expect(findOnPath('npm', { PATH: folder }, 'linux')).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('killTree', () => {
  it('ends the group by a signal, and on Windows the tree by taskkill', () => {
    const done: unknown[] = [];
    const port = {
      kill: (pid: number, signal: string) => void done.push([pid, signal]),
      run: (command: string, args: string[]) => void done.push([command, ...args]),
    };
    killTree(42, 'SIGTERM', { ...port, platform: 'darwin' });
    killTree(42, 'SIGTERM', { ...port, platform: 'win32' });
    expect(done).toEqual([
      [-42, 'SIGTERM'],
      ['taskkill', '/pid', '42', '/t', '/f'],
    ]);
  });

  it('says nothing when the group is gone already', () => {
    const kill = () => {
      throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    };
    expect(() => killTree(42, 'SIGKILL', { platform: 'linux', kill, run: () => undefined })).not.toThrow();
  });
});
