/** Which digit chooses a view, with who has each now. */
import type { RosterView } from '#contract/domain/roster-preferences';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { findByKey, viewKeys } from './own-views.ts';

const none = 'none';
const choices = [{ value: none, label: 'None' }, ...viewKeys.map((key) => ({ value: `${key}`, label: `${key}` }))];

export interface ViewKeyChoiceProps {
  own: readonly RosterView[];
  /** The view itself, if it is kept already. */
  viewId: string | undefined;
  value: number | undefined;
  onValueChange: (key: number | undefined) => void;
}

export function ViewKeyChoice({ own, viewId, value, onValueChange }: ViewKeyChoiceProps) {
  const holder = value === undefined ? undefined : findByKey(own, value);
  const isTaken = holder !== undefined && holder.id !== viewId;
  return (
    <SegmentedChoice
      label="Key"
      choices={choices}
      value={value === undefined ? none : `${value}`}
      onValueChange={(next) => onValueChange(next === none ? undefined : Number(next))}
      hint={isTaken ? `taken from ${spellHostileText(holder.name, 40)}` : undefined}
    />
  );
}
