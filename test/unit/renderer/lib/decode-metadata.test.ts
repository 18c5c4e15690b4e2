import { describe, expect, it } from 'vitest';
import { decodeMetadata, ExactNumber, findJsonError } from '#renderer/lib/decode-metadata.ts';

describe('decodeMetadata', () => {
  it.each([
    ['', { kind: 'empty' }],
    ['{"seat":"B-14"}', { kind: 'json', value: { seat: 'B-14' } }],
    ['[1,2]', { kind: 'json', value: [1, 2] }],
    ['42', { kind: 'json', value: 42 }],
    ['moderator', { kind: 'text' }],
    ['not { json }', { kind: 'text' }],
  ])('%j', (text, decoded) => {
    expect(decodeMetadata(text)).toEqual(decoded);
  });

  it('keeps a number that would be rounded as it is written', () => {
    expect(decodeMetadata('{"id":1234567890123456789,"seat":12,"share":0.5}')).toEqual({
      kind: 'json',
      value: { id: new ExactNumber('1234567890123456789'), seat: 12, share: 0.5 },
    });
  });

  it.each(['{"seat":', '{seat:1}', ' [1,2', '{"a":1}}'])(
    'says plainly that %j was meant to be JSON and is not',
    (text) => {
      const decoded = decodeMetadata(text);
      expect(decoded).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/line 1/) });
    },
  );
});

describe('a text of the largest size that is nothing but brackets', () => {
  const half = 256 * 1_024;

  it('is text when it is JSON too deep for a tree, not malformed', () => {
    expect(decodeMetadata('['.repeat(half) + ']'.repeat(half))).toEqual({ kind: 'text' });
  });

  it('is malformed when it is never closed', () => {
    expect(decodeMetadata('['.repeat(2 * half))).toMatchObject({ kind: 'malformed' });
  });
});

describe('findJsonError', () => {
  it('names the line and place of the first error', () => {
    const error = findJsonError('{\n  "a": 1,\n  "b": x\n}');
    expect(error).toMatchObject({ offset: 19, reason: expect.stringContaining('line 3') });
  });

  it.each(['', '   ', '{}', '"text"'])('finds none in %j', (text) => {
    expect(findJsonError(text)).toBeUndefined();
  });
});
