// @ts-check
/**
 * Writes the small scripts that start Electron the right way: as the ordinary user, with or without a keyring,
 * and openly unsandboxed where no sandbox can be had. A script replaces itself by Electron, so pipes, signals
 * and the process number are Electron's own.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { SHARED_HOME } from './ordinary-user.mjs';
import { findCacheHome } from './paths.mjs';
import { say } from './progress.mjs';
import { findOnPath, runQuietly } from './run.mjs';

const KEYRING_SCRIPT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'with-keyring.sh');

/**
 * @typedef {object} Launchers
 * @property {string} electron takes Electron's arguments
 * @property {string | undefined} keyring the same beside a keyring of its own; Linux only
 * @property {boolean} isSandboxed
 */

/**
 * @param {string} executable Electron, readable by the user who runs it
 * @param {import('./ordinary-user.mjs').OrdinaryUser | undefined} runAs
 * @returns {Promise<Launchers>}
 */
export async function writeLaunchers(executable, runAs) {
  if (process.platform !== 'linux') return { electron: executable, keyring: undefined, isSandboxed: true };
  const isSandboxed = await canSandbox(executable, runAs);
  if (!isSandboxed) say('sandbox', explainNoSandbox());
  const parent = path.join(runAs ? SHARED_HOME : findCacheHome(), 'launchers');
  const keyringText = fs.readFileSync(KEYRING_SCRIPT, 'utf8');
  const plain = describeLauncher({ executable, runAs, isSandboxed });
  const key = createHash('sha256').update(plain).update(keyringText).digest('hex').slice(0, 16);
  const folder = path.join(parent, key);
  const keyringScript = path.join(folder, 'with-keyring');
  const electron = path.join(folder, 'electron');
  const keyring = path.join(folder, 'electron-with-keyring');
  writeScript(keyringScript, keyringText);
  writeScript(keyring, describeLauncher({ executable, runAs, isSandboxed, wrapper: keyringScript }));
  writeScript(electron, plain);
  return { electron, keyring, isSandboxed };
}

/**
 * The text of a launcher.
 * @param {{executable: string, runAs: {name: string, uid: number, home: string} | undefined, isSandboxed: boolean, wrapper?: string}} given
 * @returns {string}
 */
export function describeLauncher({ executable, runAs, isSandboxed, wrapper }) {
  const lines = ['#!/bin/sh', '# Written by tools/bootstrap/launcher.mjs; starts Electron with the given arguments.'];
  const words = [];
  if (runAs) {
    lines.push(
      // What belongs to root is of no use to the ordinary user, and must not reach it.
      'unset XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS',
      `[ "$(stat -c %u "\${XDG_CONFIG_HOME:-/}" 2> /dev/null)" = ${runAs.uid} ] || unset XDG_CONFIG_HOME`,
      `export HOME=${quote(runAs.home)} USER=${quote(runAs.name)} LOGNAME=${quote(runAs.name)}`,
      'cd "$HOME" || exit 1',
    );
    words.push('setpriv', `--reuid=${runAs.name}`, `--regid=${runAs.name}`, '--init-groups', '--');
  }
  if (wrapper) words.push(quote(wrapper));
  words.push(quote(executable));
  if (!isSandboxed) words.push('--no-sandbox', '--gavel-unsandboxed');
  lines.push(`exec ${words.join(' ')} "$@"`, '');
  return lines.join('\n');
}

/**
 * Whether Chromium will get its sandbox: an unprivileged user namespace, or the set-uid helper beside it.
 * @param {string} executable
 * @param {import('./ordinary-user.mjs').OrdinaryUser | undefined} runAs
 */
async function canSandbox(executable, runAs) {
  if (!runAs && process.getuid?.() === 0) return false;
  try {
    const helper = fs.statSync(path.join(path.dirname(executable), 'chrome-sandbox'));
    if (helper.uid === 0 && (helper.mode & 0o4000) !== 0) return true;
  } catch {
    // no helper
  }
  if (!findOnPath('unshare')) return true; // nothing to ask with; Chromium itself refuses to start without a sandbox
  const question = ['unshare', '--user', '--map-root-user', 'true'];
  const asked = runAs
    ? ['setpriv', `--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, '--clear-groups', '--', ...question]
    : question;
  return (await runQuietly(asked[0] ?? '', asked.slice(1), { cwd: '/', timeoutMs: 5000 })).code === 0;
}

/** Why the app runs without Chromium's sandbox, and what would give it one. */
export function explainNoSandbox() {
  return (
    "Chromium's sandbox cannot be had here (no user namespaces for ordinary users): the app starts without it and is told so. " +
    'Cure: allow them (on Ubuntu: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; in a container: its security profile)'
  );
}

/** @param {string} word */
function quote(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Appears whole or not at all; the name carries the content, so an existing one is the same. @param {string} file @param {string} text */
function writeScript(file, text) {
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.chmodSync(draft, 0o755);
  fs.renameSync(draft, file);
}
