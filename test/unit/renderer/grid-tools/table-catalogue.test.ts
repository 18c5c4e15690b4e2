import { describe, expect, it } from 'vitest';
import { completeFilter } from '#contract/filter/complete-filter';
import { parseFilter } from '#contract/filter/parse-filter';
import { createColumnLanguage } from '#renderer/features/grid-tools/filter/column-language.ts';
import { createTableCatalogue } from '#renderer/features/grid-tools/filter/table-catalogue.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

const nowMs = 1_800_000_000_000;
const language = createColumnLanguage(
  [
    { name: 'time', type: 'time' },
    { name: 'method', type: 'text' },
    { name: 'code', type: 'text' },
    { name: 'took', type: 'number' },
    { name: 'path', type: 'metadata-path' },
    { name: 'stop', type: 'text', isBare: true },
  ],
  { questions: { failed: { meaning: 'failed', columns: ['code'], test: (read) => read('code') !== 'ok' } } },
);
const table = createColumnTable({ scheduler: createManualScheduler() });
for (const [index, [method, code, took]] of [
  ['ListRooms', 'ok', 5],
  ['ListRooms', 'unavailable', 3_000],
  ['MutePublishedTrack', 'ok', 40],
].entries()) {
  const row = table.ensureRow(String(index));
  const values = { time: nowMs - index * 60_000, method, code, took };
  for (const [column, value] of Object.entries(values)) table.write(row, column, value, 0);
}

function find(text: string): string[] | readonly { message: string }[] {
  const parsed = parseFilter(text, language);
  if (!parsed.ok) return parsed.errors;
  const { filter } = parsed;
  return table
    .rows()
    .filter((row) => filter.test((column) => table.read(row, column), nowMs) === true)
    .map((row) => table.keyOf(row));
}

describe('the filter of a grid beside the roster', () => {
  it('asks for its own columns, by their types, and for its own questions', () => {
    expect(find('method:list')).toEqual(['0', '1']);
    expect(find('took>=40 !is:failed')).toEqual(['2']);
    expect(find('time<90s')).toEqual(['0', '1']);
    expect(find('is:failed')).toEqual(['1']);
  });

  it('knows no field of people, and no column that holds a button', () => {
    for (const text of ['kind:agent', 'is:agent', 'stop:x'])
      expect(find(text), text).toEqual([
        expect.objectContaining({ message: expect.stringMatching(/no field|knows failed/) }),
      ]);
  });

  it('offers columns, values with how many rows they show, and questions', () => {
    const catalogue = createTableCatalogue(table, language);
    const offer = (text: string) =>
      completeFilter(text, text.length, catalogue, language).items.map(({ label, count }) => [label, count]);
    expect(offer('method:')).toEqual(
      expect.arrayContaining([
        ['ListRooms', 2],
        ['MutePublishedTrack', 1],
      ]),
    );
    expect(offer('is:')).toEqual([['is:failed', 1]]);
    expect(catalogue.facetFields()).toEqual(expect.arrayContaining(['method', 'code']));
    expect(catalogue.facetFields()).not.toContain('time');
  });
});
