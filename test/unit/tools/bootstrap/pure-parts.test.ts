/** The small decisions of the bootstrap, one by one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isSameInstall } from '#tools/bootstrap/dependencies.mjs';
import { encodeAuthority, hasDisplay } from '#tools/bootstrap/display.mjs';
import { findDownloadUrl } from '#tools/bootstrap/electron.mjs';
import { describeLauncher } from '#tools/bootstrap/launcher.mjs';
import { checkGo, findChecksum, nameReleaseAsset, parseServerVersion } from '#tools/bootstrap/livekit-server.mjs';
import { readUser } from '#tools/bootstrap/ordinary-user.mjs';
import { findCacheHome } from '#tools/bootstrap/paths.mjs';
import { checkPrerequisites, parseVersion } from '#tools/bootstrap/prerequisites.mjs';
import { formatDuration, formatSize } from '#tools/bootstrap/progress.mjs';
import { isReachable } from '#tools/bootstrap/reach.mjs';
import { listAppArguments } from '#tools/bootstrap/app-arguments.mjs';
import { parseStartArguments } from '#tools/bootstrap/start-arguments.mjs';
import { mapLibraries, nameInstallCommand, parseMissingLibraries } from '#tools/bootstrap/system-libraries.mjs';

describe('versions', () => {
  it('are found within text', () => {
    expect(parseVersion('v20.20.2')).toEqual([20, 20, 2]);
    expect(parseVersion('1.26')).toEqual([1, 26, 0]);
    expect(parseVersion('none')).toBeUndefined();
    expect(parseServerVersion('livekit-server version 1.13.5\n')).toBe('1.13.5');
    expect(parseServerVersion('something 1.13.5')).toBeUndefined();
  });

  it('that are new enough pass', () => {
    expect(() => checkPrerequisites({ nodeVersion: 'v20.0.0', findProgram: () => '/usr/bin/npm' })).not.toThrow();
    expect(() => checkGo('go version go1.26.8 linux/amd64', 'x')).not.toThrow();
    expect(() => checkGo('go version go2.0 linux/amd64', 'x')).not.toThrow();
    expect(() => checkGo('go version go1.25.9 linux/amd64', 'x')).toThrow();
  });
});

describe('system libraries', () => {
  const ldd =
    '\tlinux-vdso.so.1 (0x1)\n\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x2)\n\tlibgbm.so.1 => not found\n';

  it('that ldd misses become Debian packages, each once', () => {
    expect(parseMissingLibraries(ldd)).toEqual(['libnss3.so', 'libgbm.so.1']);
    const many = [
      'libnss3.so',
      'libnssutil3.so',
      'libgtk-3.so.0',
      'libX11.so.6',
      'libasound.so.2',
      'libgbm.so.1',
      'libnew.so.3',
    ];
    expect(mapLibraries(many)).toEqual({
      packages: ['libnss3', 'libgtk-3-0', 'libasound2', 'libgbm1'],
      unknown: ['libnew.so.3'],
    });
    expect(nameInstallCommand(['xvfb'])).toBe('apt-get update && apt-get install -y --no-install-recommends xvfb');
  });
});

describe('livekit-server release', () => {
  it('has an archive for Linux and Windows, none for macOS', () => {
    expect(nameReleaseAsset('linux', 'x64')).toBe('livekit_1.13.5_linux_amd64.tar.gz');
    expect(nameReleaseAsset('linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz');
    expect(nameReleaseAsset('win32', 'x64')).toBe('livekit_1.13.5_windows_amd64.zip');
    expect(nameReleaseAsset('darwin', 'arm64')).toBeUndefined();
    expect(nameReleaseAsset('linux', 'riscv64')).toBeUndefined();
  });

  it('lists one checksum per file; half a name or half a sum is none', () => {
    const sum = 'ab'.repeat(32);
    const text = `${'cd'.repeat(32)}  other.tar.gz\n${sum}  wanted.tar.gz\nabcd  short.tar.gz\n`;
    expect(findChecksum(text, 'wanted.tar.gz')).toBe(sum);
    expect(findChecksum(text, 'wanted')).toBeUndefined();
    expect(findChecksum(text, 'short.tar.gz')).toBeUndefined();
  });
});

describe('places', () => {
  it('follow the system and XDG', () => {
    expect(findCacheHome({ XDG_CACHE_HOME: '/caches' }, 'linux', '/home/a')).toBe('/caches/gavel');
    expect(findCacheHome({ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/a')).toBe('/home/a/.cache/gavel');
    expect(findCacheHome({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/gavel');
  });

  it('Electron comes from its own host, or from a mirror', () => {
    expect(findDownloadUrl('45.4.1', {})).toMatch(
      /^https:\/\/github\.com\/electron\/.*\/v45\.4\.1\/electron-v45\.4\.1-/,
    );
    expect(findDownloadUrl('45.4.1', { ELECTRON_MIRROR: 'https://mirror.example/' })).toMatch(
      /^https:\/\/mirror\.example\/v45/,
    );
  });
});

describe('installed packages', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/mac-only': { version: '2.0.0', optional: true },
  };

  it('count as current without optional ones, and not with a wrong, missing or surplus one', () => {
    expect(isSameInstall({ 'node_modules/a': { version: '1.0.0' } }, wanted)).toBe(true);
    expect(isSameInstall({ 'node_modules/a': { version: '1.0.1' } }, wanted)).toBe(false);
    expect(isSameInstall({}, wanted)).toBe(false);
    expect(isSameInstall({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': {} }, wanted)).toBe(false);
  });
});

describe('the ordinary user', () => {
  it('is read from the list of users', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/sh\ngavel-runner:x:999:995::/var/lib/gavel/home:/usr/sbin/nologin\n';
    expect(readUser(passwd, 'gavel-runner')).toEqual({
      name: 'gavel-runner',
      uid: 999,
      gid: 995,
      home: '/var/lib/gavel/home',
    });
    expect(readUser(passwd, 'gavel')).toBeUndefined();
  });
});

describe('the launcher', () => {
  const runAs = { name: 'gavel-runner', uid: 999, home: '/var/lib/gavel/home' };

  it('becomes the ordinary user and then Electron itself', () => {
    const text = describeLauncher({ executable: '/e/electron', runAs, isSandboxed: true });
    expect(text).toMatch(
      /\nexec setpriv --reuid=gavel-runner --regid=gavel-runner --init-groups -- '\/e\/electron' "\$@"\n$/,
    );
    expect(text).not.toContain('sandbox');
  });

  it('says openly that there is no sandbox', () => {
    const text = describeLauncher({ executable: '/e/electron', runAs: undefined, isSandboxed: false });
    expect(text).toMatch(/exec '\/e\/electron' --no-sandbox --gavel-unsandboxed "\$@"/);
  });

  it('puts the keyring around Electron, within the ordinary user, and quotes odd paths', () => {
    const text = describeLauncher({
      executable: "/it's/electron",
      runAs,
      isSandboxed: true,
      wrapper: '/w/with-keyring',
    });
    expect(text).toContain(`-- '/w/with-keyring' '/it'\\''s/electron' "$@"`);
  });
});

describe('display', () => {
  it('is looked for only where X or Wayland could be', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':1' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });

  it('takes a cookie that fits any display number', () => {
    const cookie = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
    expect(encodeAuthority(cookie).toString('hex')).toBe(`ffff000000000012${name}0010${cookie.toString('hex')}`);
  });
});

describe('isReachable', () => {
  it('is true only for a good answer in time', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/good') response.end();
      else if (request.url === '/missing') response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await isReachable(`${base}/good`)).toBe(true);
    expect(await isReachable(`${base}/missing`)).toBe(false);
    expect(await isReachable(`${base}/silent`, { limitMs: 100 })).toBe(false);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await isReachable(`${base}/good`)).toBe(false);
  });
});

describe('words', () => {
  it('for times and sizes', () => {
    expect([formatDuration(12.4), formatDuration(9_240), formatDuration(125_000)]).toEqual([
      '12 ms',
      '9.2 s',
      '2 min 5 s',
    ]);
    expect([formatSize(900), formatSize(196_000_000)]).toEqual(['1 kB', '196 MB']);
  });
});

describe('parseStartArguments', () => {
  it('passes on what the demo knows, and what stands after --', () => {
    expect(parseStartArguments(['--still', '--people', '200', '--', '--force-dark'])).toEqual({
      kind: 'demo',
      demo: ['--still', '--people', '200', '--', '--force-dark'],
    });
    expect(parseStartArguments([])).toEqual({ kind: 'demo', demo: [] });
    expect(parseStartArguments(['-h'])).toEqual({ kind: 'help' });
    expect(parseStartArguments(['--seed', 'x'])).toEqual({ kind: 'wrong', what: '--seed needs a whole number' });
    expect(parseStartArguments(['--stil'])).toEqual({ kind: 'wrong', what: 'unknown option --stil' });
    expect(parseStartArguments(['--people', '23'])).toMatchObject({ kind: 'wrong' });
    expect(parseStartArguments(['--people', '2001'])).toMatchObject({ kind: 'wrong' });
  });

  it('starts the app alone, and then has no use for what the demo knows', () => {
    expect(parseStartArguments(['--no-demo', '--', '--force-dark'])).toEqual({ kind: 'app', app: ['--force-dark'] });
    expect(parseStartArguments(['--no-demo', '--still'])).toMatchObject({ kind: 'wrong' });
  });
});

describe('listAppArguments', () => {
  it('turns the GPU off where Linux has none, once, and lets what is wanted come last', () => {
    const linux = { platform: 'linux', hasGpu: false } as const;
    expect(listAppArguments(['--x'], linux)).toEqual(['--disable-gpu', '--log-level=3', '--x']);
    expect(listAppArguments(['--disable-gpu'], linux)).toEqual(['--log-level=3', '--disable-gpu']);
    expect(listAppArguments([], { platform: 'darwin' })).toEqual(['--log-level=3']);
  });
});
