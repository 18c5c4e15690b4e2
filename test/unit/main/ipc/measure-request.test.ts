/** The measure of a request: the size of its JSON to the byte, and little work for anything hostile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureRequest } from '#main/ipc/measure-request';

describe('measureRequest', () => {
  it('counts the bytes of JSON exactly', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"__proto__"'));
        const sizeBytes = Buffer.byteLength(text);
        expect(measureRequest(value, sizeBytes)).toEqual({ kind: 'fits', sizeBytes });
        expect(measureRequest(value, sizeBytes - 1)).toEqual({ kind: 'too_large' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts members that are undefined as absent, as JSON does', () => {
    expect(measureRequest({ a: undefined, b: 1 }, 100)).toEqual({ kind: 'fits', sizeBytes: 7 });
  });

  it('ends early on lists that hold each other over and over', () => {
    let bomb: unknown = 'x';
    for (let level = 0; level < 12; level += 1) bomb = Array.from({ length: 50 }, () => bomb);
    // Walked to its end, 50 to the power of 12 items, it would outlast any limit.
    expect(measureRequest(bomb, 65_536)).toEqual({ kind: 'too_large' });
  });

  it('does not walk a list whose length alone is too much', () => {
    const empty: unknown[] = [];
    empty.length = 2 ** 32 - 1;
    expect(measureRequest(empty, 4 * 1024 * 1024)).toEqual({ kind: 'too_large' });
  });
});
