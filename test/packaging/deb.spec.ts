/** The .deb of the proof: installed, started by its desktop entry, found for its links, and removed without a trace. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { findOnPath } from '#tools/bootstrap/run.mjs';
import { makeProofDeb, PROOF_DEB_NAME, PROOF_HOME } from '#tools/package/proof-deb.mjs';
import { inheritedEnvironment } from '#test/support/runtime';
import { expect, makeLauncher, test } from './support/packaged-app.ts';

const entry = `/usr/share/applications/${PROOF_DEB_NAME}.desktop`;

test('installs, starts by its desktop entry, opens gavel links and is removed whole', async ({ proof, configHome }) => {
  const canInstall = process.getuid?.() === 0 && findOnPath('dpkg-deb') !== undefined && findOnPath('gio');
  test.skip(!canInstall, 'installing needs root and the tools of Debian');
  const output = path.join(repositoryRoot, 'dist', 'deb');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const deb = await makeProofDeb({ root: repositoryRoot, folder: proof.made, output });
  const environment = { ...inheritedEnvironment(), XDG_CONFIG_HOME: configHome };
  // As the ordinary user, as the system's menu does it. Nothing is read from what stays open.
  const asUser = async (program: string, args: string[], stdout: 'pipe' | 'ignore') =>
    spawnSync(await makeLauncher(findOnPath(program) ?? program), args, {
      encoding: 'utf8',
      env: environment,
      timeout: 120_000,
      stdio: ['ignore', stdout, 'ignore'],
    });

  let listed: string[] = [];
  try {
    expect(run('dpkg', ['-i', deb])).toContain('Setting up');
    listed = run('dpkg', ['-L', PROOF_DEB_NAME])
      .split('\n')
      .filter((name) => name.includes(PROOF_DEB_NAME));
    expect(listed).toContain(`${PROOF_HOME}/resources/app.asar`);
    expect(readlinkSync(`/usr/bin/${PROOF_DEB_NAME}`)).toBe(`${PROOF_HOME}/gavel`);
    const helper = statSync(`${PROOF_HOME}/chrome-sandbox`);
    expect([helper.uid, helper.mode & 0o7777]).toEqual([0, 0o4755]);
    expect((await asUser('xdg-mime', ['query', 'default', 'x-scheme-handler/gavel'], 'pipe')).stdout.trim()).toBe(
      `${PROOF_DEB_NAME}.desktop`,
    );

    await asUser('gio', ['launch', entry], 'ignore');
    const log = path.join(configHome, 'Gavel Proof', 'logs', 'main.log');
    const readLog = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
    await expect.poll(readLog).toContain('is ready');
    expect(readLog()).toContain('NOT FOR DISTRIBUTION');
    expect(readLog()).not.toContain('a link was refused');
    const [first, ...others] = findMainProcesses();
    expect([first?.uid === 0, others]).toEqual([false, []]);
    // A link starts a second one, which hands it over and is gone; the first stays.
    await asUser('gio', ['launch', entry, 'gavel://server/room'], 'ignore');
    await expect.poll(readLog, { message: 'the first is told the link' }).toContain('a link was refused');
    await expect.poll(() => findMainProcesses().map(({ pid }) => pid)).toEqual([first?.pid]);
    process.kill(first?.pid ?? 0, 'SIGTERM');
    await expect.poll(() => findMainProcesses()).toEqual([]);
  } finally {
    for (const { pid } of findMainProcesses()) process.kill(pid, 'SIGKILL');
    run('dpkg', ['--purge', PROOF_DEB_NAME]);
    rmSync(output, { recursive: true, force: true });
  }
  expect(listed.length).toBeGreaterThan(30);
  expect(listed.filter((name) => existsSync(name))).toEqual([]);
});

function run(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** The installed app's main processes: its own executable, and not started for a window. */
function findMainProcesses(): { pid: number; uid: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const isApp = readlinkSync(`/proc/${name}/exe`) === `${PROOF_HOME}/gavel`;
        if (!isApp || readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=')) return [];
        return [{ pid: Number(name), uid: statSync(`/proc/${name}`).uid }];
      } catch {
        return []; // gone meanwhile
      }
    });
}
