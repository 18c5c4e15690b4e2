/** Whatever cannot be had is said in plain words, together with what to do about it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { explainBuildFailure } from '#tools/bootstrap/build.mjs';
import { explainInstallFailure } from '#tools/bootstrap/dependencies.mjs';
import { explainNoDisplay } from '#tools/bootstrap/display.mjs';
import { explainFetchFailure, explainWrongSum } from '#tools/bootstrap/electron-fallback.mjs';
import { describeOverride, explainUnreachable } from '#tools/bootstrap/electron.mjs';
import { explainNoSandbox } from '#tools/bootstrap/launcher.mjs';
import {
  checkGiven,
  checkGo,
  explainDownloadFailure,
  explainGoFailure,
  explainWrongServer,
} from '#tools/bootstrap/livekit-server.mjs';
import { explainNoUser } from '#tools/bootstrap/ordinary-user.mjs';
import { checkPrerequisites } from '#tools/bootstrap/prerequisites.mjs';
import { BootstrapError, sayError } from '#tools/bootstrap/progress.mjs';
import * as system from '#tools/bootstrap/system-libraries.mjs';

/** The error that a call throws. */
function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

const electronUrl = 'https://downloads.example.org/v1.2.3/electron-v1.2.3-linux-x64.zip';

const cases: [string, () => unknown, RegExp, RegExp][] = [
  ['Node is too old', () => checkPrerequisites({ nodeVersion: 'v18.19.0' }), /v18\.19\.0 is too old/, /nodejs\.org/],
  [
    'npm is missing',
    () => checkPrerequisites({ findProgram: () => undefined }),
    /npm was not found/,
    /apt-get install npm/,
  ],
  [
    'no package registry',
    () => explainInstallFailure('npm error code ENOTFOUND'),
    /could not reach/,
    /npm config get registry/,
  ],
  ['lockfile differs', () => explainInstallFailure('npm error code EUSAGE'), /do not agree/, /same commit/],
  ['disk full', () => explainInstallFailure('npm error ENOSPC'), /disk is full/, /Make room/],
  ['install fails otherwise', () => explainInstallFailure('npm error odd'), /npm ci failed:\nodd/, /npm ci/],
  [
    'Electron out of reach',
    () => explainUnreachable('1.2.3', electronUrl),
    /downloads\.example\.org/,
    /ELECTRON_OVERRIDE_DIST_PATH/,
  ],
  ['empty Electron folder', () => describeOverride('/nowhere'), /there is no .*lectron.* in it/, /unset it/],
  ['no fallback', () => explainFetchFailure('E404'), /E404/, /ELECTRON_OVERRIDE_DIST_PATH/],
  ['changed fallback', () => explainWrongSum('sha512-other'), /sha512-other.*thrown away/, /registry/],
  [
    'a library is missing',
    () => system.explainNotRoot(['libnss3', 'xvfb']),
    /libnss3 xvfb/,
    /apt-get install .*libnss3 xvfb/,
  ],
  ['not Debian', () => system.explainForeignSystem(['libfoo.so.1']), /libfoo\.so\.1/, /package manager/],
  ['apt-get fails', () => system.explainInstallFailure('E: no network'), /E: no network/, /apt-get update/],
  [
    'no display',
    () => explainNoDisplay('Fatal server error'),
    /Xvfb did not start: Fatal server error/,
    /desktop session/,
  ],
  ['no display, silently', () => explainNoDisplay(''), /it said nothing/, /Xvfb/],
  ['wrong server given', () => checkGiven('/bin/false', undefined), /\/bin\/false/, /unset it/],
  ['no Go', () => checkGo(undefined, 'a reason'), /a reason.*Go.*is missing/, /go\.dev/],
  [
    'old Go',
    () => checkGo('go version go1.21.3 linux/amd64', 'a reason'),
    /Go 1\.21 is too old/,
    /GAVEL_LIVEKIT_SERVER/,
  ],
  ['Go fails', () => explainGoFailure('dial tcp: lookup failed'), /lookup failed/, /GOPROXY/],
  ['server download fails', () => explainDownloadFailure('its checksum is 00'), /checksum is 00/, /same command again/],
  ['server is another', () => explainWrongServer('1.0.0'), /says version 1\.0\.0/, /GAVEL_LIVEKIT_SERVER/],
  ['build fails', () => explainBuildFailure('main/index.ts: oops'), /main\/index\.ts: oops/, /npm run build/],
];

describe('what cannot be had', () => {
  it.each(cases)('%s: says what and the cure', (_name, provoke, what, cure) => {
    let made: unknown;
    const thrown = catchError(() => {
      made = provoke();
    });
    const error = thrown ?? made;
    expect(error).toBeInstanceOf(BootstrapError);
    expect((error as BootstrapError).message).toMatch(what);
    expect((error as BootstrapError).cure).toMatch(cure);
  });

  it('a missing sandbox is said with its reason and cure', () => {
    expect(explainNoSandbox()).toMatch(/sandbox cannot be had here .*Cure: /);
    expect(explainNoUser('setpriv is missing')).toMatch(/^setpriv is missing; .*without its sandbox.*Cure: /);
  });

  it('is printed without a stack, cure last', () => {
    const written: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    sayError(new BootstrapError('no coffee.', 'Buy some.'));
    sayError(new Error('a bug'));
    spy.mockRestore();
    expect(written[0]).toBe('\n[stopped] no coffee.\n[cure]    Buy some.\n');
    expect(written[1]).toMatch(/\[stopped] Error: a bug\n\s+at /);
  });

  it('an unexpected server version is used, and said', () => {
    const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const folder = mkdtempSync(join(tmpdir(), 'gavel-server-'));
    expect(checkGiven(join(folder, 'server'), '1.12.0')).toBe(join(folder, 'server'));
    expect(spy.mock.calls.join('')).toContain('using version 1.12.0');
    spy.mockRestore();
    rmSync(folder, { recursive: true });
  });
});
