import { describe, expect, it } from 'vitest';
import { parseFilter } from '#contract/filter/parse-filter';
import { describeTotal } from '#renderer/features/roster/columns/describe-total.ts';
import { writtenTime } from '#renderer/features/roster/columns/infer-type.ts';
import { readAs } from '#renderer/table/sort-keys.ts';

describe('a value as its column’s type has it', () => {
  it.each([
    ['number', '12.5', 12.5],
    ['number', ' 007 ', 7],
    ['number', '', ''],
    ['number', 'twelve', 'twelve'],
    ['number', true, 1],
    ['time', '1795276695175', 1_795_276_695_175],
    ['time', '1795276695', 1_795_276_695_000],
    ['time', 1_795_276_695, 1_795_276_695_000],
    ['time', '2026-11-21T15:36:37Z', Date.parse('2026-11-21T15:36:37Z')],
    ['time', 'soon', 'soon'],
    ['time', 'Seat 3', 'Seat 3'],
    ['time', '5', '5'],
    ['number', '0x10', '0x10'],
    ['number', 'Infinity', 'Infinity'],
    ['boolean', 'Yes', true],
    ['boolean', '0', false],
    ['boolean', 'perhaps', 'perhaps'],
    ['text', 12, '12'],
    [undefined, 12, 12],
    [{ values: ['low', 'high'] }, 'high', 'high'],
    [{ values: ['low', 'high'] }, 3, '3'],
  ] as const)('%o reads %o as %o', (type, value, read) => {
    expect(readAs(type, value)).toBe(read);
  });

  it.each(['number', 'time', 'boolean', 'text', undefined] as const)('of %s leaves open what is not known', (type) => {
    expect(readAs(type, undefined)).toBeUndefined();
    expect(readAs(type, Number.NaN)).toBeUndefined();
    expect(readAs(type, null)).toBeNull();
  });
});

describe('a time', () => {
  const after2000 = parseFilter('attr.at>2000-01-01');
  if (!after2000.ok) throw new Error('not read');

  it.each([
    ['1690000000', true],
    ['1600000000000', true],
    [1_690_000_000, true],
    ['2018-01-01', true],
    ['2018-01-01 10:00', true],
    ['Seat 3', false],
    ['team 7', false],
    ['2018-01-01 or later', false],
    ['123456789', false],
    ['12', false],
  ])('%o is the same to sort, totals and filter', (value, isTime) => {
    const now = Date.now();
    expect(typeof readAs('time', value) === 'number').toBe(isTime);
    expect(describeTotal({ name: 'attr.at', type: writtenTime }, [value], now).text !== '–').toBe(isTime);
    expect(after2000.filter.test(() => value, now)).toBe(isTime);
  });

  it('sorts among others however it is written', () => {
    const values = ['1600000000000', '2023-01-01', '1700000000', '2019-06-01T12:00Z'];
    const read = (value: string): number => Number(readAs('time', value));
    expect(values.toSorted((one, other) => read(one) - read(other))).toEqual([
      '2019-06-01T12:00Z',
      '1600000000000',
      '2023-01-01',
      '1700000000',
    ]);
  });
});
