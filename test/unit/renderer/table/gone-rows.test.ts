import { expect, test } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createGoneRows, releaseAfterMs } from '#renderer/table/gone-rows.ts';

test('the number of a row that is gone is given to another one, but not soon', () => {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  const gone = createGoneRows(table);
  const row = table.ensureRow('call-1');
  gone.remove(row, 0);
  gone.releaseOld(releaseAfterMs - 1);
  expect(table.ensureRow('call-2')).not.toBe(row);
  gone.releaseOld(releaseAfterMs);
  expect(table.ensureRow('call-3')).toBe(row);
});

test('who came back meanwhile keeps the number', () => {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  const gone = createGoneRows(table);
  const row = table.ensureRow('call-1');
  gone.remove(row, 0);
  expect(table.ensureRow('call-1')).toBe(row);
  gone.releaseOld(releaseAfterMs);
  expect(table.has(row)).toBe(true);
  gone.remove(row, releaseAfterMs);
  gone.releaseOld(releaseAfterMs + 1);
  expect(table.ensureRow('call-2')).not.toBe(row);
});

test('of many that went at once only so many keep their numbers, those that went last', () => {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  const gone = createGoneRows(table, 2);
  const rows = ['one', 'two', 'three'].map((key) => table.ensureRow(key));
  for (const row of rows) gone.remove(row, 0);
  gone.releaseOld(1);
  expect(table.ensureRow('four')).toBe(rows[0]);
  expect(rows).not.toContain(table.ensureRow('five'));
});

test('a day of rooms that come and go takes no more rows than there were at once', () => {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  const gone = createGoneRows(table);
  let most = 0;
  for (let minute = 0; minute < 1_440; minute += 1) {
    const nowMs = minute * 60_000;
    for (const row of table.rows()) gone.remove(row, nowMs);
    gone.releaseOld(nowMs);
    for (let call = 0; call < 10; call += 1) most = Math.max(most, table.ensureRow(`call-${minute}-${call}`));
  }
  expect(most).toBeLessThan(10 * (releaseAfterMs / 60_000 + 2));
});
