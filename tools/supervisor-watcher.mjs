/**
 * The watcher of supervisor.ts: reads "+pid", "-pid" and "~folder" lines and, at the end of its input, kills every
 * process group still listed and removes the folders. It needs nothing but Node, and must not end before its input.
 */
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { killTree } from './process-tree.mjs';

const startedAt = new Map();
const folders = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line.startsWith('~')) return void folders.push(JSON.parse(line.slice(1)));
    const pid = Number(line.slice(1));
    if (!Number.isSafeInteger(pid) || pid <= 1) return;
    if (line.startsWith('+')) startedAt.set(pid, readStartTime(pid));
    else startedAt.delete(pid);
  })
  .on('close', () => {
    for (const [pid, then] of startedAt) {
      // A leader that is gone may have left children in its group; a number that was given anew is somebody else's.
      const now = readStartTime(pid);
      if (now !== undefined && then !== undefined && now !== then) continue;
      killTree(pid, 'SIGKILL');
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(0);
  });

/** Start time of a process in clock ticks since boot (Linux only), which tells two owners of one number apart. */
function readStartTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
