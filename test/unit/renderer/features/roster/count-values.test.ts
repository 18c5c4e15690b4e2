import { expect, it, vi } from 'vitest';
import { countValues, listFacets } from '#renderer/features/roster/filter/count-values.ts';
import { createRosterCatalogue } from '#renderer/features/roster/filter/roster-catalogue.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';

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

it('counts values; who may use every source may use this one', () => {
  const table = createPeople();
  expect(countValues(table, 'can.mic', 20)).toEqual([
    { value: 'can', count: 15 },
    { value: 'cannot', count: 15 },
    { value: 'all', count: 5 },
  ]);
  expect(countValues(table, 'meta.seat.row', 20)).toEqual([
    { value: 1, count: 15 },
    { value: 0, count: 14 },
    { value: null, count: 1 },
  ]);
  expect(countValues(table, 'identity', 20)).toBeUndefined();
});

it('offers as facets what many share: no identities, no times, nothing that one alone has or nobody', () => {
  const table = createPeople();
  expect(listFacets(table, table.columns()).map(({ name }) => name)).toEqual(['kind', 'attr.team', 'can.mic']);
});

it('offers columns, paths of metadata and ages, with how many have them', async () => {
  const catalogue = createRosterCatalogue(createPeople());
  catalogue.lookForPaths();
  await vi.waitFor(() => expect(catalogue.fields().map(({ name }) => name)).toContain('meta.seat.row'));
  const fields = catalogue.fields();
  expect(fields).toContainEqual({ name: 'attr.team', count: 20, sample: 'red' });
  expect(fields).toContainEqual({ name: 'meta.seat.row', count: 29, sample: '1' });
  expect(fields).toContainEqual({ name: 'age', count: 30 });
  expect(fields.map(({ name }) => name)).not.toContain('hand');
  expect(catalogue.countQuestion('agent')).toBe(1);
});
