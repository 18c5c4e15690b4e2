import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { RE2JS } from 're2js';
import { automatonLimits, isSmallAutomaton } from '#contract/filter/bound-expression';
import { combineFilter } from '#contract/filter/combine-filter';
import { compileFilter } from '#contract/filter/compile-filter';
import { createTextTest, rememberAnswers } from '#contract/filter/match-text';
import { parseFilter } from '#contract/filter/parse-filter';
import { filterLimits } from '#contract/filter/parse-tree';
import { participantLanguage } from '#contract/filter/participant-language';
import { printFilter } from '#contract/filter/print-filter';
import { createTextMemory } from '#contract/filter/text-memory';
import type { FilterNode, Truth } from '#contract/filter/types';
import { readMetadataValues } from '#renderer/features/roster/columns/read-metadata-values.ts';
import { answerNaively, anyRow, anyTree, dropPlaces } from './arbitrary-filters.ts';

const nowMs = 1_800_000_000_000;
const runs = { numRuns: 400 };

function answer(tree: FilterNode, row: ReadonlyMap<string, never>): Truth {
  return compileFilter(tree, participantLanguage).test((column) => row.get(column), nowMs);
}

function not(of: FilterNode): FilterNode {
  return { kind: 'not', at: 0, length: 0, of };
}

function join(kind: 'and' | 'or', ...of: FilterNode[]): FilterNode {
  return { kind, at: 0, length: 0, of };
}

