// @ts-check
/**
 * Where the commands are run as root, makes the ordinary user that runs the app: Chromium's sandbox refuses root.
 */
import fs from 'node:fs';
import path from 'node:path';

import { withLock } from './lock.mjs';
import { say } from './progress.mjs';
import { findOnPath, runQuietly } from './run.mjs';

/** The user's name; it may log in nowhere and owns nothing but its home. */
export const RUNNER_NAME = 'gavel-runner';

/** Root's own folder for what the ordinary user may read and must not change. */
export const SHARED_HOME = '/var/lib/gavel';

/**
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

/**
 * @returns {Promise<OrdinaryUser | undefined>} undefined when it cannot be had; the reason has then been said
 */
export async function provideOrdinaryUser() {
  if (!findOnPath('setpriv')) {
    say('user', explainNoUser('setpriv is missing (package util-linux)'));
    return undefined;
  }
  const user = findRunner() ?? (await withLock(path.join(SHARED_HOME, 'locks'), 'user', makeRunner, { step: 'user' }));
  if (!user) return undefined;
  if (!fs.existsSync(user.home)) {
    fs.mkdirSync(user.home, { mode: 0o700 });
    fs.chownSync(user.home, user.uid, user.gid);
  }
  return user;
}

/** @returns {Promise<OrdinaryUser | undefined>} */
async function makeRunner() {
  const already = findRunner(); // another run made it while this one waited
  if (already) return already;
  say('user', `making the ordinary user ${RUNNER_NAME}, who runs the app in its sandbox`);
  const home = path.join(SHARED_HOME, 'home');
  const options = ['--system', '--user-group', '--home-dir', home, '--no-create-home', '--shell', '/usr/sbin/nologin'];
  const made = await runQuietly('useradd', [...options, RUNNER_NAME]);
  const user = findRunner();
  if (!user) say('user', explainNoUser(`useradd failed: ${made.stderr.trim()}`));
  return user;
}

function findRunner() {
  return readUser(fs.readFileSync('/etc/passwd', 'utf8'), RUNNER_NAME);
}

/** @param {string} reason */
export function explainNoUser(reason) {
  return `${reason}; the app will run as root, without its sandbox. Cure: install what is missing, or run the command as an ordinary user`;
}

/**
 * @param {string} passwd the text of /etc/passwd
 * @param {string} name
 * @returns {OrdinaryUser | undefined}
 */
export function readUser(passwd, name) {
  for (const line of passwd.split('\n')) {
    const [found, , uid, gid, , home] = line.split(':');
    if (found === name && uid !== undefined && gid !== undefined && home !== undefined)
      return { name, uid: Number(uid), gid: Number(gid), home };
  }
  return undefined;
}
