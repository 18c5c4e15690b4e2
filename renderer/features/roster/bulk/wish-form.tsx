/** Chooses what is done to many: one right on or off, or one attribute set or deleted. */
import { useId, type RefObject } from 'react';
import { rights, type Right } from '#contract/domain/right';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { nameRight } from '#renderer/features/actions/describe-action.ts';
import type { BulkWish } from './bulk-wish.ts';

export interface WishFormProps {
  wish: BulkWish;
  /** Attribute keys to choose from; the system draws them as they are. */
  keys: readonly string[];
  first: RefObject<HTMLElement | null>;
  onChange: (wish: BulkWish) => void;
}

export function WishForm({ wish, keys, first, onChange }: WishFormProps) {
  const id = useId();
  if (wish.kind === 'right') {
    return (
      <div className="bulk-wish">
        <div className="text-field">
          <label className="text-field-label" htmlFor={id}>
            Right
          </label>
          <select
            id={id}
            ref={first as RefObject<HTMLSelectElement | null>}
            className="bulk-select"
            value={wish.right}
            onChange={({ target }) => onChange({ ...wish, right: target.value as Right })}
          >
            {rights.map((right) => (
              <option key={right} value={right}>
                {nameRight(right)} ({right})
              </option>
            ))}
          </select>
        </div>
        <SegmentedChoice
          label="Becomes"
          value={wish.value ? 'on' : 'off'}
          onValueChange={(next) => onChange({ ...wish, value: next === 'on' })}
          choices={[
            { value: 'off', label: 'Off' },
            { value: 'on', label: 'On' },
          ]}
        />
      </div>
    );
  }
  return (
    <div className="bulk-wish">
      <TextField
        label="Attribute"
        ref={first as RefObject<HTMLInputElement | null>}
        isMono
        list={id}
        value={wish.key}
        onValueChange={(key) => onChange({ ...wish, key })}
      />
      <datalist id={id}>
        {keys.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      <SegmentedChoice
        label="Becomes"
        value={wish.how}
        onValueChange={(how) => onChange({ ...wish, how })}
        choices={[
          { value: 'set', label: 'Set' },
          { value: 'delete', label: 'Deleted' },
        ]}
      />
      {wish.how === 'set' && (
        <TextField label="Value" isMono value={wish.value} onValueChange={(value) => onChange({ ...wish, value })} />
      )}
    </div>
  );
}
