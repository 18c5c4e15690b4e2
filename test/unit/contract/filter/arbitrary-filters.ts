/** Random trees as the parser makes them, random rows, and a reading of trees that is as plain as can be. */
import fc from 'fast-check';
import type { CellValue } from '#contract/cell-value';
import { createComparison } from '#contract/filter/compare-value';
import { findFieldByName } from '#contract/filter/field-names';
import { participantLanguage } from '#contract/filter/participant-language';
import type { FilterNode, Pattern, Truth } from '#contract/filter/types';

const place = { at: 0, length: 0 };
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('or', 'NOT', '-a', '!', 'name', '"'),
);
const wildcard = fc
  .array(fc.stringMatching(/^[a-z0-9=<>:!/-]{0,4}$/), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join('*'))
  .filter((text) => !/^[/!-]/.test(text) && !/^[a-z_][a-z0-9_]*(?:[:=<>]|!=)/.test(text));
const expression = fc.constantFrom('a', '^a.*b$', '\\/', '[^"]+', 'a|b', '(x+)+$', '\\d{2}');

function pattern(text: fc.Arbitrary<string>): fc.Arbitrary<Pattern> {
  return fc.oneof(
    { weight: 4, arbitrary: text.map((value): Pattern => ({ kind: 'text', text: value })) },
    wildcard.map((value): Pattern => ({ kind: 'wildcard', text: value })),
    expression.map((source): Pattern => ({ kind: 'expression', source })),
  );
}

const fieldNames = [...participantLanguage.fields.keys(), 'attr.team', 'attr."a b\u202e"', 'meta.a["b.c"]'];
const words = [
  'on',
  'off',
  'none',
  'can',
  'no',
  'yes',
  'agent',
  'phone',
  'left',
  'good',
  'api',
  '3',
  '-0.5',
  '30s',
  '1h30m',
];
const value = pattern(fc.oneof(fc.constantFrom(...words, '14:30', '2026-03-01', ''), anyText));

const comparison = fc
  .record({
    field: fc.constantFrom(...fieldNames),
    sign: fc.constantFrom(':', '=', '!=', '<', '<=', '>', '>='),
    pattern: value,
  })
  .map((parts): FilterNode => ({ ...place, kind: 'compare', ...parts }) as FilterNode)
  .filter((node) => {
    if (node.kind !== 'compare') return false;
    return 'test' in createComparison(findFieldByName(node.field, participantLanguage)!, node.sign, node.pattern);
  });

const leaf: fc.Arbitrary<FilterNode> = fc.oneof(
  comparison,
  pattern(anyText).map((found): FilterNode => ({ ...place, kind: 'words', pattern: found })),
  fc.constantFrom(...participantLanguage.predicates.keys()).map((name): FilterNode => ({ ...place, kind: 'is', name })),
  fc
    .tuple(fc.constantFrom('has', 'unknown'), fc.constantFrom(...fieldNames))
    .map(([kind, field]): FilterNode => ({ ...place, kind, field })),
  fc
    .constantFrom(...fieldNames.filter((name) => name.includes('.')))
    .map((field): FilterNode => ({ ...place, kind: 'bare', field })),
);

function joined(kind: 'and' | 'or', part: fc.Arbitrary<FilterNode>): fc.Arbitrary<FilterNode> {
  return fc
    .array(part, { minLength: 2, maxLength: 4 })
    .map((of): FilterNode => ({ ...place, kind, of: of.flatMap((node) => (node.kind === kind ? node.of : [node])) }));
}

/** Trees in the parser's own form: lists of two or more, none inside one of its kind. */
export const anyTree: fc.Arbitrary<FilterNode> = fc.letrec<{ tree: FilterNode }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    joined('and', tie('tree')),
    joined('or', tie('tree')),
    tie('tree').map((of): FilterNode => ({ ...place, kind: 'not', of })),
  ),
})).tree;

/** A tree without its places. */
export function dropPlaces(node: FilterNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, inner: unknown) => (key === 'at' || key === 'length' ? undefined : inner)),
  ) as unknown;
}

/** Values of every kind, whatever the column's type: a table is not to be trusted. */
export const anyRow: fc.Arbitrary<ReadonlyMap<string, CellValue>> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...fieldNames, 'metadata', '*'),
      fc.oneof(
        fc.constantFrom(...words, undefined, null, 'live', 'muted', 'cannot', 'all', 'unknown', '{"a":{"b.c":7}}'),
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.double(),
        fc.boolean(),
        fc.string(),
      ),
    ),
    { maxLength: 40 },
  )
  .map((cells) => new Map(cells));

/** And, or and not by their tables; what a leaf says is told by `answerLeaf`. */
export function answerNaively(node: FilterNode, answerLeaf: (leaf: FilterNode) => Truth): Truth {
  switch (node.kind) {
    case 'not': {
      const truth = answerNaively(node.of, answerLeaf);
      return truth === undefined ? undefined : !truth;
    }
    case 'and':
    case 'or': {
      const answers = node.of.map((part) => answerNaively(part, answerLeaf));
      const decides = node.kind === 'or';
      if (answers.includes(decides)) return decides;
      return answers.includes(undefined) ? undefined : !decides;
    }
    default:
      return answerLeaf(node);
  }
}
