import { describe, expect, it } from 'vitest';
import {
  describeCell,
  describeMissingColumns,
  describePerson,
  describeShown,
} from '#renderer/features/roster/roster-text.ts';
import type { CellValue } from '#renderer/table/types.ts';

function person(values: Record<string, CellValue>): string {
  return describePerson((column) => values[column]);
}

describe('the words of the roster', () => {
  it('say how many are shown, of how many, in which order', () => {
    const sort = { column: 'identity', direction: 'ascending' } as const;
    expect(describeShown(24, 26, [sort])).toBe('24 shown of 26 · sorted by identity');
    expect(describeShown(26, 26, [{ ...sort, direction: 'descending' }])).toBe(
      '26 shown · sorted by identity, last first',
    );
    expect(describeShown(5_000, 5_000, [])).toBe('5,000 shown · in order of first sight');
    expect(describeShown(1, 1, [{ column: 'attr."sip.h.x"', direction: 'ascending' }])).toBe(
      '1 shown · sorted by sip.h.x',
    );
    expect(describeShown(1, 1, [{ column: 'mic', direction: 'ascending' }])).toBe('1 shown · sorted by microphone');
  });

  it('say of a row its name and what is out of the ordinary', () => {
    expect(person({ name: 'Amara', state: 'active', hidden: false })).toBe('Amara');
    expect(person({ name: '', state: 'left', hidden: true })).toBe('left, hidden');
    expect(person({ name: undefined, state: undefined, hidden: undefined })).toBe('');
    expect(person({ name: 'x'.repeat(5_000), state: 'active' })).toHaveLength(100);
  });

  it('say how many attribute keys have no column, and nothing where all have', () => {
    expect(describeMissingColumns({ found: 12, shown: 12, isFoundCut: false })).toBeUndefined();
    expect(describeMissingColumns({ found: 1_284, shown: 400, isFoundCut: false })).toBe(
      '400 of 1,284 attribute keys as columns; all are in the Inspector',
    );
    expect(describeMissingColumns({ found: 20_400, shown: 400, isFoundCut: true })).toContain(
      '400 of more than 20,400',
    );
  });

  it('hand the filter what a cell shows, never the inner names of glyphs', () => {
    expect(describeCell('can.mic', 'cannot')).toBe('');
    expect(describeCell('mic', 'muted')).toBe('');
    expect(describeCell('source', 'both')).toBe('');
    expect(describeCell('joined', 1_795_257_553_000)).toBe('');
    expect(describeCell('kind', 'sip')).toBe('phone');
    expect(describeCell('kind', 'standard')).toBe('person');
    expect(describeCell('identity', 'ann')).toBe('ann');
    expect(describeCell('attr.team', 'red')).toBe('red');
    expect(describeCell('metadata', '{"seat":"B-14"}')).toBe('{"seat":"B-14"}');
    expect(describeCell('name', undefined)).toBe('');
  });
});
