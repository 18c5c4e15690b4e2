/**
 * The bench: measures starts, joins and writes in one run beside their baselines, prints the table, and with `--write` writes
 * docs/benchmarks.md. It judges nothing; a figure that could not be measured ends it with an error.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRuntime } from '#test/support/runtime';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { createWorld } from '../e2e/support/world.ts';
import { openPair } from './bench-room.ts';
import { readMachine } from './machine.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureJoins } from './measure-joins.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStarts } from './measure-start.ts';
import { measureTabs } from './measure-tabs.ts';
import { measureWrites } from './measure-writes.ts';
import {
  tabPlan,
  writeBundles,
  writeDocument,
  writeTable,
  writeTabs,
  type Figures,
  type RoomFigures,
} from './report.ts';

const document = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const limitMs = 8 * 60_000;
const starts = 5;
const joins = 7;
const crowds = [24, 500];
const pace = { writes: 60, perSecond: 5 };

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== '--write')) {
    process.stderr.write('usage: npm run bench [-- --write]\n');
    return 2;
  }
  const world = createWorld();
  try {
    const machine = readMachine();
    const figures = await Promise.race([measureAll(world), failWhenStopped()]);
    process.stdout.write(`\n${writeTable(figures)}\n${writeTabs(figures)}\n${writeBundles(figures)}\n`);
    if (args.includes('--write')) writeFileSync(document, writeDocument(machine, figures));
    return 0;
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    await end(world);
  }
}

async function measureAll(world: ReturnType<typeof createWorld>): Promise<Figures> {
  const startedAtMs = performance.now();
  say(`${starts} starts of the console and of an empty window`);
  const figures: Figures = {
    starts: await measureStarts(starts),
    rooms: [],
    tabs: [],
    bundles: measureBundles(readRuntime().app),
    tookMs: 0,
  };
  const pair = await openPair(world);
  for (const people of crowds) {
    const room = `bench-${people}`;
    say(`${people} people come`);
    const empty = await pair.fill(room, people);
    say(`${joins} joins with ${people} people, by the console and by livekit-client alone`);
    const joinTimes = await measureJoins(pair, room, people, joins);
    say(`${pace.writes} writes with ${people} people`);
    const writes = await measureWrites(pair, room, people, pace);
    say(`memory with ${people} people`);
    const memory = await measureMemory(pair, room, people);
    figures.rooms.push({ people, joins: joinTimes, writes, memory } satisfies RoomFigures);
    empty();
  }
  say(`${tabPlan.steps.join(', ')} rooms of ${tabPlan.peoplePerRoom} people in one window`);
  figures.tabs = await measureTabs(pair, tabPlan);
  figures.tookMs = performance.now() - startedAtMs;
  return figures;
}

/** Rejects when the run takes too long or is interrupted, so that everything is ended in order. */
function failWhenStopped(): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 60_000} minutes`)), limitMs);
    timer.unref();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
  });
}

async function end(world: ReturnType<typeof createWorld>): Promise<void> {
  try {
    await world.end();
  } finally {
    await sharedSupervisor().dispose();
  }
}

function say(what: string): void {
  process.stderr.write(`bench: ${what}\n`);
}
