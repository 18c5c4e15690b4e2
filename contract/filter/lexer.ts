/** Cuts a filter into its pieces, each with its place. It judges nothing but what cannot be cut. Pure. */
import { isFieldAlone, readNameAt, findField, type WrittenName } from './field-names.ts';
import { isKeyWord, quoteText, readQuoted } from './quote.ts';
import type { ComparisonSign, FilterError, FilterLanguage, Pattern, Place } from './types.ts';

/** What stands behind a sign; a fault says why it is none. */
export type WrittenValue = Place & ({ pattern: Pattern } | { fault: Omit<FilterError, keyof Place> });

export type Token = Place &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'words'; value: WrittenValue }
    | { kind: 'alone'; name: WrittenName }
    | { kind: 'compare'; name: WrittenName; sign: ComparisonSign; value: WrittenValue }
    /** `has:attr.team`: what is asked of a field. */
    | { kind: 'ask'; question: 'has' | 'unknown'; name: WrittenName | undefined }
  );

const space = /\s*/y;
const tightSign = /:|!=|<=|>=|=|<|>/y;
const looseSign = /\s*(!=|<=|>=|=|<|>)\s*/y;
const run = /[^\s()"]+/y;
const quoted = /"(?:[^"\\]|\\.)*"/sy;
const expression = /\/((?:[^/\\\n]|\\.)*)\/([^\s()"]*)/y;

/** The pieces of a filter, in order. */
export function cutFilter(text: string, language: FilterLanguage): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = readToken(text, at, language);
    tokens.push(token);
    at = skipSpace(text, token.at + token.length);
  }
  return tokens;
}

function readToken(text: string, at: number, language: FilterLanguage): Token {
  const character = text[at];
  if (character === '(') return { kind: 'open', at, length: 1 };
  if (character === ')') return { kind: 'close', at, length: 1 };
  if (character === '!') return { kind: 'not', at, length: 1 };
  if (character === '-' && /^[^\s)]/.test(text.slice(at + 1, at + 2))) return { kind: 'not', at, length: 1 };
  const name = readNameAt(text, at);
  const term = name && readTerm(text, name, language);
  if (term) return term;
  const value = readValue(text, at);
  const { length } = value;
  if ('pattern' in value && character !== '"' && isKeyWord(text.slice(at, at + length))) {
    return { kind: text.slice(at, at + length).toLowerCase() as 'and' | 'or' | 'not', at, length };
  }
  return { kind: 'words', at, length, value };
}

/** A piece that begins with a field's name; undefined where the name is only a word. */
function readTerm(text: string, name: WrittenName, language: FilterLanguage): Token | undefined {
  const { at } = name;
  const end = at + name.length;
  const found = readSign(text, name, language);
  if (!found) {
    const isEnd = end === text.length || /^[\s()]/.test(text.slice(end, end + 1));
    if (!(isEnd || name.isCut) || !isFieldAlone(name, language)) return undefined;
    if (!name.isCut) return { kind: 'alone', at, length: name.length, name };
    const length = name.length + (takeRun(text, end) ?? takeRest(text, end)).length;
    return { kind: 'alone', at, length, name };
  }
  if (found.sign === ':' && (name.text === 'has' || name.text === 'unknown')) {
    const asked = readNameAt(text, found.end);
    const length = (asked ? asked.at + asked.length + (asked.isCut ? 1 : 0) : found.end) - at;
    const rest = takeRun(text, at + length);
    if (rest) return { kind: 'ask', at, length: length + rest.length, question: name.text, name: undefined };
    return { kind: 'ask', at, length, question: name.text, name: asked };
  }
  const value = readValue(text, found.end);
  return { kind: 'compare', at, length: value.at + value.length - at, name, sign: found.sign, value };
}

/** The sign behind a name. Blanks around it count only behind a known field: `tea > coffee` is three words. */
function readSign(
  text: string,
  name: WrittenName,
  language: FilterLanguage,
): { sign: ComparisonSign; end: number } | undefined {
  const end = name.at + name.length;
  tightSign.lastIndex = end;
  const tight = tightSign.exec(text)?.[0];
  if (tight === ':') return { sign: ':', end: end + 1 };
  if (tight === undefined && !findField(name, language)) return undefined;
  looseSign.lastIndex = end;
  const loose = looseSign.exec(text)?.[1];
  return loose === undefined ? undefined : { sign: loose as ComparisonSign, end: looseSign.lastIndex };
}

function readValue(text: string, at: number): WrittenValue {
  const character = text[at];
  if (character === '"') {
    quoted.lastIndex = at;
    const found = quoted.exec(text)?.[0];
    if (found !== undefined) return { at, length: found.length, pattern: { kind: 'text', text: readQuoted(found) } };
    return { ...takeRest(text, at), fault: { message: 'this quote is not closed', suggestion: closeQuote(text, at) } };
  }
  if (character === '/') {
    expression.lastIndex = at;
    const found = expression.exec(text);
    if (found && (found[2] === '' || found[2] === 'i')) {
      return { at, length: found[0].length, pattern: { kind: 'expression', source: found[1] ?? '' } };
    }
    const rest = takeRun(text, at) ?? takeRest(text, at);
    const suggestion = quoteText(text.slice(at, at + rest.length));
    const message = found
      ? 'behind the slash of a regular expression stands nothing, or i'
      : 'a regular expression ends with a slash';
    return { ...rest, fault: { message, suggestion } };
  }
  const found = takeRun(text, at);
  if (!found) return { at, length: 0, fault: { message: 'here a value is missing' } };
  const written = text.slice(at, at + found.length);
  return { ...found, pattern: { kind: written.includes('*') ? 'wildcard' : 'text', text: written } };
}

function closeQuote(text: string, at: number): string {
  return quoteText(text.slice(at + 1).trimEnd());
}

function takeRun(text: string, at: number): Place | undefined {
  run.lastIndex = at;
  const found = run.exec(text)?.[0];
  return found === undefined ? undefined : { at, length: found.length };
}

function takeRest(text: string, at: number): Place {
  return { at, length: text.length - at };
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}
