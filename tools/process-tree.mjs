// @ts-check
/**
 * Ends a program together with everything it has started: its process group, or on Windows its tree. Needs only Node.
 */
import { spawnSync } from 'node:child_process';

/**
 * @typedef {object} KillPort
 * @property {NodeJS.Platform} platform
 * @property {(pid: number, signal: NodeJS.Signals) => unknown} kill
 * @property {(command: string, args: string[]) => unknown} run
 */

/** @type {KillPort} */
const system = {
  platform: process.platform,
  kill: (pid, signal) => process.kill(pid, signal),
  run: (command, args) => spawnSync(command, args, { stdio: 'ignore', windowsHide: true }),
};

/**
 * Returns also when nothing of it runs any more. Windows has no signals that ask: there every signal ends at once.
 * @param {number} pid of the leader
 * @param {NodeJS.Signals} signal
 * @param {KillPort} [port]
 */
export function killTree(pid, signal, { platform, kill, run } = system) {
  if (platform === 'win32') {
    run('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    kill(-pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
