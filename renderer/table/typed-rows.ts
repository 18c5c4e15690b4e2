/** Typed arrays by row number that grow as rows come. They hold numbers alone and know no table. */
import type { RowNumber } from './types.ts';

type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The same array if it holds `length` values, else a larger one with the same beginning. */
export function fit<Kind extends TypedArray>(array: Kind, length: number): Kind {
  if (array.length >= length) return array;
  const grown = new (array.constructor as new (size: number) => Kind)(Math.max(length, array.length * 2, 64));
  grown.set(array);
  return grown;
}

/** Rows that wait for something: each once, in the order in which they were added. */
export interface RowBatch {
  add(row: RowNumber): void;
  readonly size: number;
  /** What was added since; good until the next `take`. */
  take(): Int32Array;
}

/** Nothing is allocated for a row, and nothing but a view of the list for a batch. */
export function createRowBatch(): RowBatch {
  let marks = new Uint8Array(64);
  let rows = new Int32Array(64);
  let taken = new Int32Array(64);
  let size = 0;
  return {
    add(row) {
      marks = fit(marks, row + 1);
      if (marks[row] === 1) return;
      marks[row] = 1;
      rows = fit(rows, size + 1);
      rows[size++] = row;
    },
    get size() {
      return size;
    },
    take() {
      const batch = rows.subarray(0, size);
      for (let index = 0; index < size; index++) marks[rows[index]!] = 0;
      [rows, taken] = [taken, rows];
      size = 0;
      return batch;
    },
  };
}
