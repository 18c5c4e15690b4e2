/** The number beside everything that is offered is the number that its filter shows. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { CellValue } from '#contract/cell-value';
import { combineFilter } from '#contract/filter/combine-filter';
import { completeFilter } from '#contract/filter/complete-filter';
import { goneColumn } from '#contract/fields';
import { listFacets, type Facet } from '#renderer/features/roster/filter/count-values.ts';
import { createRosterCatalogue } from '#renderer/features/roster/filter/roster-catalogue.ts';
import { createRosterFilter } from '#renderer/features/roster/filter/roster-filter.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import type { ColumnTable, RowFilter } from '#renderer/table/types.ts';

const texts = fc.constantFrom('red', 'Red', 'red berg', 'blue', 'null', '', '0', 'no', null, undefined);
const person = fc.record({
  kind: fc.constantFrom('standard', 'agent', 'sip', 'unknown', undefined),
  state: fc.constantFrom('active', 'joining', 'left'),
  reason: fc.constantFrom('removed', 'client', null),
  mic: fc.constantFrom('live', 'muted', null, undefined),
  'can.mic': fc.constantFrom('all', 'can', 'cannot', null, undefined),
  hidden: fc.constantFrom(true, false, undefined),
  quality: fc.constantFrom('good', 'poor', 'lost', null, undefined),
  tracks: fc.constantFrom(0, 1, 2, null, undefined),
  'attr.team': texts,
  metadata: fc.constantFrom(
    '{"seat":1}',
    '{"seat":"1"}',
    '{"seat":null}',
    '{"seat":{"row":2}}',
    '{"seat":{"row":""}}',
    '{"other":true}',
    'no json',
    undefined,
  ),
  isGone: fc.boolean(),
});
type Person = Record<string, CellValue>;

function fill(people: readonly Person[]): ColumnTable {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } });
  people.forEach(({ isGone, ...cells }, index) => {
    const row = table.ensureRow(`person ${index}`);
    const isLeft = isGone === true;
    for (const [column, value] of Object.entries({ ...cells, ...(isLeft ? { state: 'left' } : {}) })) {
      table.write(row, column, value, 0);
    }
    if (isLeft) table.write(row, goneColumn, true, 0);
  });
  return table;
}

/** As the grid does it. */
function countShown(table: ColumnTable, text: string): number {
  let inForce: RowFilter | undefined;
  const keep = (filter: RowFilter | undefined): void => void (inForce = filter);
  const filter = createRosterFilter({
    setFilter: keep,
    settleFilter: keep,
    prepareFilter(_next, onReady) {
      onReady();
      return () => undefined;
    },
  });
  filter.setText(text);
  if (filter.state().errors.length > 0) throw new Error(`${text}: ${filter.state().errors[0]!.message}`);
  return table.rows().filter((row) => {
    return !inForce || inForce.test((column) => table.read(row, column), Date.now()) === true;
  }).length;
}

const begun = [
  '',
  'kind:',
  'kind!=',
  'state:',
  'state!=',
  'reason=',
  'mic:',
  'can.mic:',
  'hidden:',
  'quality<',
  'tracks>',
];
const asked = [
  'has:',
  'unknown:',
  'is:',
  'attr.',
  'attr.team=',
  'attr.team:',
  'attr.team!=',
  'meta.',
  'meta.seat=',
  're',
  'ag',
];

it('is what is shown, for everything that may come next', async () => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 25 }),
      fc.constantFrom(...begun, ...asked),
      async (people, text) => {
        const table = fill(people);
        const catalogue = createRosterCatalogue(table, () => false);
        catalogue.lookForPaths();
        catalogue.facetFields();
        await vi.advanceTimersByTimeAsync(50);
        const { from, items } = completeFilter(text, text.length, catalogue);
        for (const item of items.filter(({ count }) => count !== undefined)) {
          const before = text.slice(0, from);
          // A field that is only begun says how many have it.
          const made = item.isBegun ? `has:${item.label}` : before + item.text;
          expect({ made, count: item.count }).toEqual({ made, count: countShown(table, made) });
        }
      },
    ),
    { numRuns: 300 },
  );
  vi.useRealTimers();
});

it('is what is shown, for every facet', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 25 }), (people) => {
      const table = fill(people);
      let listed: readonly Facet[] = [];
      listFacets(table, [...table.columns(), 'meta.seat'], (facets) => (listed = facets));
      for (const { name, values } of listed) {
        for (const { value, count } of values) {
          const made = combineFilter('', name, value, 'include') ?? '(';
          expect({ made, count }).toEqual({ made, count: countShown(table, made) });
        }
      }
    }),
    { numRuns: 200 },
  );
});
