import { describe, expect, it } from 'vitest';
import { layOutColumns, listDrawnColumns, windowColumns, nameColumnOf } from '#renderer/table/grid/column-layout.ts';
import type { GridColumn } from '#renderer/table/types.ts';

function column(name: string, pin: GridColumn['pin'] = 'none'): GridColumn {
  return { name, group: '', label: name, type: 'text', widthPx: 100, align: 'start', pin };
}

function many(count: number): GridColumn[] {
  return Array.from({ length: count }, (_, index) => column(`c${index}`));
}

describe('the columns of a grid', () => {
  it('are drawn pinned ones first and last, counted from one', () => {
    const layout = layOutColumns([column('a'), column('end', 'end'), column('start', 'start'), column('b')]);
    expect(layout.ordered.map(({ name }) => name)).toEqual(['start', 'a', 'b', 'end']);
    expect([...layout.start, ...layout.middle, ...layout.end].map(({ index }) => index)).toEqual([1, 2, 3, 4]);
    expect(layout).toMatchObject({ startPx: 100, middlePx: 200, endPx: 100 });
  });

  it('that are pinned at the end keep their distance from the end', () => {
    const { end } = layOutColumns([column('one', 'end'), column('two', 'end')]);
    expect(end.map(({ column: { name }, offsetPx, index }) => [name, offsetPx, index])).toEqual([
      ['one', 100, 1],
      ['two', 0, 2],
    ]);
  });

  it('are all drawn while they are few, or the width is not known yet', () => {
    expect(windowColumns(layOutColumns(many(25)), 900, 400)).toEqual({ first: 0, last: 25 });
    expect(windowColumns(layOutColumns(many(60)), 900, 0)).toEqual({ first: 0, last: 60 });
  });

  it('are windowed when they are many, and each one in sight is drawn', () => {
    const layout = layOutColumns([column('start', 'start'), ...many(60), column('end', 'end')]);
    for (let scrolledPx = 0; scrolledPx <= 5_200; scrolledPx += 37) {
      const { first, last } = windowColumns(layout, scrolledPx, 1_000);
      expect(layout.middle[first]?.offsetPx ?? 0).toBeLessThanOrEqual(scrolledPx);
      expect((layout.middle[last]?.offsetPx ?? layout.middlePx) >= Math.min(layout.middlePx, scrolledPx + 800)).toBe(
        true,
      );
      expect(last - first).toBeLessThan(20);
    }
  });

  it('stay drawn out of sight where the focus is, in their order, and only there', () => {
    const layout = layOutColumns([column('start', 'start'), ...many(60)]);
    const window = { first: 20, last: 30 };
    const names = (focused?: string): string[] =>
      listDrawnColumns(layout, window, focused).drawn.map(({ column: { name } }) => name);
    expect(names()).toHaveLength(10);
    expect(names('c25')).toHaveLength(10);
    expect(names('start')).toHaveLength(10);
    expect(names('c3').slice(0, 2)).toEqual(['c3', 'c20']);
    expect(names('c55').slice(-2)).toEqual(['c29', 'c55']);
    expect(listDrawnColumns(layout, window, 'c55').parked?.column.name).toBe('c55');
    expect(listDrawnColumns(layout, window, 'c25').parked).toBeUndefined();
  });
});

it('names a hidden column by its field, with what somebody in the room wrote spelled out', () => {
  const told = nameColumnOf([], `attr.a\u202Eb${'x'.repeat(200)}`);
  expect(told).not.toContain('\u202E');
  expect(told).toContain('202E');
  expect(told.length).toBeLessThan(100);
});
