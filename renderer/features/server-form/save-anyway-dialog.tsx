/** The word before a server is saved although its check failed. */
import type { CheckLine } from '#contract/domain/server-check';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';

export interface SaveAnywayDialogProps {
  failures: readonly CheckLine[];
  verb: string;
  onCancel: () => void;
  onSave: () => void;
}

export function SaveAnywayDialog({ failures, verb, onCancel, onSave }: SaveAnywayDialogProps) {
  return (
    <Dialog
      title={failures.length === 1 ? 'One line of the check failed' : `${failures.length} lines of the check failed`}
      isOpen
      width="narrow"
      onClose={onCancel}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onCancel}>
            Back
          </Button>
          <Button size="large" look="primary" onClick={onSave}>
            {verb} anyway
          </Button>
        </>
      }
    >
      <ul className="server-form-failures">
        {failures.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
      <p>It can be saved as it is; until this is mended, its window may show little or nothing.</p>
    </Dialog>
  );
}
