import { describe, expect, it } from 'vitest';
import type { AuditFinding, AuditVerification } from '#contract/domain/audit';
import { listChanges, summarizeChange } from '#renderer/features/audit/describe-change.ts';
import { describeOutcome } from '#renderer/features/audit/describe-outcome.ts';
import { describeFinding, describeVerification } from '#renderer/features/audit/describe-verification.ts';

const intact: AuditVerification = {
  verdict: 'intact',
  firstSequence: 1,
  lastSequence: 1_284,
  rowCount: 1_284,
  findings: [],
  findingCount: 0,
  purgedRows: 0,
  resumedCount: 0,
  protection: { kind: 'keystore', backend: 'test', explanation: '' },
  checkedAtMs: 0,
  tookMs: 200,
};

describe('what a check found', () => {
  it('is said in words', () => {
    expect(describeVerification(intact)).toEqual({
      tone: 'good',
      verdict: 'Intact from row 1 to 1,284: 1,284 rows checked in 0.2 s.',
      lines: [],
    });
    const after = describeVerification({ ...intact, firstSequence: 41, purgedRows: 40, resumedCount: 1 });
    expect(after.verdict).toContain('from row 41 to 1,284');
    expect(after.lines.join(' ')).toMatch(/40 rows before these were removed.*Once the record was ahead/);
    const broken = { ...intact, verdict: 'broken' as const, findings: [], findingCount: 3 };
    expect(describeVerification(broken)).toMatchObject({ tone: 'bad', lines: ['And 3 more findings.'] });
  });

  it.each<[AuditFinding, string]>([
    [{ kind: 'altered', from: 5, to: 5 }, 'Row 5 was altered.'],
    [{ kind: 'altered', from: 5, to: 7 }, 'Rows 5 to 7 were altered.'],
    [{ kind: 'truncated', from: 7, to: 9 }, 'Truncated after row 6: rows 7 to 9 are missing.'],
    [{ kind: 'missing', from: 4, to: 4 }, 'Row 4 is missing.'],
    [{ kind: 'moved', from: 5, to: 5, shift: 2 }, 'row 5 was written as row 7'],
    [{ kind: 'unprovable', from: 1, to: 9 }, 'Rows 1 to 9 cannot be checked'],
    [{ kind: 'unprovable', from: 1, to: 9, cause: 'weak_key' }, 'a key that lies in a file'],
    [{ kind: 'unprovable', from: 1, to: 9, cause: 'adopted' }, 'had no seals when Gavel took them in'],
    [{ kind: 'noted', from: 10, to: 10, reason: 'rows_missing' }, 'Row 10: Gavel found the last rows gone.'],
  ])('%j', (finding, words) => expect(describeFinding(finding)).toContain(words));
});

describe('what an action changed', () => {
  it('is told member by member where both values are objects', () => {
    expect(listChanges('{"team":"red","seat":1,"same":0}', '{"team":"green","same":0,"new":{"a":1}}')).toEqual([
      { name: 'team', was: '"red"', now: '"green"' },
      { name: 'seat', was: '1', now: undefined },
      { name: 'new', was: undefined, now: '{"a":1}' },
    ]);
    expect(summarizeChange('{"team":"red"}', '{"team":"green"}')).toBe('team: "red" → "green"');
    expect(summarizeChange('{"team":"red"}', '{}')).toBe('team: "red" → none');
  });

  it('keeps what is no object as it is, also what only looks like one', () => {
    expect(listChanges('plain', 'text')).toEqual([{ name: '', was: 'plain', now: 'text' }]);
    expect(listChanges('', 'RM_1')).toEqual([{ name: '', was: undefined, now: 'RM_1' }]);
    expect(listChanges('{"a":', '{}')).toEqual([{ name: '', was: '{"a":', now: '{}' }]);
    expect(listChanges('same', 'same')).toEqual([]);
    expect(listChanges('{}', '{"__proto__":1}')).toEqual([{ name: '__proto__', was: undefined, now: '1' }]);
  });
});

it('an outcome is said in words, also one that this version does not know', () => {
  expect(['seen', 'effect_unknown', 'wrong_room', 'adopted', '', 'brand_new'].map(describeOutcome)).toEqual([
    'seen',
    'effect unknown',
    'another room',
    'taken in',
    '',
    'brand new',
  ]);
});
