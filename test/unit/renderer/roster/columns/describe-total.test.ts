import { expect, it } from 'vitest';
import { describeTotal } from '#renderer/features/roster/columns/describe-total.ts';
import type { CellValue } from '#renderer/table/types.ts';

const nowMs = Date.UTC(2026, 2, 1, 12);

const cases: readonly [string, readonly CellValue[], string, string][] = [
  [
    'number',
    ['3', 4, 'soon', null, undefined, ''],
    'Σ 7',
    'sum 7, least 3, most 4, mean 3.5; 3 of 6 have a value, 1 unknown',
  ],
  ['number', [null, ''], '–', '0 of 2 have a value'],
  ['time', [nowMs - 5_000, nowMs - 66_000, null], '1:06', 'oldest 1:06, newest 5 s; 2 of 3 have a value'],
  [
    'written-time',
    [String((nowMs - 30_000) / 1_000), '2026-03-01T11:59:00Z'],
    '1:00',
    'oldest 1:00, newest 30 s; 2 of 2 have a value',
  ],
  [
    'boolean',
    [true, 'no', 'yes', null, undefined],
    '67 %',
    '2 yes, 67 % of who has a value; 3 of 5 have a value, 1 unknown',
  ],
  [
    'right',
    ['can', 'all', 'cannot', undefined],
    '67 %',
    '2 allowed, 67 % of who has a value; 3 of 4 have a value, 1 unknown',
  ],
  ['track', ['live', 'muted', null], '1', '1 live, 1 muted, 1 without'],
  ['text', ['a', '', null, 'b'], '2', '2 of 4 have a value'],
];

it.each(cases)('sums a column of %s up: %j', (type, values, text, detail) => {
  expect(describeTotal({ name: 'attr.x', type }, values, nowMs)).toEqual({ text, detail });
});

it('counts who is shown under the column that names the row', () => {
  expect(describeTotal({ name: 'identity', type: 'text' }, ['ann', 'ben'], nowMs).text).toBe('2 shown');
});
