/** A text with what matched marked. Each piece is hostile text of its own, so nothing hides in it and nothing is reordered. */
import { Fragment } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';

export interface MarkedTextProps {
  text: string;
  /** Ranges `[from, to, from, to …]`, in order. */
  marks: readonly number[];
  maxCharacters?: number;
}

export function MarkedText({ text, marks, maxCharacters = 160 }: MarkedTextProps) {
  if (marks.length === 0) return <HostileText text={text} maxCharacters={maxCharacters} />;
  const shown = text.slice(0, maxCharacters);
  return (
    <>
      {cutAtMarks(shown, marks).map(({ from, part, isMarked }) => (
        <Fragment key={from}>
          {isMarked ? (
            <mark className="palette-mark">
              <HostileText text={part} />
            </mark>
          ) : (
            <HostileText text={part} />
          )}
        </Fragment>
      ))}
      {text.length > shown.length && '…'}
    </>
  );
}

interface TextPart {
  from: number;
  part: string;
  isMarked: boolean;
}

/** The whole text in order, in pieces that are marked or not; none is empty. */
export function cutAtMarks(text: string, marks: readonly number[]): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  function take(to: number, isMarked: boolean): void {
    const part = text.slice(end, to);
    if (part !== '') parts.push({ from: end, part, isMarked });
    end = Math.max(end, to);
  }
  for (let place = 0; place + 1 < marks.length; place += 2) {
    take(marks[place] as number, false);
    take(marks[place + 1] as number, true);
  }
  take(text.length, false);
  return parts;
}
