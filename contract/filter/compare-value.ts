/** What a comparison with one field means: checks what was written, and makes the test of one value. Pure. */
import type { CellValue } from '#contract/cell-value';
import { readTimeMs } from '#contract/written-time';
import { findNearest } from './find-nearest.ts';
import { isClockTime, readAgeMs, readNumber, readTime, type TimeSpan } from './literals.ts';
import { createTextTest } from './match-text.ts';
import type { ComparisonSign, FilterField, Pattern, Truth } from './types.ts';
import { hasNoneWord } from './value-word.ts';

/** `value` is known and there is something to know. */
type KnownTest = (value: string | number | boolean, nowMs: number) => Truth;

/** What is wrong; `suggestion` goes in the value's place, `isWholeTerm` says that it goes in the whole term's. */
export interface ComparisonFault {
  fault: string;
  suggestion?: string | undefined;
  isWholeTerm?: boolean;
}

export type MadeComparison =
  | { test: (value: CellValue, nowMs: number) => Truth; dependsOnTime: boolean }
  | ComparisonFault;

interface Written {
  field: FilterField;
  sign: ComparisonSign;
  pattern: Pattern;
}

type MadeKnownTest = { test: KnownTest; dependsOnTime?: boolean } | ComparisonFault;

/** Words that a switch of any kind may be compared with. */
const yesWords = ['yes', 'true', 'on'];
const noWords = ['no', 'false', 'off'];
const trackWords: Readonly<Record<string, string | null>> = {
  on: 'live',
  live: 'live',
  off: 'muted',
  muted: 'muted',
  none: null,
};
const rightWords: Readonly<Record<string, readonly string[]>> = {
  can: ['can', 'all'],
  all: ['all'],
  cannot: ['cannot'],
  ...Object.fromEntries(yesWords.map((word) => [word, ['can', 'all']])),
  ...Object.fromEntries(noWords.map((word) => [word, ['cannot']])),
};

/** Words that can stand behind the sign of a field; empty where anything can. */
export function listWords(field: FilterField): readonly string[] {
  switch (field.type) {
    case 'track':
      return ['on', 'off', 'none'];
    case 'right':
      return ['can', 'cannot', 'all'];
    case 'boolean':
      return ['yes', 'no', 'none'];
    default:
      return field.values ? [...field.values, ...Object.keys(field.aliases ?? {}), 'none'] : [];
  }
}

/** The test of a comparison, or what is wrong with it. Unknown stays unknown; where there is nothing to know, nothing is equal. */
export function createComparison(field: FilterField, sign: ComparisonSign, pattern: Pattern): MadeComparison {
  const written: Written = { field, sign, pattern };
  const isNegated = sign === '!=';
  if (field.type === 'track') return createTrackComparison(written);
  if (isForNothing(written)) {
    return {
      dependsOnTime: false,
      test: (value) => (isUnknownValue(field, value) ? undefined : (value === null) !== isNegated),
    };
  }
  const made = createKnownTest(written);
  if ('fault' in made) return made;
  const { test } = made;
  return {
    dependsOnTime: made.dependsOnTime ?? false,
    test(value, nowMs) {
      if (isUnknownValue(field, value)) return undefined;
      const truth = value === undefined || value === null ? false : test(value, nowMs);
      return truth === undefined || !isNegated ? truth : !truth;
    },
  };
}

/** A field with a closed list of words also says unknown with the word itself. */
export function isUnknownValue({ type }: FilterField, value: CellValue): boolean {
  return value === undefined || (value === 'unknown' && (type === 'enumeration' || type === 'source'));
}

/** `speaking:none`: there is nothing to know. Of a text, `none` is a text like others. */
function isForNothing({ field, sign, pattern }: Written): boolean {
  if (!hasNoneWord(field) || !isEquality(sign)) return false;
  return pattern.kind === 'text' && pattern.text.toLowerCase() === 'none';
}

