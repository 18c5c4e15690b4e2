/** The box's text once more, behind it and without ink: it carries what a field cannot draw, chips behind terms and lines under faults. */
import type { RefObject } from 'react';
import type { FilterPiece } from './filter-pieces.ts';

export interface FilterMirrorProps {
  text: string;
  pieces: readonly FilterPiece[];
  /** Where a completion would stand. */
  markerAt: number;
  place: RefObject<HTMLDivElement | null>;
  marker: RefObject<HTMLSpanElement | null>;
}

export function FilterMirror({ text, pieces, markerAt, place, marker }: FilterMirrorProps) {
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
