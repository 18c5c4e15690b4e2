/** The one reader of times that people and apps write: cells, totals, sort and filter say the same of a text. Pure. */
import type { CellValue } from './cell-value.ts';

const wholeNumber = /^[1-9]\d{9,12}(?:\.\d{1,6})?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** 2001 to 2100: numbers outside are not taken for times. */
const firstSecond = 1_000_000_000;
const lastSecond = 4_102_444_800;

/** Epoch ms of what says a time: ISO 8601, or seconds or ms since 1970. Undefined for any other. */
export function readTimeMs(value: CellValue): number | undefined {
  if (typeof value === 'number') return readEpochMs(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (wholeNumber.test(text)) return readEpochMs(Number(text));
  if (!isoDate.test(text)) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function readEpochMs(number: number): number | undefined {
  if (number >= firstSecond && number <= lastSecond) return number * 1_000;
  return number >= firstSecond * 1_000 && number <= lastSecond * 1_000 ? number : undefined;
}
