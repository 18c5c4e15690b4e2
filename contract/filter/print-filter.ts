/** A tree as text: what it says when it is read again is the same tree. Pure. */
import { findField, isFieldAlone, readNameAt } from './field-names.ts';
import { participantLanguage } from './participant-language.ts';
import { quoteText, spellUnseen, writeValue, writeWord } from './quote.ts';
import type { FilterLanguage, FilterNode, Pattern } from './types.ts';

/** The canonical text of a tree. */
export function printFilter(node: FilterNode, language: FilterLanguage = participantLanguage): string {
  switch (node.kind) {
    case 'or':
      return node.of.map((part) => printFilter(part, language)).join(' or ');
    case 'and':
      return node.of.map((part) => bracket(part, part.kind === 'or', language)).join(' ');
    case 'not':
      return `!${bracket(node.of, node.of.kind === 'or' || node.of.kind === 'and', language)}`;
    case 'words':
      return printWords(node.pattern, language);
    case 'is':
      return `is:${node.name}`;
    case 'bare':
      return spellUnseen(node.field);
    case 'has':
    case 'unknown':
      return `${node.kind}:${spellUnseen(node.field)}`;
    case 'compare':
      return `${spellUnseen(node.field)}${node.sign}${printPattern(node.pattern, writeValue)}`;
    default:
      return node satisfies never;
  }
}

function bracket(node: FilterNode, isNeeded: boolean, language: FilterLanguage): string {
  const text = printFilter(node, language);
  return isNeeded ? `(${text})` : text;
}

function printWords(pattern: Pattern, language: FilterLanguage): string {
  // Behind a field that stands alone, it would be read as the field's sign.
  if (pattern.kind === 'wildcard' && /^[=<>]/.test(pattern.text)) return `(${pattern.text})`;
  return printPattern(pattern, (text) => {
    const name = readNameAt(text, 0);
    const isField = name && (isFieldAlone(name, language) || findField(name, language) !== undefined);
    return writeWord(text, isField ?? false);
  });
}

function printPattern(pattern: Pattern, write: (text: string) => string): string {
  switch (pattern.kind) {
    case 'text':
      return pattern.text === '' ? quoteText('') : write(pattern.text);
    case 'wildcard':
      return pattern.text;
    case 'expression':
      return `/${pattern.source}/i`;
    default:
      return pattern satisfies never;
  }
}
