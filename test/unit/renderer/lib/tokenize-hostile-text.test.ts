import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutText,
  isPlainText,
  nameCodePoint,
  spellHostileText,
  tokenizeHostileText,
} from '#renderer/lib/tokenize-hostile-text.ts';

const trickyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      '\u202E',
      '\u200B',
      '\u200D',
      '\uFEFF',
      '\n',
      '\t',
      '\0',
      '\uD800',
      '\uDC00',
      '👩',
      '💻',
      'ع',
      '\u2028',
    ),
  ),
});

describe('texts from a room', () => {
  it('give back every character when their tokens are joined', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        const tokens = tokenizeHostileText(text);
        expect(tokens.map((token) => token.text).join('')).toBe(text);
        expect(tokens.every((token) => token.text !== '')).toBe(true);
      }),
    );
  });

  it('leave no control, bidi or zero-width character in a plain run', () => {
    const hidden = [
      '\u202E',
      '\u2066',
      '\u200F',
      '\u061C',
      '\u200B',
      '\uFEFF',
      '\u00AD',
      '\0',
      '\u0007',
      '\u007F',
      '\u0085',
    ];
    for (const character of [...hidden, '\u2028', '\u{E0041}', '\u3164', '\uD800']) {
      expect(tokenizeHostileText(`a${character}b`), nameCodePoint(character)).toEqual([
        { kind: 'text', text: 'a' },
        { kind: 'hidden', text: character },
        { kind: 'text', text: 'b' },
      ]);
      expect(isPlainText(character)).toBe(false);
    }
  });

  it('keep a plain text that is told to be plain in one token', () => {
    const codePoint = fc.integer({ min: 0x20, max: 0x5ff }).map((code) => String.fromCodePoint(code));
    const plainText = fc.string({ unit: codePoint.filter(isPlainText), minLength: 1 });
    fc.assert(
      fc.property(plainText, (text) => {
        expect(isPlainText(text)).toBe(true);
        expect(tokenizeHostileText(text)).toEqual([{ kind: 'text', text }]);
      }),
    );
    fc.assert(
      fc.property(trickyText, (text) => {
        const isOnePiece = tokenizeHostileText(text).every(({ kind }) => kind === 'text');
        expect(isOnePiece || !isPlainText(text)).toBe(true);
      }),
    );
  });

  it('mark line ends and tabs by themselves', () => {
    expect(tokenizeHostileText('a\n\tb').map((token) => token.kind)).toEqual(['text', 'newline', 'tab', 'text']);
  });

  it('keep emoji that are joined, and show a joiner that joins nothing', () => {
    expect(tokenizeHostileText('👩‍💻')).toEqual([{ kind: 'text', text: '👩‍💻' }]);
    expect(tokenizeHostileText('a\u200Db').map((token) => token.kind)).toEqual(['text', 'hidden', 'text']);
  });

  it('are cut with the count of what is left out, never through a pair', () => {
    expect(cutText('abc', 3)).toEqual({ text: 'abc', cutCharacters: 0 });
    expect(cutText('abcdef', 4)).toEqual({ text: 'abcd', cutCharacters: 2 });
    expect(cutText('abc😀', 4)).toEqual({ text: 'abc', cutCharacters: 2 });
    expect(nameCodePoint('\u202E')).toBe('U+202E');
    expect(nameCodePoint('\n')).toBe('U+000A');
  });

  it('are spelled for tooltips with nothing hidden left, and bounded', () => {
    expect(spellHostileText('Hi \u202Eolleh', 100)).toBe('Hi [U+202E]olleh');
    expect(spellHostileText('abcdef', 4)).toBe('abcd …');
    fc.assert(
      fc.property(trickyText, (text) => {
        const spelled = tokenizeHostileText(spellHostileText(text, 50));
        expect(spelled.filter(({ kind }) => kind === 'hidden')).toEqual([]);
      }),
    );
  });
});
