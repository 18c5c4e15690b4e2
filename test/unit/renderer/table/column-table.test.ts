import { describe, expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualTime } from './manual-scheduler.ts';

function makeTable() {
  const time = createManualTime();
  return { time, table: createColumnTable({ scheduler: time }) };
}

describe('column table', () => {
  it('keeps a row per key, and a removed row’s number is not given to somebody else', () => {
    const { table } = makeTable();
    const amara = table.ensureRow('amara');
    expect(table.ensureRow('amara')).toBe(amara);
    table.removeRow(amara);
    expect(table.findRow('amara')).toBeUndefined();
    expect(table.ensureRow('jonas')).not.toBe(amara);
    expect(table.ensureRow('amara')).not.toBe(amara);
  });

  it('tells listeners once per frame, however many cells changed, and not at all for equal values', () => {
    const { table, time } = makeTable();
    const row = table.ensureRow('amara');
    time.pass();
    const onRow = vi.fn();
    const onChanges = vi.fn();
    table.subscribeRow(row, onRow);
    table.subscribeChanges(onChanges);
    table.write(row, 'name', 'Amara', 1);
    table.write(row, 'state', 'active', 1);
    expect(onRow).not.toHaveBeenCalled();
    time.pass();
    expect(onRow).toHaveBeenCalledTimes(1);
    expect(onChanges).toHaveBeenCalledExactlyOnceWith(new Set([row]));
    expect(table.write(row, 'name', 'Amara', 2)).toBe(false);
    time.pass();
    expect(onRow).toHaveBeenCalledTimes(1);
  });

  it('gives the same snapshot until a shown value moves, and the new values then', () => {
    const { table } = makeTable();
    const row = table.ensureRow('amara');
    const shown = ['name', 'state'];
    table.write(row, 'name', 'Amara', 1);
    const before = table.rowSnapshot(row, shown);
    expect(before).toEqual(['Amara', undefined]);
    expect(table.rowSnapshot(row, shown)).toBe(before);
    table.write(row, 'elsewhere', 1, 2);
    expect(table.rowSnapshot(row, shown)).toBe(before);
    table.write(row, 'state', 'active', 3);
    expect(table.rowSnapshot(row, shown)).toEqual(['Amara', 'active']);
  });

  it('says when a cell changed, but not for its first value', () => {
    const { table } = makeTable();
    const row = table.ensureRow('amara');
    table.write(row, 'team', 'red', 10);
    expect(table.changedAt(row, 'team')).toBe(0);
    table.write(row, 'team', 'blue', 20);
    expect(table.changedAt(row, 'team')).toBe(20);
  });

  it('counts who has a value, unknown and nothing-to-know left out', () => {
    const { table, time } = makeTable();
    const onColumns = vi.fn();
    table.subscribeColumns(onColumns);
    const [amara, jonas, mei] = ['amara', 'jonas', 'mei'].map((key) => table.ensureRow(key)) as [
      number,
      number,
      number,
    ];
    table.write(amara, 'attr.team', 'red', 1);
    table.write(jonas, 'attr.team', '', 1);
    table.write(mei, 'attr.team', null, 1);
    expect(table.countKnown('attr.team')).toBe(2);
    time.pass();
    expect(onColumns).toHaveBeenCalledTimes(1);
    table.write(amara, 'attr.team', null, 2);
    table.removeRow(jonas);
    expect(table.countKnown('attr.team')).toBe(0);
  });
});
