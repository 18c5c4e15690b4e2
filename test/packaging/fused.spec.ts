/** What the fuses and the product's build close, tried on the packaged executable; each with the same thing in development. */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { inheritedEnvironment, readRuntime } from '#test/support/runtime';
import { stagePackage } from '#tools/bootstrap/staging.mjs';
import { checkPackage } from '#tools/package/check-package.mjs';
import { obtainElectron } from '#tools/bootstrap/electron.mjs';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { endProcess, expect, makeLauncher, spawnPackaged, startPackaged, test } from './support/packaged-app.ts';

test('the package holds what the allow-list names, and a planted file, fuse and text are found', async ({ proof }) => {
  expect(proof.report).toContain('NOT FOR DISTRIBUTION');
  const runtime = await obtainElectron(repositoryRoot);
  const made = { runtimeDist: runtime.dist, isProof: true, productName: 'Gavel Proof' };
  expect((await checkPackage(proof.made, made)).findings).toEqual([]);
  const copy = copyPackage(proof.made, ['gavel', 'app.asar']);
  try {
    writeFileSync(path.join(copy, 'resources', 'default_app.asar'), '');
    await flipFuses(path.join(copy, 'gavel'), { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: true });
    const asar = path.join(copy, 'resources', 'app.asar');
    replaceInFile(asar, 'is ready`', "GAVEL_X`'");
    expect((await checkPackage(copy, made)).findings).toEqual([
      'not allowed in the package: resources/default_app.asar',
      'default_app.asar is still there',
      'out/main/index.js holds a variable of tests: GAVEL_X',
      'fuse RunAsNode is on, stated off',
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('it runs no script of others: not as Node, not by NODE_OPTIONS, not under an inspector', async ({
  proof,
  configHome,
}) => {
  const planted = path.join(configHome, 'planted.cjs');
  const trace = path.join(configHome, 'trace');
  writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`);
  const environment = {
    ...inheritedEnvironment(),
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require ${planted}`,
    XDG_CONFIG_HOME: configHome,
  };
  const control = spawnSync(readRuntime().electron, ['--version'], { encoding: 'utf8', env: environment });
  expect(control.stdout, 'control: the development runtime is Node when asked').toMatch(/^v\d+\./);
  spawnSync(process.execPath, ['--eval', ''], { env: environment });
  expect(existsSync(trace), 'control: the planted script runs in Node').toBe(true);
  rmSync(trace);

  const child = spawn(proof.launcher, ['--disable-gpu', '--inspect=0', '--remote-debugging-port=0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  const said = await readUntil(child.stderr, /DevTools listening on/);
  await expect.poll(() => readLog(configHome)).toContain('is ready');
  await endProcess(child);
  expect(said, 'no inspector of Node').not.toContain('Debugger listening');
  expect(existsSync(trace)).toBe(false);
});

test('it takes no demo server and asks nobody to go without its sandbox', async ({ proof, configHome }) => {
  const app = await startPackaged({
    launcher: proof.launcher,
    configHome,
    args: ['--gavel-demo-fd=3', '--gavel-unsandboxed'],
  });
  const pipe = app.child.stdio[3] as Duplex;
  pipe.on('error', () => undefined);
  pipe.write(`${JSON.stringify({ name: 'Demo', url: 'ws://127.0.0.1:9', apiKey: 'k', apiSecret: 's' })}\n`);
  const manager = await app.findPage(/^app:\/\/manager\//);
  await manager.locator('html[data-app-state=ready]').waitFor();
  const answer = await manager.evaluate(() => window.gavel?.request('servers:list', {}));
  expect(answer).toMatchObject({ ok: true, value: { servers: [] } });
  const info = await manager.evaluate(() => window.gavel?.request('app:read-info', {}));
  expect(info).toMatchObject({ value: { isSandboxed: true } });
  const windowCount = app.pages().length;
  await manager.keyboard.press('Control+Shift+I');
  await manager.keyboard.press('F12');
  expect(app.pages().map((page) => page.url())).toEqual(['app://manager/']);
  expect(windowCount).toBe(1);
  await app.close();
});

test('a product opens no debugging port, which a proof does', async ({ proof, configHome }) => {
  // The proof of the tests before is the control. Only the version in the archive differs here.
  const copy = copyPackage(proof.made, ['app.asar']);
  try {
    replaceInFile(path.join(copy, 'resources', 'app.asar'), '-proof",', '-other",');
    const folder = readRuntime().runAs ? await stagePackage(copy) : copy;
    const child = spawnPackaged({
      launcher: await makeLauncher(path.join(folder, 'gavel')),
      configHome,
      args: ['--remote-debugging-port=0'],
    });
    let said = '';
    child.stderr?.on('data', (chunk) => (said += String(chunk)));
    // Written as the last step of a start; a port would have been told long before.
    await expect.poll(() => readLog(configHome)).toContain('-other on Electron');
    await endProcess(child);
    expect(said).not.toContain('DevTools listening');
    expect(existsSync(path.join(configHome, 'Gavel Proof', 'DevToolsActivePort'))).toBe(false);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

/** A copy of a package that costs no room; the named files are real copies, so that they can be changed. */
function copyPackage(from: string, changed: readonly string[]): string {
  const to = mkdtempSync(path.join(tmpdir(), 'gavel-package-'));
  const copy = (relative: string): void => {
    for (const entry of readdirSync(path.join(from, relative), { withFileTypes: true })) {
      const name = path.join(relative, entry.name);
      if (entry.isDirectory()) {
        mkdirSync(path.join(to, name));
        copy(name);
      } else if (changed.includes(entry.name)) copyFileSync(path.join(from, name), path.join(to, name));
      else linkOrCopy(path.join(from, name), path.join(to, name));
    }
  };
  copy('');
  return to;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

/** Replaces a text of one place by another of the same length, so that the archive stays in order. */
function replaceInFile(file: string, text: string, other: string): void {
  if (text.length !== other.length) throw new Error('the texts differ in length');
  const content = readFileSync(file);
  const at = content.indexOf(text);
  if (at < 0 || content.includes(text, at + 1)) throw new Error(`${text} is not there exactly once`);
  content.write(other, at);
  writeFileSync(file, content);
}

function readLog(configHome: string): string {
  const log = path.join(configHome, 'Gavel Proof', 'logs', 'main.log');
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

function readUntil(stream: NodeJS.ReadableStream, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
      if (wanted.test(text)) resolve(text);
    });
    stream.once('end', () => reject(new Error(`it ended with:\n${text}`)));
  });
}
