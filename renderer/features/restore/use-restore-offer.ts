/** What main offers to give back to a room, as it changes. */
import { useEffect, useState } from 'react';
import type { RestoreOffer } from '#contract/domain/restore';
import { listen, request } from '#renderer/lib/bridge.ts';

/** Lives with one room's view: another room is another component. */
export function useRestoreOffer(room: string): RestoreOffer | null {
  const [offer, setOffer] = useState<RestoreOffer | null>(null);
  useEffect(() => {
    let hasNews = false;
    const stop = listen('rooms:restore-changed', (news) => {
      if (news.room !== room) return;
      hasNews = true;
      setOffer(news.offer);
    });
    void request('rooms:read-restore', { room }).then((answer) => {
      if (answer.ok && !hasNews) setOffer(answer.value);
    });
    return stop;
  }, [room]);
  return offer;
}
