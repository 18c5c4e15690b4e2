import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noPreferences } from '#contract/domain/roster-preferences';
import {
  createColumnTypes,
  followColumnTypes,
  readRosterSortType,
} from '#renderer/features/roster/columns/column-types.ts';
import { usePreferences } from '#renderer/features/roster/preferences-store.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import { createManualScheduler } from '../../table/manual-scheduler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  usePreferences.setState({ preferences: noPreferences });
});

it('looks at a bounded number of cells a time, and yet sees every column', () => {
  const table = createColumnTable({ scheduler: createManualScheduler() });
  for (let person = 0; person < 5_000; person++) {
    const row = table.ensureRow(`p${person}`);
    for (let key = 0; key < 50; key++) table.write(row, `attr.k${key}`, String(person % (key + 2)), 1);
  }
  const read = vi.spyOn(table, 'read');
  const types = createColumnTypes(table);
  types.look();
  expect(read.mock.calls.length).toBeLessThanOrEqual(2 * 20 * 210);
  for (let turn = 0; turn < 3; turn++) types.look();
  expect(types.inferred().size).toBe(50);
});

it('sorts by what is in a column, follows what it becomes, and moves nothing while the order is held', () => {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const view = createTableView(table, { sortTypeOf: (column) => readRosterSortType(table, column) });
  view.setSort([{ column: 'attr.seat', direction: 'ascending' }]);
  const say = (seats: Record<string, string>): void => {
    for (const [identity, seat] of Object.entries(seats)) table.write(table.ensureRow(identity), 'attr.seat', seat, 1);
    scheduler.drawFrame();
  };
  const order = (): string => [...view.order()].map((row) => table.keyOf(row)).join(' ');
  const stop = followColumnTypes(table, view);
  say({ ann: '-5', ben: '-40', cem: '3' });
  vi.advanceTimersByTime(1_500);
  expect(order()).toBe('ben ann cem');

  const release = view.freeze('pointer');
  usePreferences.setState({ preferences: { ...noPreferences, types: { 'attr.seat': 'text' } } });
  vi.advanceTimersByTime(3_000);
  expect(order()).toBe('ben ann cem');
  release();
  vi.advanceTimersByTime(1_500);
  const asText = ['-5', '-40', '3'].toSorted(new Intl.Collator(undefined, { numeric: true }).compare);
  const seatOf = new Map([
    ['-5', 'ann'],
    ['-40', 'ben'],
    ['3', 'cem'],
  ]);
  expect(order()).toBe(asText.map((seat) => seatOf.get(seat)).join(' '));
  expect(order()).not.toBe('ben ann cem');
  stop();
});
