/** What the console's processes hold in memory with a room open, beside the window in which livekit-client is alone. */
import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import type { BenchPair } from './bench-room.ts';

/** Bytes. On Linux each process's proportional share (PSS), else its working set. */
export interface MemoryFigures {
  /** The server's window with the room in front. */
  window: number;
  /** The window in which livekit-client is alone, in the same room. */
  baseline: number;
  main: number;
  /** The GPU and utility processes, which both windows share. */
  shared: number;
}

interface Process {
  pid: number;
  type: string;
  workingSetBytes: number;
}

/** Long enough for what a join leaves behind to be collected. */
const restMs = 3_000;

/** Both join, are left in peace for a while, and have left when it resolves. */
export async function measureMemory(pair: BenchPair, room: string, count: number): Promise<MemoryFigures> {
  await pair.joinByConsole(room, count);
  await pair.joinByBaseline(room, count);
  await pair.console.page.waitForTimeout(restMs);
  const pids = { window: await readPid(pair, 'console'), baseline: await readPid(pair, 'baseline') };
  const figures: MemoryFigures = { window: 0, baseline: 0, main: 0, shared: 0 };
  for (const process of await listProcesses(pair.app)) {
    const bytes = readShare(process);
    if (process.pid === pids.window) figures.window = bytes;
    else if (process.pid === pids.baseline) figures.baseline = bytes;
    else if (process.type === 'Browser') figures.main = bytes;
    else if (process.type !== 'Tab') figures.shared += bytes;
  }
  await pair.baseline.evaluate(() => window.baseline.leave());
  await pair.leaveByConsole(room, count);
  return figures;
}

/** Bytes of the console's window alone. */
export async function readWindowMemory(pair: BenchPair): Promise<number> {
  const pid = await readPid(pair, 'console');
  const own = (await listProcesses(pair.app)).find((process) => process.pid === pid);
  if (!own) throw new Error('the window has no process');
  return readShare(own);
}

async function readPid(pair: BenchPair, side: 'console' | 'baseline'): Promise<number> {
  const page = side === 'console' ? pair.console.page : pair.baseline;
  const window = await pair.app.browserWindow(page);
  return window.evaluate(({ webContents }) => webContents.getOSProcessId());
}

function listProcesses(app: ElectronApplication): Promise<Process[]> {
  return app.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ pid, type, memory }) => ({
      pid,
      type,
      workingSetBytes: memory.workingSetSize * 1_024,
    })),
  );
}

/** Pages that several processes share are counted once in all, where the system can tell. */
function readShare({ pid, workingSetBytes }: Process): number {
  if (process.platform !== 'linux') return workingSetBytes;
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (kibibytes === undefined) throw new Error(`the system tells no share of memory of process ${pid}`);
  return Number(kibibytes) * 1_024;
}
