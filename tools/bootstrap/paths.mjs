// @ts-check
/**
 * Where things lie: the repository, the user's cache that all clones share, and what a step may call its own.
 * Creates nothing.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone that this file belongs to. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * The folder for downloads: `$XDG_CACHE_HOME/gavel`, else the system's usual place.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 */
export function findCacheHome(env = process.env, platform = process.platform, home = os.homedir()) {
  if (env['XDG_CACHE_HOME'] && path.isAbsolute(env['XDG_CACHE_HOME'])) return path.join(env['XDG_CACHE_HOME'], 'gavel');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'gavel');
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'gavel', 'Cache');
  return path.join(home, '.cache', 'gavel');
}

/**
 * A short name for this clone, for locks that only runs of the same clone share.
 * @param {string} [root]
 */
export function nameClone(root = repositoryRoot) {
  return `clone-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
}

/** The Node that everything after the install runs on. @param {string} [root] @param {NodeJS.Platform} [platform] */
export function findProjectNode(root = repositoryRoot, platform = process.platform) {
  return path.join(root, 'node_modules', '.bin', platform === 'win32' ? 'node.cmd' : 'node');
}

/**
 * Removes the half-made folders of killed runs. Only to be called with the lock of what is being made, so that nobody
 * is using them.
 * @param {string} folder
 * @param {string} prefix of their names
 */
export function removeAbandoned(folder, prefix) {
  for (const name of fs.readdirSync(folder)) {
    if (name.startsWith(prefix)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
