/** A text that somebody in a room wrote: drawn as text only, apart from its surroundings, cut, with nothing hidden in it. */
import { memo } from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import {
  cutText,
  isPlainText,
  nameCodePoint,
  tokenizeHostileText,
  type TextToken,
} from '#renderer/lib/tokenize-hostile-text.ts';
import './hostile-text.css';

export interface HostileTextProps {
  text: string;
  /** UTF-16 units that are drawn at most. */
  maxCharacters?: number;
}

const defaultMaxCharacters = 2_000;

// SECURITY: text nodes only; bdi keeps right-to-left text from reordering its neighbours, boxes tell what cannot be seen.
export const HostileText = memo(function HostileText({ text, maxCharacters = defaultMaxCharacters }: HostileTextProps) {
  // Cut first: tokens of a megabyte would cost more than the frame they are drawn in.
  const { text: shown, cutCharacters } = cutText(text, maxCharacters);
  return (
    <>
      <bdi>{isPlainText(shown) ? shown : tokenizeHostileText(shown).map(drawToken)}</bdi>
      {cutCharacters > 0 && <span className="hostile-text-cut"> … +{formatCount(cutCharacters)} characters</span>}
    </>
  );
});

function drawToken(token: TextToken, index: number) {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'newline':
      return (
        <span key={index} className="hostile-text-space">
          <span aria-hidden="true">↵</span>
          {'\n'}
        </span>
      );
    case 'tab':
      return (
        <span key={index} className="hostile-text-space">
          <span aria-hidden="true">⇥</span>
          {'\t'}
        </span>
      );
    case 'hidden':
      return (
        <span key={index} className="hostile-text-hidden">
          {nameCodePoint(token.text)}
        </span>
      );
    default:
      return token.kind satisfies never;
  }
}
