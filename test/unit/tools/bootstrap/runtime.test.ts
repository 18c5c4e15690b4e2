import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRuntime } from '#test/support/runtime';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { readSkips } from '#tools/bootstrap/results.mjs';
import { SUITES } from '#tools/bootstrap/suites.mjs';

const environment = {
  GAVEL_ELECTRON: '/launchers/electron',
  GAVEL_APP: '/apps/one',
  GAVEL_LIVEKIT_SERVER: '/cache/livekit-server',
  GAVEL_RUNTIME_KIND: 'fallback',
  GAVEL_RUNTIME_VERSION: '33.2.1',
  GAVEL_SANDBOX: '1',
  GAVEL_RUN_AS: '999:995',
  GAVEL_KEYRING_LAUNCHER: '',
};

describe('readRuntime', () => {
  it('reads what the test command provides', () => {
    expect(readRuntime(environment)).toEqual({
      electron: '/launchers/electron',
      app: '/apps/one',
      livekitServer: '/cache/livekit-server',
      kind: 'fallback',
      version: '33.2.1',
      isSandboxed: true,
      runAs: { uid: 999, gid: 995 },
      keyringLauncher: undefined,
    });
    expect(readRuntime({ ...environment, GAVEL_RUN_AS: '', GAVEL_SANDBOX: '0' })).toMatchObject({
      runAs: undefined,
      isSandboxed: false,
    });
  });

  it('says how to provide it when it is not there', () => {
    expect(() => readRuntime({ ...environment, GAVEL_APP: '' })).toThrow(/GAVEL_APP is not set: run .*npm test/);
  });
});

describe('the committed list of skips', () => {
  it('is complete, and names suites that exist', () => {
    const list = readSkips(JSON.parse(readFileSync(join(repositoryRoot, 'tools/skips.json'), 'utf8')));
    const names = SUITES.map((suite) => suite.name);
    expect(list.filter((entry) => !names.includes(entry.suite))).toEqual([]);
  });
});
