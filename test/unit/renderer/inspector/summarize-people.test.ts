import { expect, it } from 'vitest';
import { listWith, maxValues, summarizePeople } from '#renderer/features/inspector/summarize-people.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { CellValue } from '#renderer/table/types.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

function setUp(people: readonly Record<string, CellValue>[]) {
  const table = createColumnTable({ scheduler: createManualScheduler() });
  const rows = people.map((cells, index) => {
    const row = table.ensureRow(`person-${index}`);
    for (const [column, value] of Object.entries(cells)) table.write(row, column, value, 1);
    return row;
  });
  const find = (field: string) => summarizePeople(table, rows).find((summary) => summary.field === field);
  return { table, rows, find };
}

it('values stand with their counts, the most frequent first, nothing and unknown last', () => {
  const teams: CellValue[] = [undefined, null, null, null, 'blue', 'red', 'red', 'green', 'green', 'green'];
  const { find, table, rows } = setUp(teams.map((team) => ({ 'attr.team': team, state: 'active' })));
  expect(find('attr.team')).toEqual({
    field: 'attr.team',
    values: [
      { value: 'green', count: 3 },
      { value: 'red', count: 2 },
      { value: 'blue', count: 1 },
      { value: null, count: 3 },
      { value: undefined, count: 1 },
    ],
    furtherValues: 0,
    isCommon: false,
  });
  expect(find('state')).toMatchObject({ values: [{ value: 'active', count: 10 }], isCommon: true });
  expect(listWith(table, rows, 'attr.team', 'red')).toEqual([rows[5], rows[6]]);
});

it('an attribute that none of them has is left out, one that nobody can tell of is not', () => {
  const { find } = setUp([
    { 'attr.none': null, 'attr.some': undefined },
    { 'attr.none': null, 'attr.some': undefined },
  ]);
  expect(find('attr.none')).toBeUndefined();
  expect(find('attr.some')?.values).toEqual([{ value: undefined, count: 2 }]);
});

it('many different values are cut, and counted', () => {
  const { find } = setUp(Array.from({ length: 120 }, (_, index) => ({ name: `n${index}` })));
  expect(find('name')?.values).toHaveLength(maxValues);
  expect(find('name')?.furtherValues).toBe(120 - maxValues);
});
