/**
 * From pieces to a tree, by binding power: `not` binds closest, then `and` (which neighbours need not say), then `or`. It
 * collects every error that it can go on behind. Pure.
 */
import { checkTerm } from './check-term.ts';
import { cutFilter, type Token } from './lexer.ts';
import { quoteText } from './quote.ts';
import type { FilterError, FilterLanguage, FilterNode } from './types.ts';

/** A filter is written by hand or made from a few cells; what is larger is no filter. */
export const filterLimits = { characters: 4_000, depth: 50, errors: 20 } as const;

const bindingPower = { or: 1, and: 2, not: 3 } as const;

/** A longer one is not given back as a suggestion. */
const maxSuggestedCharacters = 200;

/** The tree of a filter, or everything that is wrong with it. */
export function parseTree(text: string, language: FilterLanguage): { tree: FilterNode } | { errors: FilterError[] } {
  const { characters } = filterLimits;
  if (text.length > characters) {
    const message = `a filter has at most ${characters.toLocaleString('en')} characters`;
    return { errors: [{ at: characters, length: text.length - characters, message }] };
  }
  const tokens = cutFilter(text, language);
  const errors: FilterError[] = [];
  let next = 0;
  let depth = 0;
  let openBrackets = 0;
  let missingBrackets = 0;
  let isTooDeep = false;

  function fail(error: FilterError): undefined {
    if (errors.length < filterLimits.errors) errors.push(error);
    return undefined;
  }

  /** @param minimum binds only what binds at least as closely */
  function readExpression(minimum: number): FilterNode | undefined {
    let left = readPrefix();
    for (;;) {
      const token = tokens[next];
      if (!token || isTooDeep || token.kind === 'close') return left;
      const kind = token.kind === 'or' ? 'or' : 'and';
      const power = bindingPower[kind];
      if (power < minimum) return left;
      const isSaid = token.kind === 'or' || token.kind === 'and';
      if (isSaid) next++;
      if (isSaid && !startsTerm(tokens[next])) {
        failSides(token);
        continue;
      }
      const right = readExpression(power + 1);
      left = left && right && join(kind, left, right);
    }
  }

  function readPrefix(): FilterNode | undefined {
    const token = tokens[next];
    if (!token || token.kind === 'close') return undefined;
    if (token.kind === 'and' || token.kind === 'or') {
      next++;
      failSides(token);
      return startsTerm(tokens[next]) ? readPrefix() : undefined;
    }
    next++;
    if (token.kind !== 'open' && token.kind !== 'not') return readTerm(token);
    if (++depth > filterLimits.depth) {
      isTooDeep = true;
      return fail({ ...placeOf(token), message: `brackets and nots go at most ${filterLimits.depth} deep` });
    }
    const node = token.kind === 'open' ? readBrackets(token) : readNot(token);
    depth--;
    return node;
  }

  function readTerm(token: Token): FilterNode | undefined {
    const checked = checkTerm(token, text, language);
    if ('node' in checked) return checked.node;
    return fail(checked.error);
  }

  function readNot(token: Token): FilterNode | undefined {
    if (!startsTerm(tokens[next])) {
      const message = `${text.slice(token.at, token.at + token.length)} stands before nothing`;
      return fail({ ...placeOf(token), message, suggestion: '' });
    }
    const of = readExpression(bindingPower.not);
    return of && { kind: 'not', at: token.at, length: of.at + of.length - token.at, of };
  }

  function readBrackets(open: Token): FilterNode | undefined {
    const isEmpty = tokens[next]?.kind === 'close';
    openBrackets++;
    const inside = readExpression(0);
    openBrackets--;
    const close = tokens[next];
    if (isTooDeep) return undefined;
    if (close?.kind !== 'close') {
      missingBrackets++;
      return openBrackets > 0 ? undefined : failOpen(open);
    }
    next++;
    const place = { at: open.at, length: close.at + 1 - open.at };
    if (isEmpty) return fail({ ...place, message: 'nothing stands in these brackets', suggestion: '' });
    return inside && { ...inside, ...place };
  }

  /** Told once, of the outermost. */
  function failOpen(open: Token): undefined {
    const place = { at: open.at, length: text.trimEnd().length - open.at };
    const suggestion = text.slice(open.at).trimEnd() + ')'.repeat(missingBrackets);
    const isShort = suggestion.length <= maxSuggestedCharacters;
    return fail({ ...place, message: 'this bracket is not closed', ...(isShort ? { suggestion } : {}) });
  }

  function failSides(token: Token): void {
    const word = text.slice(token.at, token.at + token.length);
    const message = `${word} needs something on both sides; in quotes the word itself is looked for`;
    fail({ ...placeOf(token), message, suggestion: quoteText(word) });
  }

  let tree: FilterNode | undefined = tokens.length === 0 ? { kind: 'and', at: 0, length: 0, of: [] } : undefined;
  while (next < tokens.length && !isTooDeep) {
    tree = readExpression(0);
    const token = tokens[next];
    if (token?.kind !== 'close') break;
    fail({ ...placeOf(token), message: 'this bracket was never opened', suggestion: '' });
    next++;
  }
  if (errors.length > 0 || !tree) return { errors: errors.sort((one, other) => one.at - other.at) };
  return { tree };
}

function startsTerm(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== 'close' && token.kind !== 'and' && token.kind !== 'or';
}

function placeOf({ at, length }: Token): { at: number; length: number } {
  return { at, length };
}

/** Parts of the same kind are one list, however they were bracketed. */
function join(kind: 'and' | 'or', left: FilterNode, right: FilterNode): FilterNode {
  const of = [left, right].flatMap((node) => (node.kind === kind ? node.of : [node]));
  return { kind, at: left.at, length: right.at + right.length - left.at, of };
}
