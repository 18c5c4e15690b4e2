/** Asked before a room with unsaved drafts is left. */
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';

export interface LeaveDialogProps {
  room: string;
  draftCount: number;
  onCancel: () => void;
  onLeave: () => void;
}

export function LeaveDialog({ room, draftCount, onCancel, onLeave }: LeaveDialogProps) {
  const drafts = draftCount === 1 ? '1 draft' : `${draftCount} drafts`;
  return (
    <Dialog
      title="Leave with unsaved drafts?"
      isOpen
      width="narrow"
      onClose={onCancel}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="large" look="danger-solid" onClick={onLeave}>
            Leave and drop {drafts}
          </Button>
        </>
      }
    >
      <HostileText text={room} /> holds {drafts} that you have typed and not saved. Leaving the room drops{' '}
      {draftCount === 1 ? 'it' : 'them'}.
    </Dialog>
  );
}
