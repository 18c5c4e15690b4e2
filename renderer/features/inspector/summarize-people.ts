/** What several people have in common and in what they differ: for each field its values with how many have each. Pure but for the table it reads. */
import type { CellValue } from '#contract/cell-value';
import { compareNames } from '#contract/compare-names';
import { participantFields, readAttributeFieldName } from '#contract/fields';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';
import { restlessFields } from './restless-fields.ts';

export interface ValueCount {
  /** `undefined` is unknown, `null` nothing. */
  value: CellValue;
  count: number;
}

export interface FieldSummary {
  field: string;
  /** Those that most have come first; at most `maxValues`. */
  values: readonly ValueCount[];
  /** How many further values there are. */
  furtherValues: number;
  /** All have the same. */
  isCommon: boolean;
}

/** Different for everybody; times are too. */
const unfit = new Set(['identity', 'sid']);
export const maxValues = 50;

/** Fields in the order of the registry, then attributes in order of first sight; attributes that none of them has are left out. */
export function summarizePeople(table: ColumnTable, rows: readonly RowNumber[]): FieldSummary[] {
  const fields = participantFields
    .filter(({ name, type }) => type !== 'time' && !unfit.has(name) && !restlessFields.has(name))
    .map(({ name }) => name);
  const attributes = table.columns().filter((name) => readAttributeFieldName(name) !== undefined);
  return [
    ...fields.map((field) => summarizeField(table, rows, field)),
    ...attributes
      .map((field) => summarizeField(table, rows, field))
      .filter(({ values, isCommon }) => !isCommon || values[0]?.value !== null),
  ];
}

function summarizeField(table: ColumnTable, rows: readonly RowNumber[], field: string): FieldSummary {
  const counts = new Map<CellValue, number>();
  for (const row of rows) {
    const value = table.read(row, field);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts]
    .map(([value, count]) => ({ value, count }))
    // What nobody can say of them comes last, whatever its count.
    .toSorted(
      (one, other) =>
        rank(one.value) - rank(other.value) ||
        other.count - one.count ||
        compareNames(String(one.value), String(other.value)),
    );
  return {
    field,
    values: values.slice(0, maxValues),
    furtherValues: Math.max(0, values.length - maxValues),
    isCommon: values.length === 1,
  };
}

function rank(value: CellValue): number {
  if (value === undefined) return 2;
  return value === null ? 1 : 0;
}

/** Rows of those that have a value. */
export function listWith(
  table: ColumnTable,
  rows: readonly RowNumber[],
  field: string,
  value: CellValue,
): readonly RowNumber[] {
  return rows.filter((row) => table.read(row, field) === value);
}
