import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFilter } from '#contract/filter/parse-filter';
import { filterLimits } from '#contract/filter/parse-tree';
import { participantLanguage } from '#contract/filter/participant-language';
import { printFilter } from '#contract/filter/print-filter';
import { listTopTerms, removeTopTerm } from '#contract/filter/top-terms';
import { createColumnLanguage } from '#renderer/features/grid-tools/filter/column-language.ts';
import { anyTree, dropPlaces } from './arbitrary-filters.ts';

function remove(text: string, index: number): string {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(text);
  return removeTopTerm(text, parsed.ast, index, participantLanguage);
}

it.each([
  ['attr.team=red  Mic:On "anna b"', 1, 'attr.team=red "anna b"'],
  ['attr.team=red  Mic:On "anna b"', 2, 'attr.team=red  Mic:On'],
  ['kind:agent', 0, ''],
  ['a or b', 0, ''],
  ['(a or b) c', 0, 'c'],
  ['(a b) c', 2, '(a b)'],
  ['a and b', 1, 'a'],
  ['!(mic:on camera:on) x', 0, 'x'],
  ['a', 1, 'a'],
])('takes a term out of %s and leaves the others as they are written', (text, index, left) => {
  expect(remove(text, index)).toBe(left);
});

it('takes a term out of what is asked of another grid, in that grid’s words', () => {
  const language = createColumnLanguage([{ name: 'verb', type: 'text' }]);
  const text = 'verb:remove ( evil )  late';
  const parsed = parseFilter(text, language);
  if (!parsed.ok) throw new Error(text);
  expect(parseFilter(text).ok, 'people have no such field').toBe(false);
  expect(removeTopTerm(text, parsed.ast, 2, language)).toBe('verb:remove ( evil )');
  const people = removeTopTerm(text, parsed.ast, 2, participantLanguage);
  expect(people, 'the control').not.toBe('verb:remove ( evil )');
});

it('leaves a filter that asks for the other terms, whatever they are', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(8), fc.boolean(), (tree, at, isSpread) => {
      const printed = printFilter(tree);
      const text = isSpread ? `( ${printed} )` : printed;
      fc.pre(text.length <= filterLimits.characters);
      const parsed = parseFilter(text);
      if (!parsed.ok) throw new Error(text);
      const terms = listTopTerms(parsed.ast);
      const index = at % terms.length;
      const left = parseFilter(removeTopTerm(text, parsed.ast, index, participantLanguage));
      if (!left.ok) throw new Error(`${text} without ${index}: ${JSON.stringify(left.errors)}`);
      expect(listTopTerms(left.ast).map(dropPlaces)).toEqual(
        terms.toSpliced(index, 1).flatMap(listTopTerms).map(dropPlaces),
      );
    }),
    { numRuns: 400 },
  );
});
