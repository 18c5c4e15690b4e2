// @ts-check
/**
 * Finds or fetches the Electron to run: the pinned product the normal way, else on Linux x64 the development fallback.
 * The installer of the `electron` package does the download and checks its sum.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { obtainFallbackElectron, isFallbackRuntime } from './electron-fallback.mjs';
import { withLock } from './lock.mjs';
import { findCacheHome, findProjectNode, nameClone } from './paths.mjs';
import { BootstrapError, formatDuration, say } from './progress.mjs';
import { isReachable } from './reach.mjs';
import { runAttached } from './run.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {'product' | 'fallback'} kind
 * @property {string} version of Electron
 * @property {string} path of the executable
 * @property {string} dist the folder to stage
 */

/**
 * @param {string} root
 * @returns {Promise<ElectronRuntime>}
 * @throws {BootstrapError} when neither can be had
 */
export async function obtainElectron(root) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describeOverride(override);
  const version = readPinnedVersion(root);
  const installed = findInstalled(root, version);
  if (installed) return installed;
  return withLock(path.join(findCacheHome(), 'locks'), `${nameClone(root)}-electron`, () => obtain(root, version), {
    step: 'electron',
  });
}

/**
 * @param {string} root
 * @param {string} version
 * @returns {Promise<ElectronRuntime>}
 */
async function obtain(root, version) {
  const already = findInstalled(root, version);
  if (already) return already;
  const url = findDownloadUrl(version);
  const isCached = isInElectronCache(version);
  if (isCached || (await isReachable(url))) {
    const startedAtMs = Date.now();
    say(
      'electron',
      isCached ? `unpacking Electron ${version} from the cache` : `downloading Electron ${version} (about 120 MB)`,
    );
    await runAttached(findProjectNode(root), [path.join(root, 'node_modules', 'electron', 'install.js')], {
      cwd: root,
    });
    const installed = findInstalled(root, version);
    if (installed) {
      say('electron', `Electron ${version} in place after ${formatDuration(Date.now() - startedAtMs)}`);
      return installed;
    }
    say('electron', `Electron's own installer failed; see its lines above`);
  } else {
    say('electron', `${new URL(url).host} does not answer: Electron ${version} cannot be downloaded here`);
  }
  if (!hasFallback()) throw explainUnreachable(version, url);
  return obtainFallbackElectron();
}

/**
 * @param {string} version
 * @param {string} url
 */
export function explainUnreachable(version, url) {
  return new BootstrapError(
    `Electron ${version} cannot be downloaded from ${new URL(url).host}, and there is no development fallback for ${process.platform}-${process.arch}.`,
    `Connect to a network that reaches it, or set ELECTRON_MIRROR to a mirror, or unpack ${path.basename(url)} yourself and set ELECTRON_OVERRIDE_DIST_PATH to that folder.`,
  );
}

function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @param {string} root */
function readPinnedVersion(root) {
  return /** @type {string} */ (
    JSON.parse(fs.readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
  );
}

/**
 * The product in this clone, if its installer has finished (it writes path.txt last).
 * @param {string} root
 * @param {string} version
 * @returns {ElectronRuntime | undefined}
 */
function findInstalled(root, version) {
  try {
    const folder = path.join(root, 'node_modules', 'electron');
    const dist = path.join(folder, 'dist');
    const executable = path.join(dist, fs.readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    if (fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '') !== version) return undefined;
    return fs.existsSync(executable) ? { kind: 'product', version, path: executable, dist } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} dist
 * @returns {ElectronRuntime}
 */
export function describeOverride(dist) {
  const executable = path.join(dist, nameExecutable());
  if (!fs.existsSync(executable)) {
    throw new BootstrapError(
      `ELECTRON_OVERRIDE_DIST_PATH names ${dist}, but there is no ${nameExecutable()} in it.`,
      'Let it name the folder that holds the unpacked Electron, or unset it.',
    );
  }
  const version = fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  return { kind: isFallbackRuntime(dist) ? 'fallback' : 'product', version, path: executable, dist };
}

/** The executable within an unpacked Electron. @param {NodeJS.Platform} [platform] */
export function nameExecutable(platform = process.platform) {
  if (platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Where Electron's installer would download from; it reads the same mirror variable.
 * @param {string} version
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [archive]
 */
export function findDownloadUrl(version, env = process.env, archive = nameArchive(version)) {
  const mirror =
    env['ELECTRON_MIRROR'] ??
    env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/';
  return `${mirror}v${version}/${archive}`;
}

/** @param {string} version @param {NodeJS.Platform} [platform] @param {string} [arch] as Node names it */
export function nameArchive(version, platform = process.platform, arch = process.arch) {
  return `electron-v${version}-${platform}-${arch}.zip`;
}

/** The installer keeps archives in the user's cache, one folder per download address. @param {string} version */
function isInElectronCache(version) {
  const root = process.env['electron_config_cache'] ?? findElectronCache();
  try {
    return fs.readdirSync(root).some((folder) => fs.existsSync(path.join(root, folder, nameArchive(version))));
  } catch {
    return false;
  }
}

/** @param {NodeJS.ProcessEnv} [env] @param {NodeJS.Platform} [platform] @param {string} [home] */
export function findElectronCache(env = process.env, platform = process.platform, home = os.homedir()) {
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'electron');
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'electron', 'Cache');
  return path.join(env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'), 'electron');
}