function createKnownTest(written: Written): MadeKnownTest {
  const { type } = written.field;
  switch (type) {
    case 'right':
      return createRightTest(written);
    case 'boolean':
      return createBooleanTest(written);
    case 'number':
      return createNumberTest(written);
    case 'time':
      return createTimeTest(written);
    case 'duration':
      return createDurationTest(written);
    case 'enumeration':
    case 'source':
      return createEnumerationTest(written);
    case 'text':
    case 'json':
    case 'track':
      return isEquality(written.sign) ? createEqualTest(written) : createOrderTest(written);
    default:
      return type satisfies never;
  }
}

function isEquality(sign: ComparisonSign): boolean {
  return sign === ':' || sign === '=' || sign === '!=';
}

/** How a fault names what was written. */
function writtenOf(pattern: Pattern): string {
  return pattern.kind === 'expression' ? `/${pattern.source}/` : pattern.text;
}

/** The written word in lower case, if the field can be compared with it. */
function readWord(
  { field, sign, pattern }: Written,
  words: readonly string[],
): { word: string } | (ComparisonFault & { word?: never }) {
  if (!isEquality(sign)) {
    return { fault: `${field.name} is compared with : = or !=`, suggestion: undefined };
  }
  const word = writtenOf(pattern).toLowerCase();
  if (words.includes(word)) return { word };
  return {
    fault: `${field.name} is never ${spell(writtenOf(pattern))}; it is ${listShort(listWords(field))}`,
    suggestion: findNearest(word, words),
  };
}

function spell(text: string): string {
  return text === '' ? 'empty' : `“${text.slice(0, 40)}”`;
}

function listShort(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function createTrackComparison(written: Written): MadeComparison {
  const found = readWord(written, Object.keys(trackWords));
  if (found.word === undefined) return found;
  const wanted = trackWords[found.word];
  const isNegated = written.sign === '!=';
  return {
    dependsOnTime: false,
    test: (value) => (value === undefined ? undefined : (value === wanted) !== isNegated),
  };
}

function createRightTest(written: Written): MadeKnownTest {
  const found = readWord(written, Object.keys(rightWords));
  if (found.word === undefined) return found;
  const wanted: readonly unknown[] = rightWords[found.word] ?? [];
  return { test: (value) => wanted.includes(value) };
}

function createBooleanTest(written: Written): MadeKnownTest {
  const found = readWord(written, [...yesWords, ...noWords]);
  if (found.word === undefined) return found;
  const wanted = yesWords.includes(found.word);
  return { test: (value) => value === wanted };
}

function createNumberTest({ field, sign, pattern }: Written): MadeKnownTest {
  const wanted = readNumber(writtenOf(pattern));
  if (wanted === undefined) return { fault: `${field.name} is a number, like 3 or 0.5` };
  return { test: (value) => compareNumbers(toNumber(value), sign, wanted) };
}

function toNumber(value: string | number | boolean): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? readNumber(value.trim()) : undefined;
}

/** What is no number has no order: no comparison of it is true. */
function compareNumbers(value: number | undefined, sign: ComparisonSign, wanted: number): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  switch (sign) {
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    default:
      return value === wanted;
  }
}

function createTimeTest(written: Written): MadeKnownTest {
  const { field, sign, pattern } = written;
  const text = writtenOf(pattern);
  const made = readMoment(text);
  if (!made) {
    const isBareNumber = readNumber(text) !== undefined;
    return {
      fault: isBareNumber
        ? `${field.name} is a time: say the unit, s m h or d`
        : `${field.name} is a time: an age like 30s, 5m, 2h, 1d, or a moment like 14:30 or 2026-03-01`,
      suggestion: isBareNumber ? `${text}s` : undefined,
    };
  }
  if (made.isAge && isEquality(sign)) {
    return {
      fault: 'an age is compared with < (younger) or > (older)',
      suggestion: `${field.name}<${text}`,
      isWholeTerm: true,
    };
  }
  return { dependsOnTime: made.dependsOnTime, test: (value, nowMs) => made.test(toTimeMs(value), sign, nowMs) };
}

