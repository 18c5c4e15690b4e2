import { describe, expect, it } from 'vitest';
import { findPaths, type PathFindings } from '#renderer/features/roster/columns/find-paths.ts';
import { createMetadataColumns } from '#renderer/features/roster/columns/metadata-columns.ts';
import type { RunSlices } from '#renderer/lib/time-slices.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { CellValue } from '#renderer/table/types.ts';
import { createManualScheduler } from '../../table/manual-scheduler.ts';

const runAtOnce: RunSlices = (items, work, onEnd) => {
  items.forEach((item) => work(item));
  onEnd?.();
  return () => undefined;
};

function startRoom(people: Record<string, CellValue>) {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const say = (identity: string, metadata: CellValue): void =>
    void table.write(table.ensureRow(identity), 'metadata', metadata, 1);
  for (const [identity, metadata] of Object.entries(people)) say(identity, metadata);
  scheduler.drawFrame();
  const read = (identity: string, column: string): CellValue => table.read(table.findRow(identity) ?? -1, column);
  return { table, scheduler, say, read };
}

describe('columns of metadata', () => {
  it('hold what stands at a path: exact numbers, nothing where there is no such path, unknown where nothing is known', () => {
    const { table, read } = startRoom({
      ann: '{"seat":"B-14","a":{"b.c":7},"id":1234567890123456789}',
      ben: 'no json',
      cem: undefined,
      dee: `{"seat":"${'x'.repeat(200_000)}"}`,
      eve: '{"seat":["a",{"b":1234567890123456789}]}',
    });
    createMetadataColumns(table, runAtOnce).choose(['meta.seat', 'meta.a["b.c"]', 'meta.id', 'meta.toString']);
    expect(read('ann', 'meta.seat')).toBe('B-14');
    expect(read('ann', 'meta.a["b.c"]')).toBe(7);
    expect(read('ann', 'meta.id')).toBe('1234567890123456789');
    expect(read('ann', 'meta.toString')).toBeNull();
    expect(read('ben', 'meta.seat')).toBeNull();
    expect(read('cem', 'meta.seat')).toBeUndefined();
    expect(read('dee', 'meta.seat')).toBeUndefined();
    expect(read('eve', 'meta.seat')).toBe('["a",{"b":"1234567890123456789"}]');
  });

  it('follow each change of a text, who joins and what is chosen; nothing is left of a column that is gone', () => {
    const { table, scheduler, say, read } = startRoom({ ann: '{"seat":1}' });
    const columns = createMetadataColumns(table, runAtOnce);
    columns.choose(['meta.seat']);
    say('ann', '{"seat":2,"row":"K"}');
    say('ben', '{"seat":3}');
    scheduler.drawFrame();
    expect([read('ann', 'meta.seat'), read('ben', 'meta.seat')]).toEqual([2, 3]);
    columns.choose(['meta.row']);
    expect([read('ann', 'meta.seat'), read('ann', 'meta.row')]).toEqual([undefined, 'K']);
    expect(table.columns()).toEqual(['metadata', 'meta.row']);
    columns.choose([]);
    expect(table.columns()).toEqual(['metadata']);
    say('ann', '{"seat":4,"row":"L"}');
    scheduler.drawFrame();
    expect([read('ann', 'meta.seat'), read('ann', 'meta.row')]).toEqual([undefined, undefined]);
    columns.choose(['meta.seat']);
    expect(table.columns()).toEqual(['metadata', 'meta.seat']);
    expect([read('ann', 'meta.seat'), read('ben', 'meta.seat')]).toEqual([4, 3]);
  });

  it('are offered as they are found: how many have each, those of most first, within bounds', () => {
    const wide = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`k${index}`, index]));
    const { table } = startRoom({
      ann: '{"seat":"B-14","role":{"stage":true}}',
      ben: '{"seat":"B-14","role":{"stage":true}}',
      cem: '{"seat":"C-1"}',
      dee: 'x'.repeat(200_000),
      eve: JSON.stringify({ w1: wide, w2: wide, w3: wide, w4: wide, w5: wide }),
    });
    const told: PathFindings[] = [];
    findPaths(table, (findings) => told.push(findings), runAtOnce);
    expect(told[0]?.paths.slice(0, 2)).toEqual([
      { name: 'meta.seat', people: 3, sample: 'B-14' },
      { name: 'meta.role.stage', people: 2, sample: true },
    ]);
    expect(told[0]).toMatchObject({ isCut: true, tooLarge: 1 });
    expect(told[0]?.paths).toHaveLength(400);
  });
});
