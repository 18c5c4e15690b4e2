/** The moderator's own views as one text, to be kept or given away. */
import { useRef } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { writeViewsText } from '#contract/domain/views-text';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { formatCount } from '#renderer/lib/format.ts';

export interface ViewsTextProps {
  own: readonly RosterView[];
  onBack: () => void;
  onClose: () => void;
}

export function ExportViews({ own, onBack, onClose }: ViewsTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = writeViewsText(own);

  async function copy(): Promise<void> {
    const what = `${formatCount(own.length)} ${own.length === 1 ? 'view' : 'views'}`;
    if (await copyTold(actionStore, `Copied: ${what}`, text)) onClose();
  }

  return (
    <Dialog
      title="Export your views"
      isOpen
      onClose={onBack}
      initialFocus={field}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onBack}>
            Back
          </Button>
          <Button size="large" look="primary" onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <p className="views-note">
        Names, filters, columns, sorts, groups and keys. Values that stand in a filter are in the text, too.
      </p>
      <textarea
        ref={field}
        className="views-text base-mono"
        aria-label="Your views as text"
        rows={14}
        readOnly
        spellCheck={false}
        value={text}
        onFocus={(event) => event.target.select()}
      />
    </Dialog>
  );
}
