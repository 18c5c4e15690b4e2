/** What the foot of a column says of everybody shown: how many have a value, and by its type sum, span or share. Pure. */
import { readTimeMs } from '#contract/written-time';
import { formatAge, formatCount, formatDuration } from '#renderer/lib/format.ts';
import type { ColumnTotal } from '#renderer/table/grid/grid-totals.tsx';
import type { CellValue, GridColumn } from '#renderer/table/types.ts';
import { rosterColumnRules } from '../roster-columns.ts';
import { readNumber, readTruth, writtenTime } from './infer-type.ts';

const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** @param values one for each row that is shown */
export function describeTotal(
  { name, type }: Pick<GridColumn, 'name' | 'type'>,
  values: readonly CellValue[],
  nowMs: number,
): ColumnTotal {
  const known = values.filter((value) => value !== undefined && value !== null && value !== '');
  const unknown = values.reduce((count: number, value) => (value === undefined ? count + 1 : count), 0);
  const told = `${formatCount(known.length)} of ${formatCount(values.length)} have a value${
    unknown > 0 ? `, ${formatCount(unknown)} unknown` : ''
  }`;
  if (name === rosterColumnRules.rowName)
    return { text: `${formatCount(values.length)} shown`, detail: 'Totals of everybody shown' };
  switch (type) {
    case 'number':
      return describeNumbers(pick(known, readNumber), told, (number) => digits.format(number));
    case 'duration':
      return describeNumbers(pick(known, asNumber), told, formatDuration);
    case 'time':
      return describeTimes(pick(known, asNumber), told, nowMs);
    case writtenTime:
      return describeTimes(pick(known, readTimeMs), told, nowMs);
    case 'boolean':
      return describeShare(pick(known, readTruth), 'yes', told);
    case 'right':
      return describeShare(
        known.map((value) => value !== 'cannot'),
        'allowed',
        told,
      );
    case 'track': {
      const live = known.filter((value) => value === 'live').length;
      return {
        text: formatCount(live),
        detail: `${formatCount(live)} live, ${formatCount(known.length - live)} muted, ${formatCount(values.length - known.length)} without`,
      };
    }
    default:
      return { text: formatCount(known.length), detail: told };
  }
}

function describeNumbers(numbers: readonly number[], told: string, format: (number: number) => string): ColumnTotal {
  const span = readSpan(numbers);
  if (!span) return { text: '–', detail: told };
  const sum = numbers.reduce((total, number) => total + number, 0);
  const [least, most, mean] = [span.least, span.most, sum / numbers.length].map(format);
  return {
    text: `Σ ${format(sum)}`,
    detail: `sum ${format(sum)}, least ${least}, most ${most}, mean ${mean}; ${told}`,
  };
}

function describeTimes(times: readonly number[], told: string, nowMs: number): ColumnTotal {
  const span = readSpan(times);
  if (!span) return { text: '–', detail: told };
  const newest = spellAge(span.most, nowMs);
  const oldest = spellAge(span.least, nowMs);
  return { text: oldest, detail: `oldest ${oldest}, newest ${newest}; ${told}` };
}

function describeShare(answers: readonly boolean[], word: string, told: string): ColumnTotal {
  if (answers.length === 0) return { text: '–', detail: told };
  const yes = answers.filter(Boolean).length;
  const share = `${Math.round((100 * yes) / answers.length)} %`;
  return { text: share, detail: `${formatCount(yes)} ${word}, ${share} of who has a value; ${told}` };
}

function spellAge(atMs: number, nowMs: number): string {
  return atMs > nowMs ? `in ${formatAge(atMs - nowMs)}` : formatAge(nowMs - atMs);
}

function readSpan(numbers: readonly number[]): { least: number; most: number } | undefined {
  if (numbers.length === 0) return undefined;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  // Without spreading: there may be tens of thousands.
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return { least, most };
}

function pick<Value>(known: readonly CellValue[], read: (value: CellValue) => Value | undefined): Value[] {
  const picked: Value[] = [];
  for (const value of known) {
    const one = read(value);
    if (one !== undefined) picked.push(one);
  }
  return picked;
}

function asNumber(value: CellValue): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
