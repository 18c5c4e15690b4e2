/** The terms that must all be true for a filter to be: what is shown as chips, and taken out one by one. Pure. */
import { parseTree } from './parse-tree.ts';
import { printFilter } from './print-filter.ts';
import type { FilterLanguage, FilterNode } from './types.ts';

/** In the order in which they are written; none for an empty filter. */
export function listTopTerms(tree: FilterNode): readonly FilterNode[] {
  return tree.kind === 'and' ? tree.of : [tree];
}

/** The text without one of its terms; the others stay as they are written, if they then still mean what they did. */
export function removeTopTerm(text: string, tree: FilterNode, index: number, language: FilterLanguage): string {
  const terms = listTopTerms(tree);
  const term = terms[index];
  if (!term) return text;
  const left = terms.toSpliced(index, 1);
  const [only] = left;
  const wanted = printFilter(only && left.length === 1 ? only : { kind: 'and', at: 0, length: 0, of: left }, language);
  const cut = `${text.slice(0, term.at).trimEnd()} ${text.slice(term.at + term.length).trimStart()}`.trim();
  const parsed = parseTree(cut, language);
  return 'tree' in parsed && printFilter(parsed.tree, language) === wanted ? cut : wanted;
}
