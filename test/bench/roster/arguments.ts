/** What the roster's bench is asked for. Pure. */
import { designs, type Design } from './steps.ts';

export interface RosterArguments {
  doesWrite: boolean;
  rounds: number;
  people: number;
  designs: readonly Design[];
}

export const rosterUsage = `usage: npm run bench:roster [-- --write] [--rounds <n>] [--people <n>] [--only <design,…>]
  designs: ${designs.join(', ')}; only a whole run can be written\n`;

const whole: RosterArguments = { doesWrite: false, rounds: 2, people: 5_000, designs };

/** Undefined for what cannot be understood. */
export function readRosterArguments(args: readonly string[]): RosterArguments | undefined {
  const read = { ...whole };
  for (let index = 0; index < args.length; index += 1) {
    const value = args[index + 1] ?? '';
    switch (args[index]) {
      case '--write':
        read.doesWrite = true;
        continue;
      case '--rounds':
        read.rounds = Number(value);
        break;
      case '--people':
        read.people = Number(value);
        break;
      case '--only':
        read.designs = designs.filter((design) => value.split(',').includes(design));
        break;
      default:
        return undefined;
    }
    index += 1;
  }
  const counts = [read.rounds, read.people];
  if (!counts.every((count) => Number.isInteger(count) && count > 0) || read.designs.length === 0) return undefined;
  const isWhole = read.designs.length === designs.length && read.people === whole.people;
  return read.doesWrite && !isWhole ? undefined : read;
}
