// @ts-check
/**
 * Where the commands are run as root, makes the ordinary user that runs the app: Chromium's sandbox refuses root.
 */
import fs from 'node:fs';
import path from 'node:path';

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
  const home = path.join(SHARED_HOME, 'home');
  let user = readUser(fs.readFileSync('/etc/passwd', 'utf8'), RUNNER_NAME);
  if (!user) {
    if (!findOnPath('setpriv') || !findOnPath('useradd')) {
      say('user', 'setpriv or useradd is missing (util-linux, passwd): the app will run as root, without its sandbox');
      return undefined;
    }
    fs.mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
    say('user', `making the ordinary user ${RUNNER_NAME}, who runs the app in its sandbox`);
    const made = await runQuietly('useradd', [
      '--system',
      '--user-group',
      '--home-dir',
      home,
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      RUNNER_NAME,
    ]);
    user = readUser(fs.readFileSync('/etc/passwd', 'utf8'), RUNNER_NAME); // another run may have been faster
    if (!user) {
      say('user', `useradd failed (${made.stderr.trim()}): the app will run as root, without its sandbox`);
      return undefined;
    }
  }
  fs.mkdirSync(user.home, { recursive: true, mode: 0o700 });
  fs.chownSync(user.home, user.uid, user.gid);
  return user;
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
