import type { KeyboardEvent } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listShown } from '#renderer/features/grid-tools/export/list-export.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createMarking } from '#renderer/table/grid/use-marking.ts';
import { createMarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import { createManualScheduler } from '../manual-scheduler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** People who may not publish, by team; the order is held still, then one may, one changes team and one comes. */
function holdAndChange() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const view = createTableView(table);
  const marks = createMarkSet(table);
  const marking = createMarking(view, marks);
  function write(key: string, values: Record<string, string | boolean>): void {
    const row = table.ensureRow(key);
    for (const [column, value] of Object.entries(values)) table.write(row, column, value, 1);
  }
  function settle(): void {
    scheduler.drawFrame();
    vi.advanceTimersByTime(500);
  }
  const read = (rows: Iterable<number>): string => [...rows].map((row) => table.keyOf(row)).join(' ');
  view.setFilter({ columns: new Set(['can']), dependsOnTime: false, test: (get) => get('can') === false });
  write('anna', { can: false, team: 'blue' });
  write('ben', { can: false, team: 'blue' });
  write('dora', { can: false, team: 'blue' });
  settle();
  view.setGroup({ column: 'team', direction: 'ascending' });
  view.freeze('focus');
  write('anna', { can: true });
  write('dora', { team: 'red' });
  write('carla', { can: false, team: 'blue' });
  settle();
  expect(read(view.order()), 'control: nothing has moved').toBe('anna ben dora');
  return { view, marks, marking, write, settle, read, blue: view.entries()[0]! };
}

function press(key: string, keys: { ctrlKey?: boolean } = {}): KeyboardEvent {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, target: null, ...keys } as unknown as KeyboardEvent;
}

it('marks all that match now, not who is shown only because the order is held still', () => {
  const { marks, marking, read } = holdAndChange();
  marking.key(press('a', { ctrlKey: true }), { row: 0, column: 'can' });
  expect(read(marks.rows())).toBe('ben dora carla');
});

it('marks of a group who belongs to it now', () => {
  const { marks, marking, read, blue } = holdAndChange();
  marking.key(press(' ', { ctrlKey: true }), { row: blue, column: 'team' });
  expect(read(marks.rows())).toBe('ben carla');
});

it('takes into a range nobody who is shown only because the order is held still', () => {
  const { view, marks, marking, read } = holdAndChange();
  const [, anna, , dora] = view.entries();
  marks.setAnchor(anna!);
  marking.extendTo(dora!);
  expect(read(marks.rows()), 'anna may now').toBe('ben dora');
  marking.extendTo(anna!);
  expect(read(marks.rows())).toBe('');
  marks.toggle(anna!);
  expect(read(marks.rows()), 'marked by itself').toBe('anna');
});

it('passes over whom the feature says, unless there is nobody else', () => {
  const { view, marks, settle, read } = holdAndChange();
  view.applyOrder();
  settle();
  const only = (...keys: string[]) => {
    marks.clear();
    return createMarking(view, marks, (row) => !keys.includes(read([row])));
  };
  const all = press('a', { ctrlKey: true });
  only('ben', 'dora').key(all, { row: 0, column: 'can' });
  expect(read(marks.rows())).toBe('ben dora');
  const rows = view.entries().filter((entry) => entry >= 0);
  const marking = only('ben', 'dora');
  marks.setAnchor(rows[0]!);
  marking.extendTo(rows.at(-1)!);
  expect(read(marks.rows())).toBe('ben dora');
  only().key(all, { row: 0, column: 'can' });
  expect(read(marks.rows())).toBe('ben dora carla');
});

it('exports as shown nobody who only stays because the order is held still', () => {
  const { view, read } = holdAndChange();
  expect(read(listShown(view))).toBe('ben dora');
});

it('tells whoever has asked that others match, though as many moves wait as before', () => {
  const { view, write, settle, read } = holdAndChange();
  expect(read(view.matching())).toBe('ben carla dora');
  expect(view.matching(), 'the same list until it changes').toBe(view.matching());
  const moves = view.pendingMoves();
  const told = vi.fn();
  view.subscribe(told);
  write('carla', { can: true });
  write('eve', { can: false, team: 'blue' });
  settle();
  expect(view.pendingMoves(), 'control').toBe(moves);
  expect(told).toHaveBeenCalled();
  expect(read(view.matching())).toBe('ben eve dora');
});
