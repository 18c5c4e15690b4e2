import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextComparison, createTextRanks, type RankedText } from '#renderer/table/text-ranks.ts';

const collator = new Intl.Collator('en', { numeric: true });
const compareTexts = createTextComparison(collator);

function isAscending(entries: readonly RankedText[]): boolean {
  const sorted = entries.toSorted((one, other) => compareTexts(one.text, other.text));
  return sorted.every((entry, index) => index === 0 || sorted[index - 1]!.rank < entry.rank);
}

describe('the ranks of texts', () => {
  it('stand in the collator’s order, whatever comes and goes', () => {
    const batch = fc.array(fc.string({ unit: fc.constantFrom('a', 'B', 'é', '1', '0', ' '), maxLength: 6 }), {
      maxLength: 120,
      size: 'max',
    });
    fc.assert(
      fc.property(
        fc.array(fc.record({ batch, share: fc.integer({ min: 0, max: 4 }) }), { maxLength: 12, size: 'max' }),
        (rounds) => {
          const ranks = createTextRanks(collator);
          let held: RankedText[] = [];
          for (const { batch: texts, share } of rounds) {
            held.push(...texts.map((text) => ranks.take(text)));
            ranks.settle();
            expect(isAscending([...new Set(held)])).toBe(true);
            const leaving = held.filter((_entry, index) => index % 5 < share);
            held = held.filter((_entry, index) => index % 5 >= share);
            for (const entry of leaving) ranks.drop(entry);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are given anew when no number is left between two', () => {
    const ranks = createTextRanks(collator);
    const held = [ranks.take('a'), ranks.take('b')];
    ranks.settle();
    let renumberings = 0;
    for (let length = 1; length <= 120; length++) {
      held.push(ranks.take(`a${'a'.repeat(length)}`));
      if (ranks.settle()) renumberings++;
      expect(isAscending(held)).toBe(true);
    }
    expect(renumberings).toBeGreaterThan(0);
  });

  it('forget texts that nobody has', () => {
    const ranks = createTextRanks(collator);
    const first = ranks.take('first');
    ranks.settle();
    ranks.drop(first);
    for (let index = 0; index < 2_000; index++) {
      const entry = ranks.take(`text ${index}`);
      ranks.settle();
      ranks.drop(entry);
    }
    ranks.settle();
    expect(ranks.take('first')).not.toBe(first);
  });
});
