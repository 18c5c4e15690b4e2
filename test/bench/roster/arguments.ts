/** What the roster's bench is asked for. Pure. */
import { designs, type Design } from './steps.ts';

export const parts = ['designs', 'rows', 'rooms'] as const;

export interface RosterArguments {
  doesWrite: boolean;
  rounds: number;
  people: number;
  designs: readonly Design[];
  /** The designs beside each other; ten times as many rows; real rooms. */
  parts: readonly (typeof parts)[number][];
}

export const rosterUsage = `usage: npm run bench:roster [-- --write] [--rounds <n>] [--people <n>] [--only <design,…>] [--parts <part,…>]
  designs: ${designs.join(', ')}; parts: ${parts.join(', ')}; only a whole run can be written\n`;

const whole: RosterArguments = { doesWrite: false, rounds: 2, people: 5_000, designs, parts };

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
      case '--parts':
        read.parts = parts.filter((part) => value.split(',').includes(part));
        break;
      default:
        return undefined;
    }
    index += 1;
  }
  const counts = [read.rounds, read.people];
  if (
    !counts.every((count) => Number.isInteger(count) && count > 0) ||
    read.designs.length === 0 ||
    read.parts.length === 0
  ) {
    return undefined;
  }
  const isWhole =
    [read.designs, read.parts].every((chosen) => chosen === designs || chosen === parts) &&
    read.people === whole.people;
  return read.doesWrite && !isWhole ? undefined : read;
}
