import { expect, test } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from './manual-scheduler.ts';

function listKeys(count: number, name: string): string[] {
  return Array.from({ length: count }, (_none, index) => `${name}-${index}`);
}

test('a log that turns over while its old rows are still shown asks whoever shows them once a row, not once for each pair', () => {
  const count = 300;
  const table = createColumnTable({ scheduler: createManualScheduler() });
  let asked = 0;
  table.guardRelease(() => {
    asked++;
    return true;
  });
  const rows = listKeys(count, 'old').map((key) => table.ensureRow(key));
  for (const row of rows) {
    table.removeRow(row);
    table.release(row);
  }
  for (const key of listKeys(count, 'new')) table.ensureRow(key);
  expect(asked).toBeLessThanOrEqual(2 * count);
});

test('numbers that were held when they were given free are given to others once nobody holds them', () => {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  let isShown = true;
  table.guardRelease(() => isShown);
  const old = table.ensureRow('old');
  table.removeRow(old);
  table.release(old);
  expect(table.ensureRow('while it is shown')).not.toBe(old);
  isShown = false;
  scheduler.drawFrame();
  expect(table.ensureRow('afterwards')).toBe(old);
});
