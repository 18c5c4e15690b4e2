/** Start → ready: from the launch of the built app to its first window's mark, beside an Electron app with an empty window. */
import { rmSync } from 'node:fs';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { createWorld } from '../e2e/support/world.ts';
import { writeEmptyApp } from './baseline/empty-app.ts';
import { measureStart } from './watched-start.ts';

/** Milliseconds of each counted start. */
export interface StartTimes {
  console: number[];
  emptyWindow: number[];
}

/**
 * Starts both in turn, `runs` times each, after one start each that is not counted. The console starts with a data folder
 * in which one server is saved.
 */
export async function measureStarts(runs: number): Promise<StartTimes> {
  const { app } = readRuntime();
  const emptyApp = writeEmptyApp();
  const [ours, theirs] = [makeAppFolder('bench-start'), makeAppFolder('bench-start')];
  // Also when the bench is interrupted.
  for (const folder of [emptyApp, ours, theirs]) sharedSupervisor().removeAtEnd(folder);
  try {
    await saveServer(ours);
    await measureStart(emptyApp, theirs);
    const times: StartTimes = { console: [], emptyWindow: [] };
    for (let run = 0; run < runs; run += 1) {
      times.emptyWindow.push(await measureStart(emptyApp, theirs));
      times.console.push(await measureStart(app, ours));
    }
    return times;
  } finally {
    for (const folder of [emptyApp, ours, theirs]) rmSync(folder, { recursive: true, force: true });
  }
}

async function saveServer(configHome: string): Promise<void> {
  const world = createWorld();
  try {
    const form = await (await world.launch({ configHome })).openForm();
    await form.fill({
      name: 'Bench',
      url: 'ws://127.0.0.1:7880',
      apiKey: 'APIbench',
      apiSecret: 'never-used-for-a-call',
    });
    await form.saveAnyway();
  } finally {
    await world.end();
  }
}
