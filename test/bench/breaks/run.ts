/**
 * The breaks, one after the other, each on a server, a room and an app of its own; prints the table, and with `--write`
 * writes docs/reliability.md. A break that is not survived ends it with an error.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { readMachine } from '../machine.ts';
import { breaks, runBreak, type BreakFigures } from './breaks.ts';
import { writeBreakTable, writeReliability } from './report.ts';

const document = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url));

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const only = args[0] === '--only' ? args[1] : undefined;
  const doesWrite = args.length === 1 && args[0] === '--write';
  const chosen = breaks.filter(({ id }) => only === undefined || id === only);
  if ((args.length > 0 && !doesWrite && only === undefined) || chosen.length === 0) {
    process.stderr.write('usage: npm run bench:breaks [-- --write | --only <id>]\n');
    return 2;
  }
  const figures: BreakFigures[] = [];
  try {
    const machine = readMachine();
    for (const one of chosen) {
      process.stderr.write(`breaks: ${one.title}\n`);
      figures.push(await runBreak(one));
      process.stderr.write(`${JSON.stringify(figures.at(-1), undefined, 1)}\n`);
    }
    process.stdout.write(`\n${writeBreakTable(figures)}\n`);
    if (doesWrite) writeFileSync(document, writeReliability(machine, figures));
    return figures.every(isSurvived) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`breaks: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    await sharedSupervisor().dispose();
  }
}

function isSurvived({ changes, untrue }: BreakFigures): boolean {
  return [...untrue, ...changes.missed, ...changes.invented].length === 0;
}
