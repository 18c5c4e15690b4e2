import { describe, expect, it } from 'vitest';
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
