/** One line of text with its label above and its hint or error below. Keeps nothing: the owner holds the value. */
import { CircleX } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import './text-field.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size'> {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  /** What is wrong with the value; said as an alert when it comes. */
  error?: string | undefined;
  hint?: ReactNode;
  /** A control inside the field, at its end. */
  end?: ReactNode;
  isMono?: boolean;
}

export function TextField({
  label,
  value,
  onValueChange,
  error,
  hint,
  end,
  isMono = false,
  className,
  ...rest
}: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className={['text-field', className ?? ''].filter(Boolean).join(' ')}>
      <label className="text-field-label" htmlFor={id}>
        {label}
      </label>
      <div className={error === undefined ? 'text-field-box' : 'text-field-box text-field-box-wrong'}>
        <input
          autoComplete="off"
          spellCheck={false}
          {...rest}
          id={id}
          className={isMono ? 'text-field-input base-mono' : 'text-field-input'}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={hasNote ? noteId : undefined}
        />
        {end}
      </div>
      {hasNote && (
        <div id={noteId}>
          {error === undefined ? <p className="text-field-hint">{hint}</p> : <FieldError text={error} />}
        </div>
      )}
    </div>
  );
}

/** The reason under a field; an alert, because it comes after the moderator has looked away from the field. */
export function FieldError({ text }: { text: string }) {
  return (
    <p className="text-field-error" role="alert">
      <CircleX aria-hidden="true" /> {text}
    </p>
  );
}
