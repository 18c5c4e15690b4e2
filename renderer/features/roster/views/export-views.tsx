/** The moderator's own views as one text or file, to be kept or given away. */
import { useRef } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { writeViewsText } from '#contract/domain/views-text';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold, saveTold } from '#renderer/features/actions/copy-told.ts';
import { beginHiding } from '#renderer/lib/copy-text.ts';
import { formatCount } from '#renderer/lib/format.ts';

export interface ViewsTextProps {
  own: readonly RosterView[];
  onBack: () => void;
  onClose: () => void;
}

/** Masked values are hidden before it is JSON: one that is escaped is not found. */
function writeMasked(own: readonly RosterView[]): string {
  const hide = beginHiding();
  return writeViewsText(own.map((view) => ({ ...view, filter: hide(view.filter) })));
}

export function ExportViews({ own, onBack, onClose }: ViewsTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = writeViewsText(own);

  const what = `${formatCount(own.length)} ${own.length === 1 ? 'view' : 'views'}`;

  async function copy(): Promise<void> {
    if (await copyTold(actionStore, `Copied: ${what}`, writeMasked(own))) onClose();
  }

  async function save(): Promise<void> {
    const file = { what, suggestedName: 'Gavel views.json', text: writeMasked(own) };
    if (await saveTold(actionStore, file)) onClose();
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
          <Button size="large" onClick={() => void save()}>
            Save…
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
        className="base-text-area base-mono"
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
