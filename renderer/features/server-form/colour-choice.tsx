/** The colour of a server's window. Red is kept for production and cannot be chosen. */
import { Check } from 'lucide-react';
import { useId } from 'react';
import { serverColours, type ServerColour } from '#contract/domain/server-profile';

export interface ColourChoiceProps {
  value: ServerColour;
  isProduction: boolean;
  onValueChange: (colour: ServerColour) => void;
}

export function ColourChoice({ value, isProduction, onValueChange }: ColourChoiceProps) {
  const name = useId();
  return (
    <fieldset className="colour-choice">
      <legend className="segmented-choice-label">
        Colour{' '}
        <span className="segmented-choice-hint">
          {isProduction
            ? 'its window is red while it is production; this one is kept for later.'
            : 'the frame of its window. Red is kept for production.'}
        </span>
      </legend>
      <div className="colour-choice-row">
        {serverColours.map((colour) => (
          <label key={colour} className="colour-choice-swatch" data-colour={colour}>
            <input
              type="radio"
              className="base-over"
              name={name}
              value={colour}
              aria-label={colour}
              checked={colour === value}
              onChange={() => onValueChange(colour)}
            />
            {colour === value && <Check aria-hidden="true" />}
          </label>
        ))}
        <span className="colour-choice-word">{value}</span>
      </div>
    </fieldset>
  );
}
