import { describe, expect, it } from 'vitest';
import { observerPrefix } from '#contract/domain/observer';
import { listExempt, listExemptions, readMarkedPeople } from '#renderer/features/roster/marked-people.ts';
import { compileProtection } from '#renderer/features/roster/bulk/protection.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createMarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { CellValue } from '#renderer/table/types.ts';
import { filterWords } from '../table/filter-words.ts';

const noFrames = { schedule: () => () => undefined };

function setUp(people: Record<string, Record<string, CellValue>>) {
  const table = createColumnTable({ scheduler: noFrames });
  for (const [identity, values] of Object.entries(people)) {
    const row = table.ensureRow(identity);
    for (const [column, value] of Object.entries({
      identity,
      kind: 'standard',
      state: 'active',
      'attr.role': null,
      ...values,
    }))
      table.write(row, column, value, 1);
  }
  const view = createTableView(table);
  const marks = createMarkSet(table);
  marks.set(view.order(), true);
  return { table, view, marks };
}

describe('those who are marked', () => {
  it('are counted apart: who can be acted on, who is not shown, who has left', () => {
    const { table, view, marks } = setUp({ ada: {}, bo: {}, cy: { state: 'left' }, di: {} });
    view.setFilter(filterWords('ada'));
    expect(readMarkedPeople(table, view, marks)).toEqual({
      identities: ['ada', 'bo', 'di'],
      count: 4,
      notShown: 3,
      left: 1,
    });
    table.removeRow(table.findRow('bo')!);
    expect(readMarkedPeople(table, view, marks)).toMatchObject({ identities: ['ada', 'di'], count: 4, left: 2 });
  });

  it('can be left out by what they are', () => {
    const observer = `${observerPrefix}1`;
    const { table, marks } = setUp({
      person: { 'attr.role': undefined },
      helper: { kind: 'agent' },
      member: { 'can.agent': 'can' },
      tape: { kind: 'egress' },
      [observer]: { kind: 'agent', hidden: true },
      gone: { state: 'left' },
      away: {},
      host: { 'attr.role': 'host' },
      guest: { 'attr.role': 'guest' },
      mine: {},
    });
    table.removeRow(table.findRow('away')!);
    const exempt = Object.fromEntries(
      listExemptions(compileProtection({ protected: 'attr.role=host', own: ['mine'] })).map((exemption) => [
        exemption.id,
        [...listExempt(table, marks.rows(), exemption)].map((row) => table.keyOf(row)),
      ]),
    );
    expect(exempt).toEqual({
      protected: ['host'],
      doubtful: ['person'],
      me: ['mine'],
      agents: ['helper', 'member', observer],
      recorders: ['tape'],
      hidden: [observer],
      consoles: [observer],
      left: ['gone', 'away'],
    });
  });
});
