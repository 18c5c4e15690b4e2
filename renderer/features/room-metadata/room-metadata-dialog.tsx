/** The room's own metadata, read and edited with the same draft rules as a participant's. It can be cleared. */
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { copyJson } from '#renderer/features/inspector/copy-json.ts';
import { settleDraft, type DraftStore } from '#renderer/features/inspector/draft-store.ts';
import { MetadataSection } from '#renderer/features/inspector/metadata-section.tsx';
import { useFieldSaver } from '#renderer/features/inspector/use-field-saver.ts';

export interface RoomMetadataDialogProps {
  room: string;
  /** The metadata as it is now. */
  live: string;
  /** Whose drafts these are in `drafts`. */
  owner: string;
  isOpen: boolean;
  onClose: () => void;
  drafts: DraftStore;
  actions: ActionStore;
}

export function RoomMetadataDialog(props: RoomMetadataDialogProps) {
  const { room, live, owner, isOpen, onClose, drafts, actions } = props;
  const saver = useFieldSaver(actions);
  return (
    <Dialog
      title={`Metadata of ${room}`}
      isOpen={isOpen}
      onClose={onClose}
      isClosedByPressOutside={false}
      actions={
        <Button size="large" keys="Esc" onClick={onClose}>
          Close
        </Button>
      }
    >
      <MetadataSection
        verb="room.set-metadata"
        owner={owner}
        live={live}
        drafts={drafts}
        saver={saver}
        onCopy={(json) => void copyJson(actions, `a value in the metadata of ${room}`, json)}
        emptyHint={undefined}
        onSave={(metadata, base) =>
          saver.save({ verb: 'room.set-metadata', room, parameters: { metadata, base } }, () =>
            settleDraft(drafts, owner, 'metadata', metadata),
          )
        }
      />
    </Dialog>
  );
}
