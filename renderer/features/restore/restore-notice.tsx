/** A line in the room's strip: the room was lost, and what it had can be given back. Declined, it is quiet until the next loss. */
import { useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { request } from '#renderer/lib/bridge.ts';
import { describeLoss } from './describe-restore.ts';
import { RestoreDialog } from './restore-dialog.tsx';
import { useRestoreOffer } from './use-restore-offer.ts';
import './restore.css';

export function RestoreNotice({ room, actions }: { room: string; actions: ActionStore }) {
  const offer = useRestoreOffer(room);
  // As it was when the dialog opened: what is restored goes off the offer while its outcome is still to be read.
  const [opened, setOpened] = useState<typeof offer>(null);
  return (
    <>
      {offer && (
        <div className="restore-notice" role="status" aria-label="Room lost">
          <p className="restore-notice-text" title={describeLoss(offer)}>
            <strong>Room lost.</strong> {describeLoss(offer)}
          </p>
          <Button size="small" onClick={() => setOpened(offer)}>
            Restore…
          </Button>
          <Button
            size="small"
            look="quiet"
            onClick={() => void request('rooms:decline-restore', { room, offerId: offer.offerId })}
          >
            Leave as is
          </Button>
        </div>
      )}
      {opened && (
        <RestoreDialog key={opened.offerId} offer={opened} actions={actions} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
