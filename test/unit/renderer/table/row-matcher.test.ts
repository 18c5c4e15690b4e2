import { expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createRowMatcher } from '#renderer/table/row-matcher.ts';
import { filterWords } from './filter-words.ts';
import { createManualScheduler } from './manual-scheduler.ts';

function setUp() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const describeCell = vi.fn((column: string, value: unknown) =>
    column !== 'seen' && typeof value === 'string' ? value : '',
  );
  const matcher = createRowMatcher(table, describeCell);
  const row = table.ensureRow('ada');
  table.write(row, 'name', 'Ada', 1);
  table.write(row, 'seen', 1, 1);
  table.write(row, 'note', 7, 1);
  scheduler.drawFrame();
  /** Writes a cell; whether the row is due for it, and what is found then. */
  function change(column: string, value: string | number | null): [boolean, boolean] {
    const since = table.stamp();
    describeCell.mockClear();
    table.write(row, column, value, 2);
    scheduler.drawFrame();
    return [matcher.isDue(row, since), matcher.test(row, 0)];
  }
  return { matcher, describeCell, change };
}

it('puts a row into words again only when other words stand in it', () => {
  const { matcher, describeCell, change } = setUp();
  matcher.setFilter(filterWords('ada'));
  expect(matcher.test(0, 0)).toBe(true);
  expect(change('seen', 2)).toEqual([false, true]);
  expect(describeCell).not.toHaveBeenCalledWith('name', 'Ada');
  // Controls: words that change, that stand where none stood before, and that go from there.
  expect(change('name', 'Bob')).toEqual([true, false]);
  expect(change('note', 'ada')).toEqual([true, true]);
  expect(change('note', null)).toEqual([true, false]);
  expect(change('new', 'ada')).toEqual([true, true]);
});
