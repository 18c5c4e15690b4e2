/**
 * The buttons that take terms out again, each behind its term: the text once more over the field, of which only they are
 * seen. One of them is on the way of Tab; arrows go from one to the next.
 */
import { X } from 'lucide-react';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { FilterPiece } from './filter-pieces.ts';

export interface FilterChipsProps {
  pieces: readonly FilterPiece[];
  place: RefObject<HTMLDivElement | null>;
  onRemove: (index: number) => void;
  /** Back to the text. */
  onLeave: () => void;
}

const shownCharacters = 60;

export function FilterChips({ pieces, place, onRemove, onLeave }: FilterChipsProps) {
  const chips = pieces.filter(({ kind }) => kind === 'term').map(({ index }) => index);
  const [last, setLast] = useState(0);
  const onTabWay = chips.includes(last) ? last : chips[0];

  function focusChip(at: number): boolean {
    const button = place.current?.querySelectorAll('button')[at];
    button?.focus();
    return button !== undefined;
  }

  function remove(index: number): void {
    const at = chips.indexOf(index);
    onRemove(index);
    // The buttons are drawn anew: the next one, or the last one left, stands where this one was.
    requestAnimationFrame(() => {
      if (!focusChip(at) && !focusChip(at - 1)) onLeave();
    });
  }

  function handleKey(event: KeyboardEvent, index: number): void {
    const at = chips.indexOf(index);
    switch (event.key) {
      case 'Delete':
      case 'Backspace':
        remove(index);
        break;
      case 'ArrowLeft':
        focusChip(at - 1);
        break;
      case 'ArrowRight':
        if (!focusChip(at + 1)) onLeave();
        break;
      case 'Escape':
        onLeave();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={place} className="filter-mirror filter-chips">
      {pieces.map((piece, key) => (
        // Pieces are told apart by their place alone.
        <span key={key} className="filter-chip">
          <span aria-hidden="true">{piece.text}</span>
          {piece.kind === 'term' && (
            <button
              type="button"
              className="filter-chip-remove"
              aria-label={`Take out ${spellHostileText(piece.text, shownCharacters)}`}
              aria-keyshortcuts="Delete"
              title="Take this out. Del"
              tabIndex={piece.index === onTabWay ? 0 : -1}
              onFocus={() => setLast(piece.index)}
              onKeyDown={(event) => handleKey(event, piece.index)}
              onClick={() => remove(piece.index)}
            >
              <X aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}
