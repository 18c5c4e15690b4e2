/** One piece of a filter against the fields and words that there are: a node of the tree, or what is wrong. Pure. */
import { createComparison, listWords } from './compare-value.ts';
import { findField, type WrittenName } from './field-names.ts';
import { findNearest } from './find-nearest.ts';
import type { Token, WrittenValue } from './lexer.ts';
import { createTextTest } from './match-text.ts';
import { quoteText, writeValue } from './quote.ts';
import type { FilterError, FilterField, FilterLanguage, FilterNode, Pattern, Place } from './types.ts';

export type CheckedTerm = { node: FilterNode } | { error: FilterError };

type CompareToken = Extract<Token, { kind: 'compare' }>;

/** A longer text is not put into quotes for somebody. */
const maxQuotedCharacters = 200;

/** @param text the whole filter */
export function checkTerm(token: Token, text: string, language: FilterLanguage): CheckedTerm {
  const written = text.slice(token.at, token.at + token.length);
  switch (token.kind) {
    case 'words':
      return checkWords(token);
    case 'alone':
      return checkAlone(token, written, language);
    case 'ask':
      return checkAsk(token, written, language);
    case 'compare':
      if (token.name.text === 'is' && token.sign === ':') return checkIs(token, language);
      return checkComparison(token, written, language);
    case 'open':
    case 'close':
    case 'and':
    case 'or':
    case 'not':
      return fail(token, 'here something to look for is missing');
    default:
      return token satisfies never;
  }
}

function fail(place: Place, message: string, suggestion?: string): CheckedTerm {
  const { at, length } = place;
  return { error: { at, length, message, ...(suggestion === undefined ? {} : { suggestion }) } };
}

function failValue(
  value: WrittenValue & { fault: { message: string; suggestion?: string } },
  term: Place,
): CheckedTerm {
  const place = value.length > 0 ? value : term;
  return fail(place, value.fault.message, value.length > 0 ? value.fault.suggestion : undefined);
}

function checkWords(token: Extract<Token, { kind: 'words' }>): CheckedTerm {
  const { at, length, value } = token;
  if ('fault' in value) return failValue(value, token);
  const made = createTextTest(value.pattern, 'line');
  if ('fault' in made) return fail(value, made.fault, quoteWritten(value.pattern));
  return { node: { kind: 'words', at, length, pattern: value.pattern } };
}

/** As it is written, but looked for as a text. */
function quoteWritten(pattern: Pattern): string | undefined {
  const written = pattern.kind === 'expression' ? `/${pattern.source}/` : pattern.text;
  return quoteShort(written);
}

function quoteShort(written: string): string | undefined {
  return written.length > maxQuotedCharacters ? undefined : quoteText(written);
}

function checkAlone(token: Extract<Token, { kind: 'alone' }>, written: string, language: FilterLanguage): CheckedTerm {
  const field = findField(token.name, language);
  const { at, length } = token;
  return field
    ? { node: { kind: 'bare', at, length, field: field.name } }
    : failField(token.name, token, written, language);
}

function checkAsk(token: Extract<Token, { kind: 'ask' }>, written: string, language: FilterLanguage): CheckedTerm {
  const { at, length, question, name } = token;
  const field = name && findField(name, language);
  if (field) return { node: { kind: question, at, length, field: field.name } };
  if (name) return failField(name, token, written, language);
  return fail(token, `behind ${question}: stands the name of a field, like ${question}:name`);
}

function checkIs(token: CompareToken, language: FilterLanguage): CheckedTerm {
  const { at, length, value } = token;
  const names = [...language.predicates.keys()];
  if ('fault' in value) return fail(token, `behind is: stands one of ${names.join(', ')}`);
  const wanted = value.pattern.kind === 'text' ? value.pattern.text.toLowerCase() : '';
  if (language.predicates.has(wanted)) return { node: { kind: 'is', at, length, name: wanted } };
  return fail(value, `is: knows ${names.join(', ')}`, findNearest(wanted, names));
}

function checkComparison(token: CompareToken, written: string, language: FilterLanguage): CheckedTerm {
  const { at, length, name, sign, value } = token;
  const field = findField(name, language);
  if (!field) return failField(name, token, written, language);
  if ('fault' in value) {
    if (value.length > 0) return failValue(value, token);
    return fail(token, describeMissing(field, sign));
  }
  const made = createComparison(field, sign, value.pattern);
  if ('test' in made) return { node: { kind: 'compare', at, length, field: field.name, sign, pattern: value.pattern } };
  const suggestion =
    made.suggestion === undefined ? undefined : made.isWholeTerm ? made.suggestion : writeValue(made.suggestion);
  return fail(made.isWholeTerm ? token : value, made.fault, suggestion);
}

function describeMissing(field: FilterField, sign: string): string {
  const words = listWords(field);
  const examples = words.length > 0 ? `: ${words.join(', ')}` : '';
  return `behind ${field.name}${sign} a value is missing${examples}`;
}

/** @param term what the name belongs to, as `written`; without a name that is near, it may have been meant as a text */
function failField(name: WrittenName, term: Place, written: string, language: FilterLanguage): CheckedTerm {
  if (name.head === 'attr' || name.head === 'meta') {
    const what = name.head === 'attr' ? 'an attribute’s key' : 'a path into the metadata';
    const example = name.head === 'attr' ? 'attr.team or attr."any key"' : 'meta.title or meta.a["b.c"]';
    return fail(term, `behind ${name.head}. stands ${what}, like ${example}`);
  }
  const near = findNearest(name.text, [...language.fields.keys(), 'is', 'has', 'unknown']);
  const message = `there is no field ${name.text.slice(0, 40)}`;
  if (near !== undefined) return fail(name, message, near);
  return fail(term, `${message}; in quotes it is looked for as a text`, quoteShort(written));
}
