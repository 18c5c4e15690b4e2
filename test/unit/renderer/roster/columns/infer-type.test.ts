import { describe, expect, it } from 'vitest';
import { readTimeMs } from '#contract/written-time';
import { inferType } from '#renderer/features/roster/columns/infer-type.ts';
import type { ChosenType } from '#contract/domain/roster-preferences';
import type { CellValue } from '#renderer/table/types.ts';

const cases: readonly [string, readonly CellValue[], ChosenType | undefined][] = [
  ['nobody has a value', [undefined, null, ''], undefined],
  ['words of yes and no', ['true', 'false', 'Yes', ' off ', null], 'boolean'],
  ['JSON’s true and false', [true, false, undefined], 'boolean'],
  ['0 and 1 are numbers', ['0', '1', '1', '0'], 'number'],
  ['numbers and texts of numbers', [1, '2', '-3.5', '4e3', ''], 'number'],
  ['leading zeros are names', ['007', '012', '003'], 'text'],
  ['ids that a number would round', ['1234567890123456789', '1234567890123456788'], 'text'],
  ['telephone numbers', ['+4930123456', '+4930123457'], 'text'],
  ['seconds since 1970', ['1795278088', '1795278000.5'], 'time'],
  ['milliseconds since 1970', [1_795_278_088_000, '1795278088123'], 'time'],
  ['ISO 8601', ['2026-03-01T10:14:32Z', '2026-03-01', '2026-03-01 10:14:32+01:00'], 'time'],
  ['no such day', ['2026-13-45', '2026-13-46'], 'text'],
  ['some numbers as large as times', ['5', '12', '1795278088'], 'number'],
  ['few words that several have', ['red', 'blue', 'red', 'blue', 'red'], 'enumeration'],
  ['words that nobody shares', ['ann', 'ben', 'cem'], 'text'],
  ['long texts that several have', ['x'.repeat(50), 'x'.repeat(50)], 'text'],
  ['one of ten writes something else', [...Array.from({ length: 10 }, (_, index) => String(index)), 'soon'], 'number'],
  ['one of three writes something else', ['1', '2', 'soon'], 'text'],
  ['infinite, hexadecimal and empty numbers', ['Infinity', '0x10', 'NaN'], 'text'],
];

describe('the type of a column', () => {
  it.each(cases)('%s', (_name, values, type) => {
    expect(inferType(values)).toBe(type);
  });

  it('stays what it was until most values say otherwise, and while nobody has one', () => {
    expect(inferType(['1', '2', '3', 'soon'], 'number')).toBe('number');
    expect(inferType(['1', 'a', 'b', 'soon'], 'number')).toBe('text');
    expect(inferType([undefined], 'number')).toBe('number');
    expect(inferType(['1795278088', '1795278000', '5'], 'time')).toBe('number');
  });

  it('reads times of seconds, milliseconds and ISO 8601 alike, and nothing else', () => {
    const atMs = Date.UTC(2026, 2, 1, 10, 14, 32);
    for (const value of [atMs, atMs / 1_000, String(atMs), `${atMs / 1_000}`, '2026-03-01T10:14:32Z'])
      expect(readTimeMs(value), String(value)).toBe(atMs);
    for (const value of [5, '12', 'soon', '1e12', true, null, undefined, '99999999999999'])
      expect(readTimeMs(value), String(value)).toBeUndefined();
  });
});
