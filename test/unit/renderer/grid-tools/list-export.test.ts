import { afterEach, expect, it } from 'vitest';
import { noPreferences } from '#contract/domain/roster-preferences';
import { fail, succeed } from '#contract/result';
import { replaceBridge } from '#renderer/lib/bridge.ts';
import { compileMasks } from '#renderer/lib/masks.ts';
import { listExport, maskJson, nameExportFile } from '#renderer/features/grid-tools/export/list-export.ts';
import {
  changePreferences,
  readMasks,
  readPreferences,
  usePreferences,
} from '#renderer/features/roster/preferences-store.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { makeFacts } from '../room/facts.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

afterEach(() => replaceBridge(undefined));

it('lists rows as they are, masked, without those that are gone', () => {
  const table = createColumnTable({ scheduler: createManualScheduler() });
  const [ada, bob] = [table.ensureRow('ada'), table.ensureRow('bob')];
  table.write(ada, 'attr.email', 'a@b', 1);
  table.write(bob, 'attr.email', null, 1);
  table.write(ada, 'level', 2, 1);
  expect(listExport(table, [ada, bob], ['attr.email', 'level'], compileMasks(['attr.email']))).toEqual({
    columns: ['attr.email', 'level'],
    rows: [
      ['[masked]', 2],
      [null, undefined],
    ],
    maskedCells: 1,
  });
  table.removeRow(ada);
  expect(listExport(table, [ada, bob], ['level'], compileMasks([])).rows).toHaveLength(1);
});

it('names a file that every system takes', () => {
  const at = new Date(2026, 10, 3, 9, 5);
  expect(nameExportFile('Stage ../1 ☃', 'csv', at)).toBe('Stage-1 2026-11-03 09.05.csv');
  expect(nameExportFile('☃', 'markdown', at)).toBe('room 2026-11-03 09.05.md');
});

it('writes a hidden JSON value as JSON', () => {
  const masks = compileMasks(['attr.email']);
  expect([maskJson(masks, 'attr.email', '{"a":1}'), maskJson(masks, 'attr.team', '1')]).toEqual(['"[masked]"', '1']);
});

it('hides everything until the masks are known, and saves nothing before', async () => {
  const saved: unknown[] = [];
  let isWritable = true;
  replaceBridge({
    request: async (channel: string, payload: unknown) => {
      if (channel === 'roster:read-preferences') return succeed({ ...noPreferences, masks: ['attr.email'] });
      if (!isWritable) return fail('internal', 'no room on the disk');
      saved.push(payload);
      return succeed(null);
    },
    listen: () => () => undefined,
  } as never);
  const facts = makeFacts('ada', { attributes: { email: 'a', team: 'b' } });
  expect(readMasks().maskPerson(facts)).toMatchObject({ identity: '[masked]', attributes: { team: '[masked]' } });
  expect(await changePreferences({ masks: [] })).toMatchObject({ ok: false });
  expect(saved).toEqual([]);

  await readPreferences();
  expect(readMasks().maskPerson(facts)).toMatchObject({
    identity: 'ada',
    attributes: { email: '[masked]', team: 'b' },
  });
  await changePreferences({ masks: ['name'] });
  expect(saved).toEqual([{ ...noPreferences, masks: ['name'] }]);
  expect(readMasks().maskCell('name', 'x')).toBe('[masked]');

  isWritable = false;
  expect(await changePreferences({ masks: [] })).toMatchObject({ ok: false });
  expect(usePreferences.getState().preferences.masks, 'what could not be kept is not shown as kept').toEqual(['name']);
});
