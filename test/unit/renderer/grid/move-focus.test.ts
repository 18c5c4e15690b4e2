import { describe, expect, it } from 'vitest';
import { cycleSort, moveFocus } from '#renderer/table/grid/move-focus.ts';

const bounds = { rowCount: 100, columnCount: 12, pageRows: 20 };
const from = { row: 50, column: 5 };

function move(key: string, isControl = false, place = from) {
  return moveFocus(place, { key, isControl }, bounds);
}

describe('keys in a grid', () => {
  it('go to the neighbour and stop at the edges, the head being the first row', () => {
    expect(move('ArrowUp')).toEqual({ row: 49, column: 5 });
    expect(move('ArrowDown')).toEqual({ row: 51, column: 5 });
    expect(move('ArrowLeft')).toEqual({ row: 50, column: 4 });
    expect(move('ArrowRight')).toEqual({ row: 50, column: 6 });
    expect(move('ArrowUp', false, { row: 0, column: 0 })).toEqual({ row: -1, column: 0 });
    expect(move('ArrowUp', false, { row: -1, column: 0 })).toEqual({ row: -1, column: 0 });
    expect(move('ArrowLeft', false, { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
    expect(move('ArrowDown', false, { row: 99, column: 11 })).toEqual({ row: 99, column: 11 });
    expect(move('ArrowRight', false, { row: 99, column: 11 })).toEqual({ row: 99, column: 11 });
  });

  it('go to the ends of the row, and of the grid with Control', () => {
    expect(move('Home')).toEqual({ row: 50, column: 0 });
    expect(move('End')).toEqual({ row: 50, column: 11 });
    expect(move('Home', true)).toEqual({ row: 0, column: 0 });
    expect(move('End', true)).toEqual({ row: 99, column: 11 });
  });

  it('go by pages, keeping one row in sight', () => {
    expect(move('PageDown')).toEqual({ row: 69, column: 5 });
    expect(move('PageUp')).toEqual({ row: 31, column: 5 });
    expect(move('PageUp', false, { row: 3, column: 5 })).toEqual({ row: 0, column: 5 });
    expect(move('PageDown', false, { row: 95, column: 5 })).toEqual({ row: 99, column: 5 });
  });

  it('stay in the head while there are no rows', () => {
    const empty = { rowCount: 0, columnCount: 3, pageRows: 10 };
    for (const key of ['ArrowDown', 'PageDown', 'PageUp', 'Home', 'End']) {
      expect(moveFocus({ row: -1, column: 1 }, { key, isControl: true }, empty)?.row, key).toBe(-1);
    }
  });

  it('leave other keys to others', () => {
    expect(move('a')).toBeUndefined();
    expect(move('Escape')).toBeUndefined();
  });
});

describe('the sort of a column', () => {
  it('goes ascending, descending, none', () => {
    const first = cycleSort([], 'name', false);
    expect(first).toEqual([{ column: 'name', direction: 'ascending' }]);
    const second = cycleSort(first, 'name', false);
    expect(second).toEqual([{ column: 'name', direction: 'descending' }]);
    expect(cycleSort(second, 'name', false)).toEqual([]);
    expect(cycleSort(second, 'kind', false)).toEqual([{ column: 'kind', direction: 'ascending' }]);
  });

  it('keeps the other columns where one is added', () => {
    const up = (column: string) => ({ column, direction: 'ascending' as const });
    const down = (column: string) => ({ column, direction: 'descending' as const });
    expect(cycleSort([up('kind')], 'name', true)).toEqual([up('kind'), up('name')]);
    expect(cycleSort([up('kind'), up('name')], 'kind', true)).toEqual([down('kind'), up('name')]);
    expect(cycleSort([down('kind'), up('name')], 'kind', true)).toEqual([up('name')]);
    expect(cycleSort([up('kind'), up('name')], 'name', false), 'alone now').toEqual([up('name')]);
  });
});
