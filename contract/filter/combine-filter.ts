/** Takes a cell's value into a filter, out of it, or forbids it: what *Apply as filter*, *Exclude* and the facets do. Pure. */
import type { CellValue } from '#contract/cell-value';
import { isUnknownValue } from './compare-value.ts';
import { findFieldByName } from './field-names.ts';
import { parseTree } from './parse-tree.ts';
import { participantLanguage } from './participant-language.ts';
import { printFilter } from './print-filter.ts';
import type { FilterLanguage, FilterNode, Pattern } from './types.ts';
import { findWord, hasFixedWords, hasNoneWord } from './value-word.ts';

/** A longer value is a document, not something to filter by. */
export const maxCombinedCharacters = 300;

/** `include` shows those with the value (beside others of the same field), `exclude` all others, `clear` takes it out again. */
export type Choice = 'include' | 'exclude' | 'clear';

type Leaf = FilterNode;

/**
 * @param text a filter without mistakes
 * @param field a name of the registry
 * @returns the canonical text of the new filter; undefined where the value cannot stand in one, or the filter is wrong
 */
export function combineFilter(
  text: string,
  field: string,
  value: CellValue,
  choice: Choice,
  language: FilterLanguage = participantLanguage,
): string | undefined {
  const parsed = parseTree(text, language);
  const wanted = createValueTerm(field, value, language);
  if ('errors' in parsed || !wanted) return undefined;
  const isWanted = (node: FilterNode) => isSameLeaf(node, wanted, language);
  const forbidden = negate(wanted);
  let parts: readonly FilterNode[] = parsed.tree.kind === 'and' ? parsed.tree.of : [parsed.tree];
  parts = parts.filter((part) => !isSameLeaf(part, forbidden, language));
  if (choice === 'include') parts = include(parts, wanted, field, isWanted);
  else {
    parts = parts.flatMap((part) => {
      const choices = listChoices(part, field);
      if (!choices?.some(isWanted)) return [part];
      const left = choices.filter((node) => !isWanted(node));
      return left.length === 0 ? [] : [joinChoices(left)];
    });
    if (choice === 'exclude') parts = [...parts, forbidden];
  }
  const combined = printFilter(joinParts(parts), language);
  return 'tree' in parseTree(combined, language) ? combined : undefined;
}

/** What a filter says of a value at its top: shown by name, left out by name, or neither. */
export function findChoice(
  tree: FilterNode,
  field: string,
  value: CellValue,
  language: FilterLanguage = participantLanguage,
): Exclude<Choice, 'clear'> | undefined {
  const wanted = createValueTerm(field, value, language);
  if (!wanted) return undefined;
  const parts = tree.kind === 'and' ? tree.of : [tree];
  if (parts.some((part) => isSameLeaf(part, negate(wanted), language))) return 'exclude';
  const isIncluded = parts.some((part) => listChoices(part, field)?.some((node) => isSameLeaf(node, wanted, language)));
  return isIncluded ? 'include' : undefined;
}

function include(
  parts: readonly FilterNode[],
  wanted: Leaf,
  field: string,
  isWanted: (node: FilterNode) => boolean,
): readonly FilterNode[] {
  const at = parts.findIndex((part) => listChoices(part, field) !== undefined);
  if (at === -1) return [...parts, wanted];
  const choices = listChoices(parts[at]!, field) ?? [];
  if (choices.some(isWanted)) return parts;
  return parts.with(at, joinChoices([...choices, wanted]));
}

/** The values of one field that a part lets through; undefined for a part that is something else. */
function listChoices(part: FilterNode, field: string): readonly FilterNode[] | undefined {
  const nodes = part.kind === 'or' ? part.of : [part];
  return nodes.every((node) => isChoiceOf(node, field)) ? nodes : undefined;
}

function isChoiceOf(node: FilterNode, field: string): boolean {
  switch (node.kind) {
    case 'compare':
      return node.field === field && (node.sign === '=' || node.sign === ':') && node.pattern.kind === 'text';
    case 'unknown':
    case 'bare':
      return node.field === field;
    case 'not':
      return node.of.kind === 'has' && node.of.field === field;
    case 'and':
    case 'or':
    case 'words':
    case 'is':
    case 'has':
      return false;
    default:
      return node satisfies never;
  }
}

function joinChoices(choices: readonly FilterNode[]): FilterNode {
  return choices.length === 1 ? choices[0]! : { ...nowhere, kind: 'or', of: choices };
}

function joinParts(parts: readonly FilterNode[]): FilterNode {
  return parts.length === 1 ? parts[0]! : { ...nowhere, kind: 'and', of: parts };
}

const nowhere = { at: 0, length: 0 };

function negate(node: FilterNode): FilterNode {
  return node.kind === 'not' ? node.of : { ...nowhere, kind: 'not', of: node };
}

/** The question that this value alone answers with yes. */
export function createValueTerm(
  name: string,
  value: CellValue,
  language: FilterLanguage = participantLanguage,
): Leaf | undefined {
  const field = findFieldByName(name, language);
  if (!field) return undefined;
  if (value === undefined || isUnknownValue(field, value)) return { ...nowhere, kind: 'unknown', field: name };
  if (value === null && !hasNoneWord(field))
    return { ...nowhere, kind: 'not', of: { ...nowhere, kind: 'has', field: name } };
  const text = findWord(field, value);
  if (text.length > maxCombinedCharacters) return undefined;
  const pattern: Pattern = { kind: 'text', text };
  return { ...nowhere, kind: 'compare', field: name, sign: hasFixedWords(field) ? ':' : '=', pattern };
}

/** The same question, however its sign and its word are written. */
function isSameLeaf(one: FilterNode, other: FilterNode, language: FilterLanguage): boolean {
  return writeComparably(one, language) === writeComparably(other, language);
}

function writeComparably(node: FilterNode, language: FilterLanguage): string {
  if (node.kind === 'not') return `!${writeComparably(node.of, language)}`;
  if (node.kind === 'bare') {
    const type = findFieldByName(node.field, language)?.type;
    return type === 'right' ? `${node.field}:can` : printFilter(node, language);
  }
  if (node.kind !== 'compare' || node.pattern.kind !== 'text') return printFilter(node, language);
  const field = findFieldByName(node.field, language);
  if (!field || !hasFixedWords(field)) return printFilter(node, language);
  const word = node.pattern.text.toLowerCase();
  const meant = field.aliases && Object.hasOwn(field.aliases, word) ? field.aliases[word] : word;
  return `${node.field}${node.sign === '=' ? ':' : node.sign}${meant}`;
}
