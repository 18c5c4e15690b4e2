import { describe, expect, it } from 'vitest';
import { nameAttributeField, participantFields } from '#contract/fields';
import { listRosterColumns } from '#renderer/features/roster/roster-columns.ts';
import { layOutColumns } from '#renderer/table/grid/column-layout.ts';

describe('the columns of the roster', () => {
  it('hold every field of the registry once, identity pinned first and source pinned last', () => {
    const columns = listRosterColumns([]);
    expect(columns.map(({ name }) => name).toSorted()).toEqual(participantFields.map(({ name }) => name).toSorted());
    const { ordered } = layOutColumns(columns);
    expect(ordered[0]).toMatchObject({ name: 'identity', pin: 'start' });
    expect(ordered.at(-1)).toMatchObject({ name: 'source', pin: 'end' });
  });

  it('of agents alone stand after those of people', () => {
    const ofAgents = new Set(['attr.note', 'attr."lk.agent.state"']);
    const columns = listRosterColumns(['attr.note', 'attr.team', 'attr."lk.agent.state"'], (name) =>
      ofAgents.has(name),
    );
    const attributes = columns.map(({ name }) => name).filter((name) => name.startsWith('attr.'));
    expect(attributes).toEqual(['attr.team', 'attr.note', 'attr."lk.agent.state"']);
  });

  it('grow by a column for each attribute key, after the rights in daily use, in order of first sight', () => {
    const keys = ['team', 'sip.h.x', '', 'handRaisedAt'];
    const columns = listRosterColumns(['identity', ...keys.map(nameAttributeField), 'metadata', 'no-field']);
    const names = columns.map(({ name }) => name);
    const from = names.indexOf('can.screen') + 1;
    expect(names.slice(from, from + 4)).toEqual(['attr.team', 'attr."sip.h.x"', 'attr.""', 'attr.handRaisedAt']);
    expect(columns.slice(from, from + 4).map(({ label }) => label)).toEqual([
      'team',
      'sip.h.x',
      '(no name)',
      'handRaisedAt',
    ]);
    expect(names).not.toContain('no-field');
  });
});
