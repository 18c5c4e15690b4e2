/** A column that can be shown or not, with how many rows have a value there; and the keys that go through a list of such. */
import type { KeyboardEvent } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import './column-chooser.css';

export interface ColumnOfferLineProps {
  name: string;
  sample: string;
  /** How many have it, in words. */
  count: string;
  isShown: boolean;
  offReason: string | undefined;
  onShownChange: (isShown: boolean) => void;
}

export function ColumnOfferLine({ name, sample, count, isShown, offReason, onShownChange }: ColumnOfferLineProps) {
  return (
    <label className="column-chooser-offer" title={offReason}>
      <input
        type="checkbox"
        checked={isShown}
        aria-disabled={offReason !== undefined}
        aria-description={offReason}
        data-field={name}
        onChange={(event) => {
          if (offReason === undefined) onShownChange(event.target.checked);
        }}
      />
      <span className="base-mono column-chooser-name">
        <HostileText text={name} maxCharacters={80} />
      </span>
      <span className="column-chooser-sample">
        <HostileText text={sample} maxCharacters={60} />
      </span>
      <span className="column-chooser-people">{count}</span>
    </label>
  );
}

/** Arrows go through the boxes of a list. */
export function stepThroughBoxes(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const boxes = [...(list?.querySelectorAll<HTMLElement>('input') ?? [])];
  const at = boxes.indexOf(document.activeElement as HTMLElement);
  const next = boxes[event.key === 'ArrowDown' ? at + 1 : at - 1];
  next?.focus();
  if (next) event.preventDefault();
}
