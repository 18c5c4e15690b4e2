/** One of a few, all in sight: radio buttons drawn as segments. Arrow keys move, as in any radio group. */
import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import './segmented-choice.css';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** A second line; with it the choices stand below each other. */
  explanation?: ReactNode;
}

export interface SegmentedChoiceProps<Value extends string> {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  /** What stands beside the label. */
  hint?: ReactNode;
}

export function SegmentedChoice<Value extends string>({
  label,
  choices,
  value,
  onValueChange,
  hint,
}: SegmentedChoiceProps<Value>) {
  const name = useId();
  const isTall = choices.some(({ explanation }) => explanation !== undefined);
  return (
    <fieldset className="segmented-choice">
      <legend className="segmented-choice-label">
        {label} {hint !== undefined && <span className="segmented-choice-hint">{hint}</span>}
      </legend>
      <div className={isTall ? 'segmented-choice-rows' : 'segmented-choice-segments'}>
        {choices.map((choice) => (
          <label key={choice.value} className="segmented-choice-option">
            <input
              type="radio"
              className="base-over"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              aria-label={choice.label}
              aria-describedby={choice.explanation === undefined ? undefined : `${name}-${choice.value}`}
              onChange={() => onValueChange(choice.value)}
            />
            <Check className="segmented-choice-tick" aria-hidden="true" />
            <span className="segmented-choice-text">
              <span className="segmented-choice-word">{choice.label}</span>
              {choice.explanation !== undefined && (
                <span id={`${name}-${choice.value}`} className="segmented-choice-explanation">
                  {choice.explanation}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
