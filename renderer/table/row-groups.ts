/**
 * Cuts an order whose first key is the group into groups, and lists what a grid draws of it: a head before each, and the
 * rows of those that are open. It keeps the number of each group and whether it is collapsed; it orders nothing.
 */
import { isSameKey, type SortKeys } from './sort-keys.ts';
import type { CellValue, Entry, GroupHead, RowList } from './types.ts';

export interface RowGroups {
  /** Cuts an order anew; true when other groups, or other counts, came of it. */
  cut(order: RowList, keys: SortKeys): boolean;
  /** Heads and open rows of the order that was last cut. */
  entries(order: RowList): RowList;
  head(entry: Entry): GroupHead | undefined;
  rows(entry: Entry, order: RowList): RowList;
  /** The group in which a place of the order lies. */
  at(index: number): Entry | undefined;
  setCollapsed(entry: Entry, isCollapsed: boolean): void;
  setAllCollapsed(isCollapsed: boolean): void;
}

/** Numbers of groups that are gone are forgotten when there are so many more of them. */
const spareNumbers = 1_000;
const noRows = new Int32Array();

export function createRowGroups(): RowGroups {
  let column = '';
  const numbers = new Map<CellValue, number>();
  const values = new Map<number, CellValue>();
  let nextNumber = 0;
  const collapsed = new Set<CellValue>();
  /** Number of each group in order, and where it begins; the last start is the end. */
  let shown: number[] = [];
  let starts: number[] = [0];
  /** Place of each group's number in `shown`. */
  let places = new Map<number, number>();

  function numberOf(value: CellValue): number {
    let number = numbers.get(value);
    if (number === undefined) {
      // Numbers are never given twice, so that what had the focus is not another group.
      number = nextNumber++;
      values.set(number, value);
      numbers.set(value, number);
    }
    return number;
  }

  function forgetGone(): void {
    if (numbers.size <= shown.length + spareNumbers) return;
    const isShown = new Set(shown);
    for (const [value, number] of numbers) {
      if (isShown.has(number)) continue;
      numbers.delete(value);
      values.delete(number);
      collapsed.delete(value);
    }
  }

  function placeOf(entry: Entry): number | undefined {
    return entry < 0 ? places.get(~entry) : undefined;
  }

  return {
    cut(order, keys) {
      column = keys.column;
      const [numbersBefore, startsBefore] = [shown, starts];
      shown = [];
      starts = [];
      for (let index = 0; index < order.length; index++) {
        if (index > 0 && isSameKey(keys, order[index - 1]!, order[index]!)) continue;
        shown.push(numberOf(keys.valueOf(order[index]!)));
        starts.push(index);
      }
      starts.push(order.length);
      places = new Map(shown.map((number, place) => [number, place]));
      forgetGone();
      return !isSame(shown, numbersBefore) || !isSame(starts, startsBefore);
    },
    entries(order) {
      const entries = new Int32Array(order.length + shown.length);
      let count = 0;
      shown.forEach((number, place) => {
        entries[count++] = ~number;
        if (collapsed.has(values.get(number))) return;
        const rows = order.subarray(starts[place], starts[place + 1]);
        entries.set(rows, count);
        count += rows.length;
      });
      return entries.subarray(0, count);
    },
    head(entry) {
      const place = placeOf(entry);
      if (place === undefined) return undefined;
      const value = values.get(~entry);
      const count = starts[place + 1]! - starts[place]!;
      return { column, value, count, isCollapsed: collapsed.has(value) };
    },
    rows(entry, order) {
      const place = placeOf(entry);
      return place === undefined ? noRows : order.subarray(starts[place], starts[place + 1]);
    },
    at(index) {
      let low = 0;
      let high = shown.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (starts[middle + 1]! <= index) low = middle + 1;
        else high = middle;
      }
      const number = shown[low];
      return number === undefined ? undefined : ~number;
    },
    setCollapsed(entry, isCollapsed) {
      const place = placeOf(entry);
      if (place === undefined) return;
      const value = values.get(~entry);
      if (isCollapsed) collapsed.add(value);
      else collapsed.delete(value);
    },
    setAllCollapsed(isCollapsed) {
      collapsed.clear();
      if (isCollapsed) for (const number of shown) collapsed.add(values.get(number));
    },
  };
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
