import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '#renderer/lib/find-json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonFault', () => {
  it.each([
    ['{\n  "a": 1,\n  "b": x\n}', 19],
    ['{"seat":', 8],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['{,}', 1],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['[1]]', 3],
    ['01', 1],
    ['"a\nb"', 0],
    ['"\\x"', 0],
    ['[}', 1],
    ['', 0],
  ])('%j has its first fault at %i', (text, offset) => {
    expect(findJsonFault(text)).toBe(offset);
  });

  it('finds a fault exactly where the engine does not take the text', () => {
    fc.assert(fc.property(fc.json(), (text) => findJsonFault(text) === undefined));
    const almost = fc.array(fc.constantFrom(...'{}[],:"\\0123.eE+-atruefalsn \u0000\u007f\u2028é'.split('')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(almost, (characters) => {
        const text = characters.join('');
        return (findJsonFault(text) === undefined) === isJson(text);
      }),
      { numRuns: 20_000 },
    );
  });

  // Where work grew by the square, a text of this size would outlast the test's own limit.
  it('comes to an end for half a megabyte of anything', () => {
    const size = 512 * 1_024;
    const texts = [
      '['.repeat(size),
      '{"":'.repeat(size / 4),
      `"${'x'.repeat(size)}`,
      '"\\n'.repeat(size / 3),
      ' '.repeat(size),
    ];
    for (const text of texts) {
      expect(findJsonFault(text)).toBeTypeOf('number');
    }
  });
});
