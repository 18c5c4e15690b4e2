/** The key of an attribute while it is given another name. Enter takes it, Escape leaves it; overwriting has its own button. */
import { useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { RenameCheck } from './rename-attribute.ts';

export interface RenameFieldProps {
  attributeKey: string;
  check: (to: string) => RenameCheck;
  onRename: (to: string) => void;
  onCancel: () => void;
}

export function RenameField({ attributeKey, check, onRename, onCancel }: RenameFieldProps) {
  const [to, setTo] = useState(attributeKey);
  const outcome = check(to);
  return (
    <form
      className="inspector-rename"
      aria-label={`Rename attribute ${attributeKey}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome.kind === 'fits') onRename(to);
        else if (outcome.kind === 'same') onCancel();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <input
        className="inspector-attribute-value"
        aria-label={`New name of ${attributeKey}`}
        value={to}
        spellCheck={false}
        dir="auto"
        // It appears because the moderator asked for it, so the caret belongs there.
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTo(event.target.value)}
      />
      {outcome.kind === 'refused' && <p className="inspector-warning">{outcome.reason}</p>}
      {outcome.kind === 'taken' && (
        <p className="inspector-warning">
          There is one of this name already, and its value would be lost: <HostileText text={outcome.value} />
        </p>
      )}
      <div className="inspector-buttons">
        {outcome.kind === 'taken' ? (
          <Button size="small" look="danger" onClick={() => onRename(to)}>
            Overwrite
          </Button>
        ) : (
          <Button size="small" type="submit" keys="Enter" offReason={explainOff(outcome)}>
            Rename
          </Button>
        )}
        <Button size="small" look="quiet" keys="Esc" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function explainOff(outcome: RenameCheck): string | undefined {
  if (outcome.kind === 'refused') return outcome.reason;
  return outcome.kind === 'same' ? 'It is called so already.' : undefined;
}
