import { describe, expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from './manual-scheduler.ts';

function setUp() {
  const scheduler = createManualScheduler();
  return { scheduler, table: createColumnTable({ scheduler }) };
}

describe('cells', () => {
  it('tells whether a value moved and when', () => {
    const { table } = setUp();
    const row = table.ensureRow('ada');
    expect(table.changedAt(row, 'name')).toBe(0);
    expect(table.write(row, 'name', 'Ada', 10)).toBe(true);
    expect(table.write(row, 'name', 'Ada', 20)).toBe(false);
    expect(table.changedAt(row, 'name')).toBe(10);
    expect(table.read(row, 'name')).toBe('Ada');
    expect(table.read(row, 'never-written')).toBeUndefined();
  });

  it('counts what is known in a column through writes and removals', () => {
    const { table } = setUp();
    const [ada, bob] = [table.ensureRow('ada'), table.ensureRow('bob')];
    table.write(ada, 'team', '', 1);
    table.write(bob, 'team', null, 1);
    expect(table.countKnown('team')).toBe(1);
    table.write(bob, 'team', 'red', 2);
    expect(table.countKnown('team')).toBe(2);
    table.removeRow(ada);
    expect(table.countKnown('team')).toBe(1);
    table.ensureRow('ada');
    expect(table.countKnown('team')).toBe(1);
    table.write(bob, 'team', undefined, 3);
    expect(table.countKnown('team')).toBe(0);
  });
});

describe('rows', () => {
  it('keeps a key its number until it is released, and starts it without cells', () => {
    const { table } = setUp();
    const ada = table.ensureRow('ada');
    table.write(ada, 'name', 'Ada', 1);
    table.removeRow(ada);
    expect(table.findRow('ada')).toBeUndefined();
    expect(table.keyOf(ada)).toBe('ada');
    expect(table.read(ada, 'name'), 'a held view still shows the row').toBe('Ada');
    expect(table.ensureRow('bob')).not.toBe(ada);
    expect(table.ensureRow('ada')).toBe(ada);
    expect(table.read(ada, 'name')).toBeUndefined();
  });

  it('gives a released number to the next key, but never one that is in use', () => {
    const { table } = setUp();
    const ada = table.ensureRow('ada');
    table.release(ada);
    expect(table.findRow('ada')).toBe(ada);
    table.removeRow(ada);
    table.release(ada);
    table.release(ada);
    expect(table.ensureRow('bob')).toBe(ada);
    expect(table.ensureRow('cleo')).not.toBe(ada);
  });

  it('lists rows in order of first sight, as the same array until one comes or goes', () => {
    const { table } = setUp();
    const rows = ['b', 'a', 'c'].map((key) => table.ensureRow(key));
    const listed = table.rows();
    expect(listed).toEqual(rows);
    table.write(rows[0]!, 'x', 1, 1);
    expect(table.rows()).toBe(listed);
    table.removeRow(rows[1]!);
    expect(table.rows()).toEqual([rows[0], rows[2]]);
  });
});

describe('snapshots', () => {
  it('are the same array until one of the asked columns moves', () => {
    const { table } = setUp();
    const row = table.ensureRow('ada');
    const [names, states] = [['name'], ['state']];
    table.write(row, 'name', 'Ada', 1);
    const first = table.rowSnapshot(row, names);
    const state = table.rowSnapshot(row, states);
    expect(first).toEqual(['Ada']);
    table.write(row, 'level', 3, 2);
    expect(table.rowSnapshot(row, names)).toBe(first);
    table.write(row, 'name', 'Ada L.', 3);
    expect(table.rowSnapshot(row, names)).toEqual(['Ada L.']);
    expect(table.rowSnapshot(row, states)).toBe(state);
  });

  it('of a row that was taken out are stable too', () => {
    const { table } = setUp();
    const row = table.ensureRow('ada');
    const names = ['name'];
    table.removeRow(row);
    expect(table.rowSnapshot(row, names)).toBe(table.rowSnapshot(row, names));
  });
});

describe('notices', () => {
  it('come once per frame for all that changed', () => {
    const { table, scheduler } = setUp();
    const [ada, bob] = [table.ensureRow('ada'), table.ensureRow('bob')];
    scheduler.drawFrame();
    const onAda = vi.fn();
    const onBob = vi.fn();
    const onChanges = vi.fn<(rows: ReadonlySet<number>) => void>();
    const onColumns = vi.fn();
    table.subscribeRow(ada, onAda);
    const stopBob = table.subscribeRow(bob, onBob);
    table.subscribeChanges(onChanges);
    table.subscribeColumns(onColumns);
    for (let value = 0; value < 50; value++) table.write(ada, 'level', value, value);
    expect(onAda).not.toHaveBeenCalled();
    expect(scheduler.drawFrame()).toBe(1);
    expect(onAda).toHaveBeenCalledTimes(1);
    expect(onBob).not.toHaveBeenCalled();
    expect(onColumns).toHaveBeenCalledTimes(1);
    expect([...onChanges.mock.calls[0]![0]]).toEqual([ada]);
    expect(scheduler.drawFrame(), 'nothing changed, nothing is planned').toBe(0);
    stopBob();
    table.write(bob, 'level', 1, 1);
    scheduler.drawFrame();
    expect(onBob).not.toHaveBeenCalled();
  });

  it('stop when the table is disposed of', () => {
    const { table, scheduler } = setUp();
    const onChanges = vi.fn();
    table.subscribeChanges(onChanges);
    table.ensureRow('ada');
    table.dispose();
    expect(scheduler.drawFrame()).toBe(0);
    table.ensureRow('bob');
    expect(scheduler.drawFrame()).toBe(0);
    expect(onChanges).not.toHaveBeenCalled();
  });
});
