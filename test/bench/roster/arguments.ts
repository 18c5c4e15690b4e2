/** What the roster's bench is asked for. Pure. */
import { designs, stepNames, type Design } from './steps.ts';

export const parts = ['designs', 'rows', 'rooms'] as const;

export interface RosterArguments {
  doesWrite: boolean;
  rounds: number;
  people: number;
  designs: readonly Design[];
  /** The designs beside each other; ten times as many rows; real rooms. */
  parts: readonly (typeof parts)[number][];
  /** Names of the steps that each design goes through. */
  steps: readonly string[];
  /** Folder for a CPU profile of each step; taking one costs time of its own. */
  profiles: string | undefined;
}

export const rosterUsage = `usage: npm run bench:roster [-- --write] [--rounds <n>] [--people <n>] [--only <design,…>] [--parts <part,…>]
         [--steps <step,…>] [--profiles <folder>]
  designs: ${designs.join(', ')}; parts: ${parts.join(', ')}; steps: ${stepNames.join(', ')}
  --profiles writes a CPU profile of each step, which costs time of its own; only a whole run can be written\n`;

const whole: RosterArguments = {
  doesWrite: false,
  rounds: 2,
  people: 5_000,
  designs,
  parts,
  steps: stepNames,
  profiles: undefined,
};

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
      case '--steps':
        read.steps = stepNames.filter((name) => value.split(',').includes(name));
        break;
      case '--profiles':
        read.profiles = value;
        break;
      default:
        return undefined;
    }
    index += 1;
  }
  const counts = [read.rounds, read.people];
  if (
    !counts.every((count) => Number.isInteger(count) && count > 0) ||
    [read.designs, read.parts, read.steps].some((chosen) => chosen.length === 0) ||
    read.profiles === ''
  ) {
    return undefined;
  }
  const isWhole =
    read.designs === designs &&
    read.parts === parts &&
    read.steps === stepNames &&
    read.people === whole.people &&
    read.profiles === undefined;
  return read.doesWrite && !isWhole ? undefined : read;
}
