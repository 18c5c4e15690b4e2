/** What is hidden of this server's people wherever data leaves the window: one field name a line. */
import { useId, useRef, useState } from 'react';
import { preferenceLimits } from '#contract/domain/roster-preferences';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { FieldError } from '#renderer/components/text-field.tsx';
import { listLines } from '#renderer/lib/list-lines.ts';
import { findMaskFault } from '#renderer/lib/masks.ts';
import { changePreferences, usePreferences } from '#renderer/features/roster/preferences-store.ts';
import './export.css';

export function MasksDialog({ onClose }: { onClose: () => void }) {
  const kept = usePreferences(({ preferences }) => preferences.masks);
  const [text, setText] = useState(() => kept.join('\n'));
  const [error, setError] = useState<GavelError>();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const masks = listLines(text);
  const fault = findFault(masks);

  async function save(): Promise<void> {
    const answer = await changePreferences({ masks });
    if (answer.ok) onClose();
    else setError(answer.error);
  }

  return (
    <Dialog
      title="Masks"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={field}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" offReason={fault} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <label className="export-label" htmlFor={id}>
        Fields that leave this window masked, one a line
      </label>
      <textarea
        ref={field}
        id={id}
        className="base-text-area base-mono"
        rows={8}
        spellCheck={false}
        value={text}
        placeholder={'attr.email\nattr."sip.*"\nmeta.contact.phone'}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => setText(event.target.value)}
      />
      <div id={`${id}-note`}>
        {fault === undefined ? (
          <p className="export-note">
            A star stands for any part of a name. Masks are kept for this server and work on what is exported or copied
            from its windows, also on texts selected by hand; on screen all is shown as it is. Inside events and the
            record those values are recognised that somebody has, or had, in a room of this window while it was open.
          </p>
        ) : (
          <FieldError text={fault} />
        )}
      </div>
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}

function findFault(masks: readonly string[]): string | undefined {
  if (masks.length > preferenceLimits.masks) return `No more than ${preferenceLimits.masks} masks are kept.`;
  const wrong = masks.find((mask) => findMaskFault(mask) !== undefined);
  if (wrong !== undefined) return `“${wrong.slice(0, 60)}” names no field. ${findMaskFault(wrong)}`;
  return masks.some((mask) => mask.length > preferenceLimits.fieldCharacters)
    ? `A mask has at most ${preferenceLimits.fieldCharacters} characters.`
    : undefined;
}
