// @ts-check
/**
 * Installs the npm packages from the lockfile, once per lockfile and Node line. Never changes the lockfile.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { findCacheHome, findProjectNode, nameClone } from './paths.mjs';
import { withLock } from './lock.mjs';
import { BootstrapError, formatDuration, keepSaying, say } from './progress.mjs';
import { runQuietly } from './run.mjs';

const STAMP = '.gavel-installed';

/**
 * @param {string} root
 * @returns {Promise<void>}
 * @throws {BootstrapError} when npm cannot install
 */
export async function installDependencies(root) {
  if (isInstalled(root)) return;
  await withLock(path.join(findCacheHome(), 'locks'), `${nameClone(root)}-install`, () => install(root), {
    step: 'install',
  });
}

/** @param {string} root */
async function install(root) {
  if (isInstalled(root)) return; // another run did it while this one waited
  const startedAtMs = Date.now();
  say('install', 'npm ci: installing the packages named in package-lock.json');
  const stop = keepSaying('install', () => `${countPackages(root)} packages in place`);
  const outcome = await runQuietly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: root });
  stop();
  if (outcome.code !== 0) throw explainInstallFailure(outcome.stderr);
  if (!fs.existsSync(findProjectNode(root))) {
    throw new BootstrapError(
      'The packages are in place, but the Node they bring along is not: its install script did not run.',
      'Run `npm ci --ignore-scripts=false` in the repository, then the same command again.',
    );
  }
  fs.writeFileSync(path.join(root, 'node_modules', STAMP), describeWanted(root));
  say('install', `done in ${formatDuration(Date.now() - startedAtMs)}`);
}

/** @param {string} root */
function isInstalled(root) {
  try {
    if (!fs.existsSync(findProjectNode(root))) return false;
    if (fs.readFileSync(path.join(root, 'node_modules', STAMP), 'utf8') === describeWanted(root)) return true;
  } catch {
    // no stamp: perhaps installed by hand
  }
  return isInstalledByHand(root);
}

/**
 * npm writes its own copy of the lockfile at the end of each install: a plain `npm ci` by hand counts as well.
 * @param {string} root
 */
function isInstalledByHand(root) {
  try {
    const installed = JSON.parse(
      fs.readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8'),
    ).packages;
    const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    return isSameInstall(installed, wanted);
  } catch {
    return false;
  }
}

/**
 * Whether every package that the lockfile demands is installed in its version, and nothing else.
 * @param {Record<string, {version?: string}>} installed npm's hidden lockfile
 * @param {Record<string, {version?: string, optional?: boolean}>} wanted the committed lockfile
 */
export function isSameInstall(installed, wanted) {
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue;
    const found = installed[name];
    if (found ? found.version !== entry.version : !entry.optional) return false;
  }
  return Object.keys(installed).every((name) => name in wanted);
}

/** @param {string} root */
function describeWanted(root) {
  const lockfile = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return `${lockfile} node ${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}\n`;
}

/** @param {string} root */
function countPackages(root) {
  try {
    return fs.readdirSync(path.join(root, 'node_modules')).filter((name) => !name.startsWith('.')).length;
  } catch {
    return 0;
  }
}

/**
 * npm's own error in plain words.
 * @param {string} stderr
 * @returns {BootstrapError}
 */
export function explainInstallFailure(stderr) {
  const said = pickErrorLines(stderr);
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network|fetch failed/i.test(said)) {
    return new BootstrapError(
      `npm could not reach its package registry:\n${said}`,
      'Check the network, or a proxy with `npm config get proxy` and the registry with `npm config get registry`, then run the same command again.',
    );
  }
  if (/in sync|EUSAGE/i.test(said)) {
    return new BootstrapError(
      `package.json and package-lock.json do not agree:\n${said}`,
      'Take both files from the same commit, or run `npm install` if you changed package.json on purpose.',
    );
  }
  if (/ENOSPC/.test(said)) {
    return new BootstrapError(
      'The disk is full: the packages need about 900 MB.',
      'Make room, then run the same command again.',
    );
  }
  return new BootstrapError(`npm ci failed:\n${said}`, 'Read the lines above; `npm ci` by hand shows all of it.');
}

/** npm's first lines name the reason; behind them come hints on usage. @param {string} stderr */
function pickErrorLines(stderr) {
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, ''));
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('npm '))
    .slice(0, 8)
    .join('\n');
}
