/** A key, drawn at the right end of what it triggers. Decorative for assistive software: the control itself names its keys. */
import './key-hint.css';

export interface KeyHintProps {
  /** As people read it: `Ctrl+Enter`, `n`, `g r`. */
  keys: string;
  /** Draws an edge around it, for keys that stand alone in a sentence. */
  isFramed?: boolean;
}

export function KeyHint({ keys, isFramed = false }: KeyHintProps) {
  return (
    <kbd className={isFramed ? 'key-hint key-hint-framed' : 'key-hint'} aria-hidden="true">
      {keys.replaceAll('+', ' ')}
    </kbd>
  );
}
