/** Cuts the text of the box where something is drawn over or under it. Pure. */
import { listTopTerms } from '#contract/filter/top-terms';
import type { FilterNode, Place } from '#contract/filter/types';

export interface FilterPiece {
  text: string;
  kind: 'plain' | 'term' | 'fault';
  /** Of a term: which of the filter's it is. */
  index: number;
}

/** @param typedUpTo where somebody is typing: the term that ends there is still being written, and no chip */
export function cutTerms(text: string, tree: FilterNode, typedUpTo: number | undefined): FilterPiece[] {
  return cutPieces(text, listTopTerms(tree), 'term').map((piece, at, all) => {
    const isLast = at === all.length - 1;
    return isLast && piece.kind === 'term' && typedUpTo === text.length ? { ...piece, kind: 'plain' } : piece;
  });
}

export function cutFaults(text: string, faults: readonly Place[]): FilterPiece[] {
  return cutPieces(text, faults, 'fault');
}

function cutPieces(text: string, marks: readonly Place[], kind: 'term' | 'fault'): FilterPiece[] {
  const pieces: FilterPiece[] = [];
  let from = 0;
  for (const [index, { at, length }] of marks.entries()) {
    if (at < from) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), kind: 'plain', index });
    pieces.push({ text: text.slice(at, at + length), kind, index });
    from = at + length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), kind: 'plain', index: marks.length });
  return pieces;
}