/** Compared to the second, as it is shown. */
function createDurationTest({ field, sign, pattern }: Written): MadeKnownTest {
  const text = writtenOf(pattern);
  const wantedMs = readAgeMs(text);
  if (wantedMs === undefined) {
    const isBareNumber = readNumber(text) !== undefined;
    return {
      fault: `${field.name} is a length of time, like 30s, 5m or 1h30m`,
      suggestion: isBareNumber ? `${text}s` : undefined,
    };
  }
  const wanted = Math.floor(wantedMs / 1_000);
  return {
    test: (value) => compareNumbers(typeof value === 'number' ? Math.floor(value / 1_000) : undefined, sign, wanted),
  };
}

interface Moment {
  isAge: boolean;
  dependsOnTime: boolean;
  test(timeMs: number | undefined, sign: ComparisonSign, nowMs: number): boolean;
}

/** `hand>30s`: older than that. `joined>14:30`: later than that. */
function readMoment(text: string): Moment | undefined {
  const ageMs = readAgeMs(text);
  if (ageMs !== undefined) {
    return {
      isAge: true,
      dependsOnTime: true,
      test: (timeMs, sign, nowMs) => timeMs !== undefined && compareNumbers(nowMs - timeMs, sign, ageMs),
    };
  }
  const span = readTime(text);
  if (!span) return undefined;
  return {
    isAge: false,
    dependsOnTime: isClockTime(text),
    test: (timeMs, sign, nowMs) => timeMs !== undefined && compareWithSpan(timeMs, sign, span(nowMs)),
  };
}

function compareWithSpan(timeMs: number, sign: ComparisonSign, { fromMs, toMs }: TimeSpan): boolean {
  switch (sign) {
    case '<':
      return timeMs < fromMs;
    case '<=':
      return timeMs < toMs;
    case '>':
      return timeMs >= toMs;
    case '>=':
      return timeMs >= fromMs;
    default:
      return timeMs >= fromMs && timeMs < toMs;
  }
}

function toTimeMs(value: string | number | boolean): number | undefined {
  return typeof value === 'number' ? value : readTimeMs(value);
}

function createEnumerationTest(written: Written): MadeKnownTest {
  const { field, sign, pattern } = written;
  const values = field.values;
  if (!isEquality(sign)) {
    if (!values || !field.isOrdered) return { fault: `${field.name} is compared with : = or !=` };
    const found = readWord({ ...written, sign: ':' }, values);
    if (found.word === undefined) return found;
    const place = values.indexOf(found.word);
    return { test: (value) => compareNumbers(placeOf(values, value), sign, place) };
  }
  if (!values || pattern.kind !== 'text') return createEqualTest({ ...written, sign: '=' });
  const aliases = field.aliases ?? {};
  const found = readWord(written, [...values, ...Object.keys(aliases)]);
  if (found.word === undefined) return found;
  const wanted = Object.hasOwn(aliases, found.word) ? aliases[found.word] : found.word;
  return { test: (value) => value === wanted };
}

function placeOf(values: readonly string[], value: string | number | boolean): number | undefined {
  const place = values.indexOf(String(value));
  return place === -1 ? undefined : place;
}

function createEqualTest({ sign, pattern }: Written): MadeKnownTest {
  const isPart = sign === ':' && !(pattern.kind === 'text' && pattern.text === '') && pattern.kind !== 'wildcard';
  const made = createTextTest(pattern, isPart ? 'part' : 'whole');
  if ('fault' in made) return made;
  return { test: (value) => made.test(String(value).toLowerCase()) };
}

/** Texts of an app: what is compared with says whether they are read as numbers or as times. */
function createOrderTest({ field, sign, pattern }: Written): MadeKnownTest {
  const text = writtenOf(pattern);
  const wanted = readNumber(text);
  if (wanted !== undefined) return { test: (value) => compareNumbers(toNumber(value), sign, wanted) };
  const moment = readMoment(text);
  if (!moment) {
    return { fault: `${field.name} ${sign} needs a number, an age like 30s, or a moment like 14:30` };
  }
  return {
    dependsOnTime: moment.dependsOnTime,
    test: (value, nowMs) => moment.test(readTimeMs(value), sign, nowMs),
  };
}
