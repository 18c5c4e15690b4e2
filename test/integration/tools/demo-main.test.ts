/** The demo hands its key over in secret, and leaves nobody behind however it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '#tools/wait-until.ts';

const MAIN = fileURLToPath(new URL('../../../tools/demo/main.ts', import.meta.url));
const FAKE_APP = fileURLToPath(new URL('fixtures/fake-app.sh', import.meta.url));
const WANTED_COMMANDS = ['livekit', 'note-taker.ts', 'supervisor-watcher', 'sleep'];
const launched: ChildProcess[] = [];

afterEach(() => {
  for (const demo of launched.splice(0)) demo.kill('SIGKILL');
});

/** Starts the demo with a stand-in for the app; `output` is all that both printed. */
function launchDemo(appArguments: readonly string[]): { demo: ChildProcess; output: () => string } {
  const demo = spawn(
    process.execPath,
    [MAIN, '--electron', FAKE_APP, '--app', '/nowhere', '--still', '--', ...appArguments],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  launched.push(demo);
  let printed = '';
  demo.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return { demo, output: () => printed };
}

describe('main', () => {
  it.each([
    ['the app ends', undefined, 7],
    ['it is told to end', 'SIGTERM', 130],
  ] as const)('ends everything when %s', async (_what, signal, expectedCode) => {
    const { demo, output } = launchDemo(signal ? [] : ['--exit-after-handover']);
    const ended = new Promise<number | null>((resolve) => {
      demo.once('exit', resolve);
    });
    let family: number[] = [];
    await waitUntil(
      () => {
        const seen = findDescendants(demo.pid ?? 0);
        if (seen.length > family.length) family = seen;
        return /handover: .*\n/.test(output());
      },
      { what: 'the app to be handed the key' },
    );
    if (signal) demo.kill(signal);
    expect(await ended).toBe(expectedCode);
    expect(family.length).toBeGreaterThanOrEqual(3);
    await waitUntil(() => family.every((pid) => readCommand(pid) === ''), {
      what: 'all its children to be gone',
    });
  });

  it('hands the key over by descriptor 3 only, and everything ends with it after a crash', async () => {
    const { demo: launched, output } = launchDemo(['--some-flag']);
    await waitUntil(() => /handover: .*\n/.test(output()), {
      what: 'the app to be handed the key',
    });

    const printed = output();
    const handover = JSON.parse(/handover: (.*)\n/.exec(printed)?.[1] ?? '') as Record<string, string>;
    expect(Object.keys(handover)).toEqual(['name', 'url', 'apiKey', 'apiSecret']);
    expect(handover).toMatchObject({
      name: 'Demo',
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string,
    });
    const secret = handover['apiSecret'] ?? '';
    expect(secret.length).toBeGreaterThanOrEqual(32);
    // Control: the secret was printed by the stand-in, in the hand-over and nowhere else.
    expect(printed.split(secret)).toHaveLength(2);
    expect(printed).toContain('arguments: /nowhere --gavel-demo-fd=3');
    expect(printed).toContain('--some-flag');

    // The stand-in becomes `sleep` a moment after it has shown what it got.
    const family = await waitUntil(
      () => {
        const seen = findDescendants(launched.pid ?? 0);
        const commands = seen.map(readCommand).join('\n');
        return WANTED_COMMANDS.every((wanted) => commands.includes(wanted)) && seen;
      },
      { what: `${WANTED_COMMANDS.join(', ')} among the children` },
    );
    const commands = family.map(readCommand);
    for (const pid of family) expect(readCommand(pid) + readEnvironment(pid)).not.toContain(secret);

    const keyFolder = /--config (\S+)\/livekit\.yaml/.exec(commands.join('\n'))?.[1] ?? '';
    expect(readFileSync(`${keyFolder}/keys.yaml`, 'utf8')).toContain(secret);

    launched.kill('SIGKILL');
    await waitUntil(() => !existsSync(keyFolder), { what: 'the key file to be gone' });
    await waitUntil(() => family.every((pid) => readCommand(pid) === ''), {
      what: 'all its children to be gone',
    });
  });
});

/** All processes below one, by /proc. */
function findDescendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = readProc(Number(entry), 'status');
    parents.set(Number(entry), Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0));
  }
  const found = [root];
  for (const parent of found) for (const [pid, above] of parents) if (above === parent) found.push(pid);
  return found.slice(1);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

const readCommand = (pid: number): string => readProc(pid, 'cmdline');
const readEnvironment = (pid: number): string => readProc(pid, 'environ');
