/**
 * The roster's bench: the built app beside a plain list and AG Grid, all in one run, fed with the same protocol messages by the
 * same process; prints the tables, and with `--write` writes docs/benchmarks-roster.md. It judges nothing.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { createWorld, type App, type World } from '../../e2e/support/world.ts';
import { serveBaselinePage } from '../baseline/serve-page.ts';
import { readMachine } from '../machine.ts';
import { measureDesign } from './measure-design.ts';
import { readRosterArguments, rosterUsage, type RosterArguments } from './arguments.ts';
import { writeRosterDocument, writeRosterTables, type RosterFigures } from './report.ts';
import { measureRooms } from './measure-rooms.ts';
import { measureRows } from './measure-rows.ts';
import { openRosterStage, type RosterStage } from './stage.ts';
import type { Design, DesignFigures } from './steps.ts';

const document = fileURLToPath(new URL('../../../docs/benchmarks-roster.md', import.meta.url));
const baselines = fileURLToPath(new URL('baselines/page.ts', import.meta.url));
/** A plain list of more is saturated at any pace. */
const plainPeople = 500;
const rowCounts = [5_000, 50_000];
const realPeople = [500, 2_000];

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const wanted = readRosterArguments(args);
  if (!wanted) {
    process.stderr.write(rosterUsage);
    return 2;
  }
  const world = createWorld();
  try {
    const machine = readMachine();
    const figures = await Promise.race([measureAll(world, wanted), failWhenStopped()]);
    process.stdout.write(`\n${writeRosterTables(figures)}\n`);
    if (wanted.doesWrite) writeFileSync(document, writeRosterDocument(machine, figures));
    return 0;
  } catch (error) {
    process.stderr.write(`roster: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    try {
      await world.end();
    } finally {
      await sharedSupervisor().dispose();
    }
  }
}

async function measureAll(world: World, wanted: RosterArguments): Promise<RosterFigures> {
  const startedAtMs = performance.now();
  const figures: RosterFigures = { designs: [], rows: [], rooms: [], rounds: wanted.rounds, tookMs: 0 };
  const app = await world.launch();
  if (wanted.parts.includes('designs')) await measureDesigns(world, app, wanted, figures);
  if (wanted.parts.includes('rows')) {
    process.stderr.write(`roster: ${rowCounts.join(' and ')} rows, fed below the client\n`);
    figures.rows = await measureRows(world, app, rowCounts);
  }
  if (wanted.parts.includes('rooms')) figures.rooms = await measureRooms(world, realPeople);
  figures.tookMs = performance.now() - startedAtMs;
  return figures;
}

async function measureDesigns(world: World, app: App, wanted: RosterArguments, figures: RosterFigures): Promise<void> {
  const server = await world.startServer();
  const served = await serveBaselinePage(baselines);
  world.onEnd(() => served.close());
  const shared = { server, app, pageUrl: served.url };
  const stages = new Map<number, RosterStage>();
  for (let round = 1; round <= wanted.rounds; round += 1) {
    for (const design of wanted.designs) {
      const people = design === 'plain' ? plainPeople : wanted.people;
      const stage =
        stages.get(people) ?? (await openRosterStage(world, { ...shared, room: `crowd-${people}`, people }));
      stages.set(people, stage);
      process.stderr.write(`roster: round ${round} of ${wanted.rounds}: ${design}, ${people} people\n`);
      const of = findFigures(figures, design, people);
      await measureDesign(stage, design, of, wanted);
      process.stderr.write(`${sayLast(of)}\n`);
    }
  }
}

function findFigures({ designs }: RosterFigures, design: Design, people: number): DesignFigures {
  const known = designs.find((one) => one.design === design);
  if (known) return known;
  const made: DesignFigures = { design, people, steps: {}, heapBytes: [], shownMs: [] };
  designs.push(made);
  return made;
}

function sayLast({ steps }: DesignFigures): string {
  return Object.entries(steps)
    .map(([name, rounds]) => `  ${name}: ${Math.round(rounds.at(-1)?.allMs ?? 0)} ms/s`)
    .join('\n');
}

/** Rejects when it is interrupted, so that everything is ended in order. */
function failWhenStopped(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
  });
}
