/** What the figures were measured on. Names no host and no user. */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { readRuntime } from '#test/support/runtime';

export interface Machine {
  /** ISO date, UTC. */
  date: string;
  cores: number;
  processor: string;
  memoryGiB: number;
  system: string;
  /** Electron's version and whether it is the product's. */
  runtime: string;
  /** Processes that wanted a core in the minute before the run; 0 where the system does not tell. */
  loadBefore: number;
}

export function readMachine(): Machine {
  const { version, kind, isSandboxed } = readRuntime();
  const runtimeKind = kind === 'product' ? 'the product’s' : 'development fallback, not the product’s';
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model.trim() || 'unknown processor',
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${readSystemName()}, kernel ${os.release().replace(/-.*/, '')}, ${os.arch()}`,
    runtime: `Electron ${version} (${runtimeKind}), ${isSandboxed ? 'sandboxed' : 'not sandboxed'}, without GPU`,
    loadBefore: os.loadavg()[0] ?? 0,
  };
}

function readSystemName(): string {
  const file = '/etc/os-release';
  const name = existsSync(file) ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return name ?? os.type();
}
