import { expect, it } from 'vitest';
import type { CellValue } from '#contract/cell-value';
import { parseFilter } from '#contract/filter/parse-filter';
import { asksForLeft, excludeGone } from '#renderer/features/roster/filter/exclude-gone.ts';

function show(text: string, person: Record<string, CellValue>): boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(text);
  const filter = text === '' ? undefined : parsed.filter;
  return (excludeGone(parsed.ast, filter)?.test((column) => person[column], 1_000) ?? true) === true;
}

const left = { state: 'left', kind: 'standard', left: 500, reason: 'client_initiated', '*': 'anna\nleft' };

it.each([
  ['', false],
  ['anna', false],
  ['kind:person', false],
  ['!kind:agent', false],
  ['!is:left or anna', false],
  ['state!=active', false],
  ['is:left', true],
  ['anna is:left', true],
  ['state:left', true],
  ['left<1h', true],
  ['reason:client', true],
  ['has:left', true],
  ['kind:agent or is:left', true],
])('%s shows who left long ago: %s', (text, isShown) => {
  expect(show(text, { ...left, gone: true })).toBe(isShown);
});

it.each(['', 'anna', 'kind:person', 'is:left'])('%s shows who has just left', (text) => {
  expect(show(text, { ...left, gone: null })).toBe(true);
});

it('what is asked of nobody’s leaving asks for nobody who left', () => {
  const parsed = parseFilter('is:speaking and (mic:on or state:active)');
  expect(parsed.ok && asksForLeft(parsed.ast)).toBe(false);
});
