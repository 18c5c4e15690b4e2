import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capPins, findPinCap } from '#renderer/table/grid/cap-pins.ts';
import { layOutColumns } from '#renderer/table/grid/column-layout.ts';
import type { GridColumn } from '#renderer/table/types.ts';

function make(name: string, widthPx: number, pin: GridColumn['pin']): GridColumn {
  return { name, group: '', label: name, type: 'text', widthPx, align: 'start', pin };
}

function lay(columns: readonly GridColumn[], widthPx: number) {
  return layOutColumns(capPins(columns, findPinCap(columns, widthPx)));
}

const columns = [
  make('identity', 200, 'start'),
  make('name', 150, 'start'),
  make('team', 150, 'start'),
  make('mic', 400, 'none'),
  make('camera', 400, 'none'),
  make('seen', 100, 'end'),
  make('source', 60, 'end'),
];

it('lets the innermost go until a third scrolls; they scroll beside where they were held, and say why', () => {
  const { start, end, ordered } = lay(columns, 700);
  expect(start.map(({ column }) => column.name)).toEqual(['identity']);
  expect(end.map(({ column }) => column.name)).toEqual(['seen', 'source']);
  expect(ordered.map(({ name }) => name)).toEqual(['identity', 'name', 'team', 'mic', 'camera', 'seen', 'source']);
  const team = ordered.find(({ name }) => name === 'team');
  expect(team).toMatchObject({
    pin: 'none',
    wantedPin: 'start',
    hint: expect.stringContaining('once there is room') as string,
  });
});

it('leaves all as it is where there is room, or nothing has to scroll', () => {
  expect(capPins(columns, findPinCap(columns, 1_000))).toBe(columns);
  const few = columns.filter(({ pin }) => pin !== 'none');
  expect(capPins(few, findPinCap(few, 700))).toBe(few);
  expect(capPins(columns, findPinCap(columns, 0)), 'not measured yet').toBe(columns);
});

it('always leaves a third to scroll where anything has to, and the first column in its place', () => {
  const column = fc.tuple(
    fc.integer({ min: 24, max: 1_000 }),
    fc.constantFrom('start' as const, 'none' as const, 'end' as const),
  );
  fc.assert(
    fc.property(
      fc.array(column, { maxLength: 20 }),
      fc.integer({ min: 24, max: 1_000 }),
      fc.integer({ min: 100, max: 2_000 }),
      (rest, firstPx, widthPx) => {
        const all = [make('identity', firstPx, 'start'), ...rest.map(([px, pin], index) => make(`c${index}`, px, pin))];
        const layout = lay(all, widthPx);
        expect(layout.start[0]?.column.name).toBe('identity');
        expect(layout.ordered.map(({ name }) => name).toSorted()).toEqual(all.map(({ name }) => name).toSorted());
        expect(
          layout.ordered.map(({ name }) => name),
          'nothing changes its place',
        ).toEqual(layOutColumns(all).ordered.map(({ name }) => name));
        const sumPx = all.reduce((sum, each) => sum + each.widthPx, 0);
        if (sumPx > widthPx) expect(layout.startPx + layout.endPx).toBeLessThanOrEqual((widthPx * 2) / 3);
      },
    ),
  );
});
