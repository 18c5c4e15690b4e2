import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/cell-value';
import { combineFilter, findChoice, type Choice } from '#contract/filter/combine-filter';
import { parseFilter } from '#contract/filter/parse-filter';

describe('combineFilter', () => {
  it.each<[string, string, CellValue, Choice, string]>([
    ['', 'kind', 'standard', 'include', 'kind:person'],
    ['anna', 'kind', 'agent', 'include', 'anna kind:agent'],
    ['a or b', 'kind', 'agent', 'exclude', '(a or b) !kind:agent'],
    ['', 'attr.team', 'two words', 'include', 'attr.team="two words"'],
    ['', 'attr."sip.h.x"', 'a"b', 'exclude', '!attr."sip.h.x"="a\\"b"'],
    ['', 'name', '\u202egpj.exe', 'include', 'name="\\u202egpj.exe"'],
    ['', 'name', '', 'include', 'name=""'],
    ['', 'mic', 'live', 'include', 'mic:on'],
    ['', 'mic', null, 'exclude', '!mic:none'],
    ['', 'quality', null, 'include', 'quality:none'],
    ['', 'attr.team', null, 'include', '!has:attr.team'],
    ['', 'attr.team', null, 'exclude', 'has:attr.team'],
    ['', 'level', undefined, 'include', 'unknown:level'],
    ['', 'level', undefined, 'exclude', '!unknown:level'],
    ['', 'kind', 'unknown', 'include', 'unknown:kind'],
    ['', 'level', 2, 'include', 'level=2'],
    ['', 'can.mic', 'all', 'include', 'can.mic:all'],
    ['', 'hidden', true, 'include', 'hidden:yes'],
    ['attr.team=red', 'attr.team', 'blue', 'include', 'attr.team=red or attr.team=blue'],
    [
      'x (attr.team=red or attr.team=blue)',
      'attr.team',
      null,
      'include',
      'x (attr.team=red or attr.team=blue or !has:attr.team)',
    ],
    ['x (attr.team=red or attr.team=blue)', 'attr.team', 'red', 'clear', 'x attr.team=blue'],
    ['x attr.team=red', 'attr.team', 'red', 'exclude', 'x !attr.team=red'],
    ['!attr.team=red', 'attr.team', 'red', 'include', 'attr.team=red'],
    ['!attr.team=red', 'attr.team', 'red', 'clear', ''],
    ['kind=phone', 'kind', 'sip', 'clear', ''],
    ['can.publish', 'can.publish', 'can', 'include', 'can.publish'],
    ['!can.publish', 'can.publish', 'cannot', 'include', '!can.publish can.publish:cannot'],
    ['attr.team=red or anna', 'attr.team', 'blue', 'include', '(attr.team=red or anna) attr.team=blue'],
  ])('%j with %s %j, %s, is %s', (text, field, value, choice, combined) => {
    expect(combineFilter(text, field, value, choice)).toBe(combined);
  });

  it('makes nothing of a document, an unknown field or a wrong filter', () => {
    expect(combineFilter('', 'metadata', 'x'.repeat(301), 'include')).toBeUndefined();
    expect(combineFilter('', 'no such field', 'x', 'include')).toBeUndefined();
    expect(combineFilter('(', 'kind', 'agent', 'include')).toBeUndefined();
  });

  const anyValue = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom<CellValue>('live', 'unknown', 'agent', '2026-03-01', '-1', 'none', null, undefined, 3),
  );

  it('lets exactly those with the value through, or all others; cleared, it is as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom('name', 'attr.team', 'attr."a b"'), anyValue, anyValue, (field, value, other) => {
        const ask = (text: string | undefined, cell: CellValue) => {
          const parsed = parseFilter(text ?? '(');
          if (!parsed.ok) throw new Error(`${text} is no filter`);
          return parsed.filter.test(() => cell, 0);
        };
        const included = combineFilter('', field, value, 'include');
        const excluded = combineFilter('', field, value, 'exclude');
        expect(ask(included, value)).toBe(true);
        expect(ask(excluded, value)).not.toBe(true);
        const isSame = String(value ?? '').toLowerCase() === String(other ?? '').toLowerCase();
        if (!isSame && value !== undefined && other !== undefined) {
          expect(ask(included, other)).toBe(false);
          expect(ask(excluded, other)).toBe(true);
        }
        for (const text of [included, excluded]) expect(combineFilter(text ?? '(', field, value, 'clear')).toBe('');
      }),
    );
  });
});

it('finds what a filter says of a value', () => {
  const parsed = parseFilter('anna (kind=phone or kind:agent) !attr.team=red is:new');
  if (!parsed.ok) throw new Error('not read');
  expect(findChoice(parsed.ast, 'kind', 'sip')).toBe('include');
  expect(findChoice(parsed.ast, 'kind', 'agent')).toBe('include');
  expect(findChoice(parsed.ast, 'kind', 'standard')).toBeUndefined();
  expect(findChoice(parsed.ast, 'attr.team', 'red')).toBe('exclude');
});
