/**
 * Splits a text from a room into plain runs and characters that nobody would see: controls, bidi marks, zero-width ones.
 * Joining the tokens' texts gives the text back; nothing is drawn here.
 */

export interface TextToken {
  kind: 'text' | 'hidden' | 'newline' | 'tab';
  text: string;
}

export interface CutText {
  text: string;
  /** UTF-16 units that were left out at the end. */
  cutCharacters: number;
}

/** Format characters that show nothing but change what is shown, beside all of Cc, Cf, Zl, Zp and lone surrogates. */
const otherInvisible = '\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0\\u2800';
const invisibleSource = `[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}${otherInvisible}]`;
// Joiners that make an emoji or shape a script are part of the writing, not a trick; only alone are they hidden.
const allowedJoiner = /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})/u;

/** Cuts a text before anything costly is done with it; never through the middle of a surrogate pair. */
export function cutText(text: string, maxCharacters: number): CutText {
  if (text.length <= maxCharacters) return { text, cutCharacters: 0 };
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(maxCharacters - 1));
  const end = isInsidePair ? maxCharacters - 1 : maxCharacters;
  return { text: text.slice(0, end), cutCharacters: text.length - end };
}

/** The tokens of a text, in order; neighbouring plain characters are one token. */
export function tokenizeHostileText(text: string): TextToken[] {
  const invisible = new RegExp(`${allowedJoiner.source}|(${invisibleSource})`, 'gu');
  const tokens: TextToken[] = [];
  let plainFrom = 0;
  for (let match = invisible.exec(text); match; match = invisible.exec(text)) {
    const hidden = match[1];
    if (hidden === undefined) continue;
    if (match.index > plainFrom) tokens.push({ kind: 'text', text: text.slice(plainFrom, match.index) });
    tokens.push({ kind: readKind(hidden), text: hidden });
    plainFrom = match.index + hidden.length;
  }
  if (plainFrom < text.length) tokens.push({ kind: 'text', text: text.slice(plainFrom) });
  return tokens;
}

/** Whether a text needs no tokens: the common case, and cheap to know. */
export function isPlainText(text: string): boolean {
  return !/[^\u0020-\u007E\u00A1-\u00AC\u00AE-\u033F\u0370-\u05FF]/.test(text);
}

/** A text for tooltips, which can draw no boxes: cut, and its hidden characters spelled out as `[U+202E]`. */
export function spellHostileText(text: string, maxCharacters: number): string {
  const { text: shown, cutCharacters } = cutText(text, maxCharacters);
  const spelled = tokenizeHostileText(shown).map(spellToken).join('');
  return cutCharacters > 0 ? `${spelled} …` : spelled;
}

function spellToken({ kind, text }: TextToken): string {
  return kind === 'hidden' ? `[${nameCodePoint(text)}]` : text;
}

/** Code point as people write it: `U+202E`. */
export function nameCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function readKind(character: string): TextToken['kind'] {
  if (character === '\n') return 'newline';
  return character === '\t' ? 'tab' : 'hidden';
}
