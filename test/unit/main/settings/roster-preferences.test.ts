import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noPreferences, type RosterPreferences } from '#contract/domain/roster-preferences';
import { createRosterPreferences } from '#main/services/settings/roster-preferences';
import { createFakeClock, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const preferences: RosterPreferences = {
  views: [
    {
      id: 'v1',
      name: 'Reds',
      filter: 'attr.team=red',
      columns: [
        { name: 'identity', pin: 'start' },
        { name: 'meta.a["b.c"]', widthPx: 90 },
      ],
      sort: [{ column: 'joined', direction: 'descending' }],
      group: { column: 'kind', direction: 'ascending' },
    },
  ],
  types: { 'attr.seat': 'number' },
  masks: ['attr.email'],
  columns: [{ name: 'identity', widthPx: 240 }, { name: 'attr.*' }, { name: 'sid', isHidden: true }],
  hasTotals: true,
  rooms: [
    { room: 'stage', view: 'hands' },
    { room: 'class', view: 'v1', changed: { filter: 'mic:on', columns: [{ name: 'identity' }], sort: [] } },
  ],
};

it('keeps what is set for a saved server over a restart; a damaged file is set aside and nothing is lost of it', async () => {
  const folder = await makeTemporaryFolder();
  const filePath = path.join(folder, 'roster.json');
  const logger = createRecordingLogger();
  const open = () =>
    createRosterPreferences({ filePath, clock: createFakeClock(), logger, isKept: (id) => id === 'saved' });
  const first = await open();
  expect(first.read('saved')).toBe(noPreferences);
  await first.save('saved', preferences);
  await first.save('demo', preferences);
  const second = await open();
  expect(second.read('saved')).toEqual(preferences);
  expect(second.read('demo')).toBe(noPreferences);

  await fs.writeFile(filePath, '{"version":1,"servers":{"saved":{"views":"no"}}}');
  expect((await open()).read('saved')).toBe(noPreferences);
  expect((await fs.readdir(folder)).filter((name) => name.includes('damaged'))).toHaveLength(1);
});
