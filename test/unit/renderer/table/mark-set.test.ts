import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createMarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { RowNumber } from '#renderer/table/types.ts';
import { createManualScheduler } from './manual-scheduler.ts';
import { filterWords } from './filter-words.ts';

function setUp(...keys: string[]) {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const view = createTableView(table, { collator: new Intl.Collator('en') });
  const rows = keys.map((key) => {
    const row = table.ensureRow(key);
    table.write(row, 'name', key, 1);
    return row;
  });
  const settle = (): void => {
    scheduler.drawFrame();
    vi.advanceTimersByTime(500);
  };
  settle();
  const marks = createMarkSet(table);
  const read = (): string => [...marks.rows()].map((row) => table.keyOf(row)).join(' ');
  return { table, view, marks, rows, read, settle, row: (key: string): RowNumber => table.findRow(key)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('marks', () => {
  it('are set one by one, in ranges, for all that match, and inverted', () => {
    const { marks, view, read, row } = setUp('a', 'b', 'c', 'd', 'e');
    marks.toggle(row('b'));
    expect(read()).toBe('b');
    marks.extendTo(row('d'), view.order());
    expect(read()).toBe('b c d');
    marks.extendTo(row('a'), view.order());
    expect(read(), 'the other way, in place of the range before').toBe('a b');
    marks.toggle(row('a'));
    marks.toggle(row('b'));
    expect(read()).toBe('');
    view.setFilter({ columns: new Set(['name']), dependsOnTime: false, test: (get) => get('name') !== 'c' });
    marks.set(view.order(), true);
    expect(read()).toBe('a b d e');
    marks.toggle(row('c'));
    marks.invert(view.order());
    expect(read(), 'what is not shown stays as it is').toBe('c');
    marks.clear();
    expect([marks.size(), read()]).toEqual([0, '']);
  });

  it('take what was marked before out of no range', () => {
    const { marks, view, read, row } = setUp('a', 'b', 'c', 'd');
    marks.toggle(row('d'));
    marks.setAnchor(row('a'));
    marks.extendTo(row('d'), view.order());
    marks.extendTo(row('b'), view.order());
    expect(read()).toBe('a b d');
  });

  it('are taken from nobody by a range that begins out of its sight, or no longer shows who it marked', () => {
    const { marks, view, read, row } = setUp('a', 'b', 'c', 'd', 'e', 'f');
    const only = (...names: string[]): void =>
      view.setFilter({
        columns: new Set(['name']),
        dependsOnTime: false,
        test: (get) => names.includes(String(get('name'))),
      });
    marks.toggle(row('a'));
    marks.extendTo(row('d'), view.order());
    only('d', 'e', 'f');
    marks.extendTo(row('f'), view.order());
    expect(read(), 'the anchor is out of sight').toBe('a b c d f');
    view.setFilter(undefined);
    marks.clear();
    marks.toggle(row('a'));
    marks.extendTo(row('d'), view.order());
    only('a', 'b', 'd');
    marks.extendTo(row('b'), view.order());
    expect(read(), 'c is out of sight').toBe('a b c');
  });

  it('survive filter and sort', () => {
    const { marks, view, read, row } = setUp('a', 'b', 'c');
    marks.toggle(row('c'));
    view.setSort([{ column: 'name', direction: 'descending' }]);
    view.setFilter(filterWords('a'));
    expect(read()).toBe('c');
    view.setFilter(undefined);
    expect([...view.order()].map((one) => marks.has(one))).toEqual([true, false, false]);
  });

  it('follow whoever comes back, and never pass to somebody else', () => {
    const { table, marks, read, settle, row } = setUp('a', 'b');
    const marked = row('a');
    marks.toggle(marked);
    table.removeRow(marked);
    table.release(marked);
    settle();
    expect(table.ensureRow('new')).not.toBe(marked);
    expect(read()).toBe('a');
    expect(table.ensureRow('a')).toBe(marked);
    expect(marks.has(table.ensureRow('a'))).toBe(true);

    table.removeRow(marked);
    table.release(marked);
    marks.clear();
    settle();
    expect(table.ensureRow('while a range begins there')).not.toBe(marked);

    // Control: with the mark gone the number is free again.
    marks.setAnchor(row('b'));
    settle();
    expect(table.ensureRow('newer')).toBe(marked);
  });

  it('tell their listeners, and stay the same list until they change', () => {
    const { marks, row } = setUp('a', 'b');
    const told = vi.fn();
    marks.subscribe(told);
    marks.toggle(row('b'));
    expect(told).toHaveBeenCalledTimes(1);
    expect(marks.rows()).toBe(marks.rows());
  });
});
