import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createLastRooms } from '#main/services/rooms/last-rooms';
import { createFakeClock, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

it('keeps the rooms of each saved server over a restart, and nothing of a server of this run', async () => {
  const filePath = path.join(await makeTemporaryFolder(), 'last-rooms.json');
  const kept = new Set(['saved', 'other']);
  const open = () =>
    createLastRooms({
      filePath,
      clock: createFakeClock(),
      logger: createRecordingLogger(),
      isKept: (id) => kept.has(id),
    });
  const first = await open();
  await first.save('saved', ['a', 'b']);
  await first.save('other', ['c']);
  await first.save('demo', ['secret-demo-room']);
  await first.save('saved', ['b', ...Array.from({ length: 20 }, (_, number) => `room-${number}`)]);
  expect(await fs.readFile(filePath, 'utf8')).not.toContain('demo');
  const second = await open();
  expect(second.read('saved')).toHaveLength(12);
  expect([second.read('saved')[0], second.read('other'), second.read('demo')]).toEqual(['b', ['c'], []]);
  kept.delete('other');
  await second.save('saved', []);
  expect(Object.keys(JSON.parse(await fs.readFile(filePath, 'utf8')).servers)).toEqual(['saved']);
});
