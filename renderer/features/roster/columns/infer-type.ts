/** As what the values of a column are read, by what is in them. Pure; a few values that do not fit do not change it. */
import type { ChosenType } from '#contract/domain/roster-preferences';
import { readTimeMs } from '#contract/written-time';
import type { CellValue } from '#renderer/table/types.ts';

/** Type of a grid's column whose texts say times. */
export const writtenTime = 'written-time';

/** A column becomes what so many of its values are, and stays it while some more do not fit: people write what they like. */
const becomes = 0.9;
const stays = 0.7;
const mostChoices = 12;
const choiceCharacters = 40;

/** A type that a value has by itself; `enumeration` is only seen in many. */
type ValueType = 'boolean' | 'number' | 'time' | 'text';

/** @param before what the column was taken for; undefined for what nobody has a value of */
export function inferType(values: readonly CellValue[], before?: ChosenType): ChosenType | undefined {
  const known = values.filter((value) => value !== undefined && value !== null && value !== '');
  if (known.length === 0) return before;
  const counts: Record<ValueType, number> = { boolean: 0, number: 0, time: 0, text: 0 };
  for (const value of known) counts[typeOf(value)]++;
  const isMostly = (type: ValueType): boolean => counts[type] / known.length >= (before === type ? stays : becomes);
  // A time in numbers is a number as well: among numbers of all sizes it is one.
  if (isMostly('time')) return 'time';
  if (isMostly('boolean')) return 'boolean';
  if ((counts.number + counts.time) / known.length >= (before === 'number' ? stays : becomes)) return 'number';
  return areChoices(known) ? 'enumeration' : 'text';
}

function typeOf(value: CellValue): ValueType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return readTimeMs(value) === undefined ? 'number' : 'time';
  if (typeof value !== 'string') return 'text';
  if (booleanWord.test(value)) return 'boolean';
  if (readTimeMs(value) !== undefined) return 'time';
  return plainNumber.test(value) ? 'number' : 'text';
}

const booleanWord = /^\s*(?:true|false|yes|no|on|off)\s*$/i;
/** No leading zeros and no more digits than a number keeps: those are names (`007`, an id, a telephone's number). */
const plainNumber = /^\s*-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?:e[+-]?\d{1,3})?\s*$/i;

/** Yes or no, where a value says it in a word. */
export function readTruth(value: CellValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return undefined;
  if (/^\s*(?:true|yes|on|1)\s*$/i.test(value)) return true;
  return /^\s*(?:false|no|off|0)\s*$/i.test(value) ? false : undefined;
}

/** The number that a value is or spells. */
export function readNumber(value: CellValue): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && plainNumber.test(value) ? Number(value) : undefined;
}

/** Few short values, each of which several people have. */
function areChoices(known: readonly CellValue[]): boolean {
  const choices = new Set(known);
  if (choices.size > mostChoices || choices.size * 2 > known.length) return false;
  return [...choices].every((value) => typeof value === 'string' && value.length <= choiceCharacters);
}
