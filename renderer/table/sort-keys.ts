/**
 * What rows are compared by: for each key of the sort, a class and a number by row in typed arrays. Reading a value costs
 * once; comparing two rows touches numbers alone.
 */
import { readTimeMs } from '#contract/written-time';
import { createTextRanks, type RankedText } from './text-ranks.ts';
import { fit } from './typed-rows.ts';
import type { CellValue, RowList, RowNumber, SortKey, SortType } from './types.ts';

/** Classes in ascending order. What is missing comes last in both directions, and what is unknown after it. */
const classes = { number: 0, boolean: 1, text: 2, nothing: 3, unknown: 4 } as const;

export interface SortKeys {
  readonly column: string;
  readonly type: SortType | undefined;
  sign: 1 | -1;
  classes: Uint8Array<ArrayBuffer>;
  keys: Float64Array<ArrayBuffer>;
  /** Reads rows anew, and forgets all others. */
  readAll(rows: RowList): void;
  /** Reads a row again; true when it sorts by another value now. Its key counts after `settle`. */
  read(row: RowNumber): boolean;
  forget(row: RowNumber): void;
  /** Brings the keys up to date with what was read. */
  settle(): void;
  /** The value that a row sorts by. */
  valueOf(row: RowNumber): CellValue;
}

/** A value as a column's type has it: texts that say numbers become numbers, what the type does not know stays what it is. */
export function readAs(type: SortType | undefined, value: CellValue): CellValue {
  if (value === undefined || value === null || Number.isNaN(value)) return value === null ? null : undefined;
  switch (type) {
    case undefined:
      return value;
    case 'number':
      return typeof value === 'string' ? readNumber(value) : Number(value);
    case 'time':
      return readTimeMs(value) ?? value;
    case 'boolean':
      return typeof value === 'string' ? (booleanWords.get(value.trim().toLowerCase()) ?? value) : value;
    case 'text':
      return String(value);
    default:
      return type.values.includes(value) ? value : String(value);
  }
}

const booleanWords = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['0', false],
  ['off', false],
]);

/** As people write numbers: no other notations and no words, which the language would take for some. */
const decimal = /^\s*[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i;

function readNumber(text: string): number | string {
  return decimal.test(text) ? Number(text) : text;
}

export function createSortKeys(
  { column, direction }: SortKey,
  type: SortType | undefined,
  readCell: (row: RowNumber, column: string) => CellValue,
  collator: Intl.Collator,
): SortKeys {
  const ranks = createTextRanks(collator);
  const places = typeof type === 'object' ? new Map(type.values.map((value, index) => [value, index])) : undefined;
  /** Of rows that sort by a text. */
  const texts: (RankedText | undefined)[] = [];
  /** Rows whose text has no rank yet. */
  let unranked: RowNumber[] = [];

  function putText(row: RowNumber, text: string): boolean {
    const before = texts[row];
    if (before?.text === text) return false;
    while (texts.length <= row) texts.push(undefined);
    const ranked = ranks.take(text);
    texts[row] = ranked;
    if (before) ranks.drop(before);
    self.classes[row] = classes.text;
    self.keys[row] = ranked.rank;
    if (Number.isNaN(ranked.rank)) unranked.push(row);
    return true;
  }

  function putNumber(row: RowNumber, kind: number, key: number): boolean {
    const before = texts[row];
    if (before) {
      ranks.drop(before);
      texts[row] = undefined;
    } else if (self.classes[row] === kind && self.keys[row] === key) return false;
    self.classes[row] = kind;
    self.keys[row] = key;
    return true;
  }

  const self: SortKeys = {
    column,
    type,
    sign: direction === 'descending' ? -1 : 1,
    classes: new Uint8Array(),
    keys: new Float64Array(),
    readAll(rows) {
      const isWanted = new Set(rows);
      texts.forEach((_text, row) => {
        if (!isWanted.has(row)) self.forget(row);
      });
      for (const row of rows) self.read(row);
      self.settle();
    },
    read(row) {
      if (row >= self.keys.length) {
        self.classes = fit(self.classes, row + 1);
        self.keys = fit(self.keys, row + 1);
      }
      const value = readAs(type, readCell(row, column));
      const place = value === undefined || value === null ? undefined : places?.get(value);
      // What a list of values does not name is a text, and stands after what it does.
      if (place !== undefined) return putNumber(row, classes.number, place);
      switch (typeof value) {
        case 'string':
          return putText(row, value);
        case 'number':
          return putNumber(row, classes.number, value);
        case 'boolean':
          return putNumber(row, classes.boolean, Number(value));
        default:
          return putNumber(row, value === null ? classes.nothing : classes.unknown, 0);
      }
    },
    forget(row) {
      const text = texts[row];
      if (!text) return;
      ranks.drop(text);
      texts[row] = undefined;
      // Nothing that is read later may seem to be what it was.
      self.classes[row] = classes.unknown;
      self.keys[row] = Number.NaN;
    },
    settle() {
      if (ranks.settle()) texts.forEach((_text, row) => writeRank(row));
      else for (const row of unranked) writeRank(row);
      if (unranked.length > 0) unranked = [];
    },
    valueOf(row) {
      switch (self.classes[row]) {
        case classes.text:
          return texts[row]?.text;
        case classes.number:
          return typeof type === 'object' ? type.values[self.keys[row]!] : self.keys[row];
        case classes.boolean:
          return self.keys[row] === 1;
        case classes.nothing:
          return null;
        default:
          return undefined;
      }
    },
  };

  function writeRank(row: RowNumber): void {
    const text = texts[row];
    if (text) self.keys[row] = text.rank;
  }

  return self;
}

/** Rows by their keys, else by first sight: a total order. */
export function compareByKeys(
  columns: readonly SortKeys[],
  ordinals: Float64Array,
  one: RowNumber,
  other: RowNumber,
): number {
  for (const column of columns) {
    const a = column.classes[one]!;
    const b = column.classes[other]!;
    if (a !== b) return a >= classes.nothing || b >= classes.nothing ? a - b : column.sign * (a - b);
    const x = column.keys[one]!;
    const y = column.keys[other]!;
    if (x !== y) return x < y ? -column.sign : column.sign;
  }
  return ordinals[one]! - ordinals[other]!;
}

/** Whether two rows have the same key. */
export function isSameKey(column: SortKeys, one: RowNumber, other: RowNumber): boolean {
  return column.classes[one] === column.classes[other] && column.keys[one] === column.keys[other];
}
