/** Steps back and forth over the texts of one draft, bounded in characters. What was typed elsewhere between is one step. */
import { useRef } from 'react';

export interface TextHistory {
  /** Takes a change that the tree made. */
  change(next: string): void;
  undo(): void;
  redo(): void;
}

const maxCharacters = 4 * 1024 * 1024;

export function useTextHistory(text: string, onChange: (text: string) => void): TextHistory {
  const past = useRef<string[]>([]);
  const future = useRef<string[]>([]);

  function step(from: string[], to: string[]): void {
    // A text that came from elsewhere is no step away from itself.
    while (from.at(-1) === text) from.pop();
    const next = from.pop();
    if (next === undefined) return;
    to.push(text);
    onChange(next);
  }

  return {
    change(next) {
      past.current.push(text);
      future.current = [];
      let characters = past.current.reduce((sum, one) => sum + one.length, 0);
      while (characters > maxCharacters && past.current.length > 1) characters -= past.current.shift()?.length ?? 0;
      onChange(next);
    },
    undo: () => step(past.current, future.current),
    redo: () => step(future.current, past.current),
  };
}
