/**
 * Starts child processes that never outlive this one: also after a crash or a kill -9, which no handler in
 * this process could answer. A small watcher holds the other end of a pipe; when the pipe closes, it ends
 * every child on its list with SIGKILL (livekit-server drains on SIGTERM until the last person has left).
 */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Writable } from 'node:stream';
import { killTree } from './process-tree.mjs';

/** Holds children for as long as this process lives. */
export interface Supervisor {
  /** As node's `spawn`; the child leads a process group of its own, so that its own children end with it. */
  spawn(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Ends one child and all of its group. Resolves when the child itself is gone. */
  end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void>;
  /** Removes a folder when all has ended, also after a crash: for files that must not outlive their process. */
  removeAtEnd(folder: string): void;
  /** Process ids of the children that still run. */
  pids(): number[];
  /** Ends all children with SIGKILL, then the watcher. */
  dispose(): Promise<void>;
}

/** Starts the watcher. Each supervisor has one; most programs share one by `sharedSupervisor`. */
export function createSupervisor(): Supervisor {
  const running = new Map<number, ChildProcess>();
  const watcher = spawn(process.execPath, [fileURLToPath(new URL('supervisor-watcher.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: Ctrl-C in a terminal goes to the whole group and must not take the watcher first.
    detached: true,
    env: {},
    windowsHide: true,
  });
  const toWatcher = watcher.stdin as Writable & { unref?: () => void };
  toWatcher.on('error', () => {});
  toWatcher.unref?.();
  watcher.unref();

  function spawnChild(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const child = spawn(command, args, { ...options, detached: process.platform !== 'win32', windowsHide: true });
    const { pid } = child;
    if (pid === undefined) return child;
    running.set(pid, child);
    toWatcher.write(`+${pid}\n`);
    child.once('exit', () => {
      running.delete(pid);
      toWatcher.write(`-${pid}\n`);
    });
    return child;
  }

  async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    killTree(child.pid, signal);
    await gone;
    // What the child started is in its group and may have outlived it.
    if (process.platform !== 'win32') killTree(child.pid, 'SIGKILL');
  }

  const supervisor: Supervisor = {
    spawn: spawnChild,
    end,
    removeAtEnd(folder) {
      toWatcher.write(`~${JSON.stringify(folder)}\n`);
    },
    pids: () => [...running.keys()],
    async dispose() {
      await Promise.all([...running.values()].map((child) => end(child)));
      toWatcher.end();
      if (shared === supervisor) shared = undefined;
    },
  };
  return supervisor;
}

let shared: Supervisor | undefined;

/** The supervisor of this process, started with its first use, and anew with the first use after it was disposed of. */
export function sharedSupervisor(): Supervisor {
  shared ??= createSupervisor();
  return shared;
}
