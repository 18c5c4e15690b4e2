import { expect, it, vi } from 'vitest';
import { combineFilter } from '#contract/filter/combine-filter';
import { parseFilter } from '#contract/filter/parse-filter';
import { countValues, listCommonest, listFacets, type Facet } from '#renderer/features/roster/filter/count-values.ts';
import { createRosterCatalogue } from '#renderer/features/roster/filter/roster-catalogue.ts';
import { allView } from '#renderer/features/roster/views/built-in-views.ts';
import { countViews } from '#renderer/features/roster/views/count-views.ts';
import type { RunSlices } from '#renderer/lib/time-slices.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { ColumnTable } from '#renderer/table/types.ts';

function createPeople() {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  for (let index = 0; index < 30; index++) {
    const row = table.ensureRow(`person ${index}`);
    table.write(row, 'identity', `person ${index}`, 0);
    table.write(row, 'kind', index === 0 ? 'agent' : 'standard', 0);
    table.write(row, 'joined', 1_000 + index, 0);
    table.write(row, 'can.mic', index < 5 ? 'all' : index < 15 ? 'can' : 'cannot', 0);
    table.write(row, 'attr.team', index % 3 === 0 ? null : index % 3 === 1 ? 'red' : 'blue', 0);
    table.write(row, 'attr.alone', index === 3 ? 'x' : null, 0);
    table.write(row, 'speaking', index < 9 ? undefined : null, 0);
    table.write(row, 'metadata', index === 0 ? '' : JSON.stringify({ seat: { row: index % 2 } }), 0);
  }
  return table;
}

function listNow(table: ColumnTable, columns: readonly string[]): readonly Facet[] {
  let listed: readonly Facet[] = [];
  listFacets(table, columns, (facets) => (listed = facets), runAtOnce);
  return listed;
}

const runAtOnce: RunSlices = (items, work, onEnd) => {
  for (const item of items) work(item);
  onEnd?.();
  return () => undefined;
};

it('counts values as often as they occur; a facet counts what choosing it shows', () => {
  const table = createPeople();
  expect(listCommonest(countValues(table, 'can.mic', 20)!)).toEqual([
    { value: 'cannot', count: 15 },
    { value: 'can', count: 10 },
    { value: 'all', count: 5 },
  ]);
  expect(listNow(table, ['can.mic'])[0]?.values, 'who may use every source may use this one').toEqual([
    { value: 'cannot', count: 15 },
    { value: 'can', count: 15 },
    { value: 'all', count: 5 },
  ]);
  expect(listCommonest(countValues(table, 'meta.seat.row', 20)!)).toEqual([
    { value: 1, count: 15 },
    { value: 0, count: 14 },
    { value: null, count: 1 },
  ]);
  expect(countValues(table, 'identity', 20)).toBeUndefined();
});

it('offers as facets what many share: no identities, no times, nothing that one alone has or nobody', () => {
  const table = createPeople();
  expect(listNow(table, table.columns()).map(({ name }) => name)).toEqual(['kind', 'attr.team', 'can.mic']);
});

it('offers columns, paths of metadata and ages, with how many have them', async () => {
  const catalogue = createRosterCatalogue(createPeople(), () => false);
  catalogue.lookForPaths();
  await vi.waitFor(() => expect(catalogue.fields().map(({ name }) => name)).toContain('meta.seat.row'));
  const fields = catalogue.fields();
  expect(fields).toContainEqual({ name: 'attr.team', sample: 'red' });
  expect(fields).toContainEqual({ name: 'meta.seat.row', sample: '1' });
  expect(fields).toContainEqual({ name: 'age' });
  const count = (field: string) => catalogue.count({ kind: 'has', at: 0, length: 0, field });
  expect(['attr.team', 'meta.seat.row', 'age'].map(count)).toEqual([20, 29, 30]);
  expect(fields.map(({ name }) => name)).not.toContain('hand');
  expect(catalogue.count({ kind: 'is', at: 0, length: 0, name: 'agent' })).toBe(1);
});

it('counts facets in small pieces, and reads a path that is a column from there', () => {
  const table = createPeople();
  for (let index = 0; index < 1_000; index++) table.write(table.ensureRow(`more ${index}`), 'kind', 'sip', 0);
  for (const row of table.rows()) table.write(row, 'meta.seat.row', row % 3, 0);
  const read = vi.spyOn(table, 'read');
  let most = 0;
  let listed: readonly Facet[] = [];
  const run: RunSlices = (items, work, onEnd) => {
    for (const item of items) {
      read.mockClear();
      work(item);
      most = Math.max(most, read.mock.calls.length);
      expect(read.mock.calls.some(([, column]) => column === 'metadata')).toBe(false);
    }
    onEnd?.();
    return () => undefined;
  };
  listFacets(table, ['kind', 'meta.seat.row', 'can.mic'], (facets) => (listed = facets), run);
  expect(listed.map(({ name }) => name)).toEqual(['kind', 'meta.seat.row', 'can.mic']);
  expect(most).toBeGreaterThan(0);
  expect(most, 'reads before the clock can be looked at').toBeLessThanOrEqual(128);
});

it('counts as many as the filter that a facet makes shows, also of nothing and of an empty text', () => {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  ['red', 'red', null, '', '', undefined].forEach((team, index) =>
    table.write(table.ensureRow(`person ${index}`), 'attr.team', team, 0),
  );
  table.write(table.ensureRow('person 5'), 'kind', 'standard', 0);
  const [facet] = listNow(table, ['attr.team']);
  expect(facet?.values.map(({ value }) => value)).toEqual([null, 'red', undefined]);
  for (const { value, count } of facet?.values ?? []) {
    const parsed = parseFilter(combineFilter('', 'attr.team', value, 'include') ?? '(');
    if (!parsed.ok) throw new Error('not read');
    const shown = table.rows().filter((row) => parsed.filter.test((column) => table.read(row, column), 0) === true);
    expect(shown).toHaveLength(count);
  }
});

it('counts of a view as many as it shows, also where it asks for an attribute that nobody has', () => {
  const table = createPeople();
  const view = { ...allView, id: 'own', filter: '!has:attr.seat' };
  const count = (isAbsent: (column: string) => boolean): number | undefined => {
    let found: number | undefined;
    countViews(table, [view], (counts) => (found = counts.get('own')), isAbsent);
    return found;
  };
  expect(count((column) => column === 'attr.seat')).toBe(30);
  expect(
    count(() => false),
    'control: it is not known',
  ).toBe(0);
});
