/** The box's text once more, behind it and without ink: it carries what a field cannot draw, chips behind terms and lines under faults. */
import type { RefObject } from 'react';
import type { FilterNode, Place } from '#contract/filter/types';
import type { FilterState } from './roster-filter.ts';

interface Piece {
  text: string;
  kind: 'plain' | 'term' | 'fault';
}

export interface FilterMirrorProps {
  state: FilterState;
  showsFaults: boolean;
  /** Where a completion would stand. */
  markerAt: number;
  place: RefObject<HTMLDivElement | null>;
  marker: RefObject<HTMLSpanElement | null>;
}

export function FilterMirror({ state, showsFaults, markerAt, place, marker }: FilterMirrorProps) {
  const { text, errors, tree } = state;
  const marks = tree ? listTerms(tree) : showsFaults ? errors : [];
  const pieces = cutPieces(text, marks, tree ? 'term' : 'fault');
  return (
    <div ref={place} className="filter-mirror" aria-hidden="true">
      {pieces.map((piece, index) => (
        // Pieces are told apart by their place alone.
        <span key={index} className={`filter-piece-${piece.kind}`}>
          {piece.text}
        </span>
      ))}
      <span className="filter-marker-line">
        {text.slice(0, markerAt)}
        <span ref={marker} />
      </span>
    </div>
  );
}

/** Comparisons and questions; words are only words. */
function listTerms(node: FilterNode): Place[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.of.flatMap(listTerms);
    case 'not':
      return listTerms(node.of).length === 1 ? [node] : listTerms(node.of);
    case 'words':
      return [];
    case 'is':
    case 'bare':
    case 'has':
    case 'unknown':
    case 'compare':
      return [node];
    default:
      return node satisfies never;
  }
}

function cutPieces(text: string, marks: readonly Place[], kind: 'term' | 'fault'): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { at, length } of marks) {
    if (at < from) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), kind: 'plain' });
    pieces.push({ text: text.slice(at, at + length), kind });
    from = at + length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), kind: 'plain' });
  return pieces;
}
