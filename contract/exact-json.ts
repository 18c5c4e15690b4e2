/** The one reader of JSON from rooms: cells, filters, trees and copies say the same numbers. Pure; keeps nothing. */
import type { CellValue } from './cell-value.ts';

/** A number that JavaScript would round (an id of 19 digits): kept as it is written. */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export type JsonValue = string | number | boolean | null | ExactNumber | JsonValue[] | { [key: string]: JsonValue };

/**
 * The reviver's third argument (ES2026) has the source of a number, which is compared with what became of it.
 *
 * @throws {SyntaxError} where the text is no JSON
 */
export function parseExactly(text: string): JsonValue {
  const revive = (_key: string, value: JsonValue, context?: { source?: string }): JsonValue => {
    const source = context?.source;
    if (typeof value !== 'number' || source === undefined) return value;
    return Number.isSafeInteger(value) || !/^-?\d+$/.test(source) ? value : new ExactNumber(source);
  };
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as JsonValue;
}

/** More digits in a row than a number keeps. */
const longNumber = /\d{16}/;

/** The document of a metadata text; undefined where it is no JSON. */
export function decodeDocument(text: string): unknown {
  try {
    // The exact way costs several times as much.
    return longNumber.test(text) ? parseExactly(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Plain values stay what they are; lists and objects are told by their JSON. */
export function toCellValue(value: unknown): Exclude<CellValue, undefined> {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    default:
      if (value === null) return null;
      return value instanceof ExactNumber ? value.source : writeJson(value);
  }
}

function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner instanceof ExactNumber ? inner.source : inner));
}