describe('printing', () => {
  it('says what is read again as the same tree', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const text = printFilter(tree);
        fc.pre(text.length <= filterLimits.characters);
        const parsed = parseFilter(text);
        if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.errors)}`);
        expect(dropPlaces(parsed.ast)).toEqual(dropPlaces(tree));
        expect(printFilter(parsed.ast)).toBe(text);
      }),
      runs,
    );
  });

  it('spells what cannot be seen', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(printFilter(tree)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
      runs,
    );
  });
});

describe('three truths', () => {
  it('are those of a plain reading of the tree', () => {
    fc.assert(
      fc.property(anyTree, anyRow, (tree, row) => {
        const plain = answerNaively(tree, (leaf) => answer(leaf, row as never));
        expect(answer(tree, row as never)).toBe(plain);
      }),
      runs,
    );
  });

  it('keep De Morgan’s laws and the double negation', () => {
    fc.assert(
      fc.property(anyTree, anyTree, anyRow, (one, other, row) => {
        const ask = (tree: FilterNode) => answer(tree, row as never);
        expect(ask(not(join('and', one, other)))).toBe(ask(join('or', not(one), not(other))));
        expect(ask(not(join('or', one, other)))).toBe(ask(join('and', not(one), not(other))));
        expect(ask(not(not(one)))).toBe(ask(one));
      }),
      runs,
    );
  });

  it('read no column that is not named', () => {
    fc.assert(
      fc.property(anyTree, anyRow, (tree, row) => {
        const { columns, test } = compileFilter(tree, participantLanguage);
        test((column) => {
          expect(columns).toContain(column);
          return row.get(column);
        }, nowMs);
      }),
      runs,
    );
  });

  it('move with time only where it is said', () => {
    fc.assert(
      fc.property(anyTree, anyRow, fc.integer({ min: 0, max: 4e12 }), (tree, row, laterMs) => {
        const { dependsOnTime, test } = compileFilter(tree, participantLanguage);
        fc.pre(!dependsOnTime);
        const read = (column: string) => row.get(column);
        expect(test(read, laterMs)).toBe(test(read, nowMs));
      }),
      runs,
    );
  });
});

describe('whatever is typed', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '"',
    '/',
    '!',
    '-',
    ' or ',
    ' and ',
    ':',
    '=',
    '<',
    'attr.',
    'meta["',
    'kind',
    '*',
    '\\',
    ' ',
    'é',
    '30s',
  );

  it('is a filter or has errors with places in the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseFilter(text);
          if (parsed.ok) {
            const again = parseFilter(printFilter(parsed.ast));
            expect(again.ok && dropPlaces(again.ast)).toEqual(dropPlaces(parsed.ast));
            return;
          }
          expect(parsed.errors.length).toBeGreaterThan(0);
          for (const { at, length, message } of parsed.errors) {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(at + length).toBeLessThanOrEqual(text.length);
            expect(message).not.toBe('');
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['brackets', '('.repeat(100_000)],
    ['nots', '!'.repeat(100_000)],
    ['words', 'a '.repeat(50_000)],
    ['brackets that just fit', '('.repeat(filterLimits.characters)],
    ['nots that just fit', '!'.repeat(filterLimits.characters - 1) + 'a'],
    ['brackets in pairs', '('.repeat(2_000) + ')'.repeat(2_000)],
    ['quotes', '"'.repeat(filterLimits.characters - 1)],
    ['slashes', '/'.repeat(filterLimits.characters)],
    ['a name without end', 'attr.'.repeat(filterLimits.characters / 5)],
    ['mistakes', 'kind:agnt '.repeat(filterLimits.characters / 10)],
    ['a large expression', `/${'(a{1,30}){1,30}'.repeat(8)}/`],
  ])('is refused at once and with a reason: %s', (_what, text) => {
    const startedAtMs = performance.now();
    const parsed = parseFilter(text);
    // Takes milliseconds; what grows with the power of the length would take hours.
    expect(performance.now() - startedAtMs).toBeLessThan(20_000);
    expect(parsed).toMatchObject({ ok: false });
  });

  it.each(['/a.{300}c/', '/a.{20}c/', '/(a.{120}|b.{120})c$/', 'name:/a.{20}c/', '/[ab]*a[ab]{20}/ or anna'])(
    'refuses an expression that would take more than a step for a character: %s',
    (text) => {
      const parsed = parseFilter(text);
      const at = text.indexOf('/');
      expect(parsed).toMatchObject({ ok: false, errors: [{ at, length: text.lastIndexOf('/') + 1 - at }] });
    },
  );

  it.each(['(a+)+$', '(a|aa)+$', 'a.{7}c', '^\\+49\\d{8,12}$', '\\p{L}+ \\d{2,4}', '^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$'])(
    'makes every state of an expression before a text is asked, and no more whatever the text: %s',
    (source) => {
      const expression = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
      expect(isSmallAutomaton(expression)).toBe(true);
      const { dfa } = expression.re2Input;
      const before = dfa.stateCount;
      fc.assert(
        fc.property(
          fc.string({ unit: fc.constantFrom('a', 'b', 'c', '4', '9', '@', '.', ' ', 'é'), maxLength: 400 }),
          (text) => {
            expression.test(text);
          },
        ),
        { numRuns: 300 },
      );
      // Only what stands at the end of a text comes in addition: one for each state at most.
      expect(dfa.stateCount).toBeLessThanOrEqual(2 * before);
      expect(before).toBeLessThanOrEqual(2 * automatonLimits.states);
    },
  );

  it('asks an expression of a long text once, and keeps no more of them than fit', () => {
    let calls = 0;
    const test = rememberAnswers((text) => ++calls > 0 && text.startsWith('a'));
    const texts = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'a' : 'b') + `${index}`.padEnd(90_000));
    for (let turn = 0; turn < 3; turn++) expect(test(texts[0]!)).toBe(true);
    expect(calls).toBe(1);
    expect(texts.map(test)).toEqual(texts.map((text) => text.startsWith('a')));
    expect(calls).toBe(20);
    for (const text of texts) test(`${text}.`);
    test(texts[0]!);
    expect(calls, 'what does not fit is forgotten').toBe(41);
  });

  it('lets the answers of an expression go with the last filter that asks it', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const make = (source: string) => {
      const made = createTextTest({ kind: 'expression', source }, 'line');
      if ('fault' in made) throw new Error(made.fault);
      return made.test;
    };
    const asked = make('still.asked');
    const watched = (() => new WeakRef(make('not.asked.any.more')))();
    await vi.waitFor(() => {
      collect();
      expect(watched.deref() === undefined, 'the test is let go').toBe(true);
    });
    expect(make('still.asked'), 'the control').toBe(asked);
  });

  it('looks into each cell of a row, however long the one before it is', () => {
    const row = `anna\n${'x'.repeat(70_000)}\nred`;
    const ask = (text: string): Truth => {
      const parsed = parseFilter(text);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      return parsed.filter.test(() => row, nowMs);
    };
    expect([ask('/red/'), ask('/^red$/'), ask('/(?-m)^red$/'), ask('/(?i-m:^red$)/')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([ask('/^ed$/'), ask('/(?-m)^ed$/'), ask('/anna.x/')]).toEqual([false, false, false]);
  });
});

describe('metadata', () => {
  const ask = (text: string, metadata: string): Truth => {
    const parsed = parseFilter(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return parsed.filter.test((column) => (column === 'metadata' ? metadata : undefined), nowMs);
  };

  it('is read by path: long numbers by their digits, no JSON as nothing, a large document as unknown', () => {
    expect(ask('meta.id=12345678901234567890', '{"id":12345678901234567890}')).toBe(true);
    expect(ask('meta.id=12345678901234567891', '{"id":12345678901234567890}')).toBe(false);
    expect(ask('has:meta.id', 'no JSON')).toBe(false);
    expect(ask('meta.a:"2,3"', '{"a":[1,2,3]}')).toBe(true);
    expect(ask('!has:meta.a', `{"a":"${'x'.repeat(140_000)}"}`)).toBeUndefined();
  });

  it('is found by the value that its cell shows', () => {
    const numbers = ['0.1234567890123456789', '1e400', '12345678901234567890', '1.5', '-0', '100000000000000000000.5'];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...numbers), fc.json({ maxDepth: 2 })), (json) => {
        const metadata = `{"n":${json}}`;
        const [value] = readMetadataValues(metadata, [['n']]);
        const text = combineFilter('', 'meta.n', value, 'include');
        if (text !== undefined) expect(ask(text, metadata)).toBe(true);
      }),
      runs,
    );
  });

  it('is remembered by text, and no more of it than fits', () => {
    const memory = createTextMemory<number>(10_000);
    const kept = (): number => texts.filter((text) => memory.get(text) !== undefined).length;
    const texts = Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(1_000));
    texts.slice(0, 4).forEach((text, index) => memory.set(text, index));
    expect(texts.slice(0, 4).map(memory.get)).toEqual([0, 1, 2, 3]);
    texts.forEach((text, index) => memory.set(text, index));
    expect(memory.get(texts[99]!)).toBe(99);
    expect(kept()).toBeLessThanOrEqual(10);
    for (let index = 0; index < 1_000; index++) memory.set(`short ${index}`, index);
    expect(kept(), 'short texts count too').toBe(0);
  });
});
