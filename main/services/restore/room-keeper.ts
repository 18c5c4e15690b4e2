/**
 * Keeps what a watched room had at the last look, so that a room that its server lost can be given it back. Offers only: each
 * part goes through the door like any other change. Asks no server.
 */
import { findLoss, listRestorable, type RoomLook } from '#contract/doctor/lost-room';
import type { RestoreOffer } from '#contract/domain/restore';
import type { Clock, EventSink } from '../ports.ts';

export interface RoomKeeper {
  /** One look at a room that is listed. */
  takeLook(serverId: string, room: string, look: RoomLook): void;
  /** The room was closed or deleted, or nobody looks at it any more: a later one of its name has nothing to get back. */
  forget(serverId: string, room: string): void;
  read(serverId: string, room: string): RestoreOffer | null;
  /** False for an offer that is not there (any more). */
  decline(serverId: string, room: string, offerId: string): boolean;
}

interface Kept {
  last: RoomLook;
  loss?: Omit<RestoreOffer, 'items' | 'roomSidNow'> & { before: RoomLook; isDeclined: boolean };
  told: string;
}

export function createRoomKeeper(deps: { clock: Pick<Clock, 'now'>; events: EventSink }): RoomKeeper {
  const rooms = new Map<string, Kept>();
  let offerCount = 0;

  function makeOffer(kept: Kept | undefined): RestoreOffer | null {
    if (!kept?.loss || kept.loss.isDeclined) return null;
    const { before, isDeclined: _, ...offer } = kept.loss;
    return { ...offer, roomSidNow: kept.last.roomSid, items: listRestorable(before, kept.last) };
  }

  function tell(serverId: string, room: string, kept: Kept): void {
    const offer = makeOffer(kept);
    const text = JSON.stringify(offer);
    if (text === kept.told) return;
    kept.told = text;
    deps.events.toServer(serverId, 'rooms:restore-changed', { room, offer });
  }

  return {
    takeLook(serverId, room, look) {
      const key = nameRoom(serverId, room);
      const kept = rooms.get(key);
      if (!kept) return void rooms.set(key, { last: look, told: 'null' });
      const cause = findLoss(kept.last, look);
      if (cause) {
        // Lost once more before it was given back: what counts is what it had at first.
        const before = kept.loss && !kept.loss.isDeclined ? kept.loss.before : kept.last;
        const offerId = `restore-${++offerCount}`;
        const foundAtMs = deps.clock.now();
        kept.loss = { offerId, room, cause, roomSidBefore: before.roomSid, foundAtMs, before, isDeclined: false };
      }
      kept.last = look;
      if (kept.loss && listRestorable(kept.loss.before, look).length === 0) delete kept.loss;
      tell(serverId, room, kept);
    },
    forget(serverId, room) {
      const kept = rooms.get(nameRoom(serverId, room));
      if (!kept) return;
      rooms.delete(nameRoom(serverId, room));
      delete kept.loss;
      tell(serverId, room, kept);
    },
    read: (serverId, room) => makeOffer(rooms.get(nameRoom(serverId, room))),
    decline(serverId, room, offerId) {
      const kept = rooms.get(nameRoom(serverId, room));
      if (!kept?.loss || kept.loss.offerId !== offerId) return false;
      kept.loss.isDeclined = true;
      tell(serverId, room, kept);
      return true;
    },
  };
}

/** Server ids hold no space, so this cannot be ambiguous whatever a room is called. */
function nameRoom(serverId: string, room: string): string {
  return `${serverId} ${room}`;
}
