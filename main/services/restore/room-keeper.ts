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
  /** A look got no answer: whatever became of the room meanwhile was not seen. */
  takeFailure(serverId: string, room: string): void;
  /** A session in the room began: from then on it is the session that hears how the room ends. */
  takeSession(serverId: string, room: string): void;
  /**
   * The room is not listed. It has ended in order where nothing speaks against it: every look since the last one that found it
   * was answered, and no session was there to be told otherwise.
   */
  takeUnlisted(serverId: string, room: string): void;
  /** The room was closed or deleted, or nobody looks at it any more: a later one of its name has nothing to get back. */
  forget(serverId: string, room: string): void;
  read(serverId: string, room: string): RestoreOffer | null;
  /** False for an offer that is not there (any more). */
  decline(serverId: string, room: string, offerId: string): boolean;
}

interface Kept {
  last: RoomLook;
  /** Since the last look there was a failed one or a session, so that a room that is gone may have been lost. */
  mayBeLost: boolean;
  loss?: Omit<RestoreOffer, 'items' | 'roomSidNow'> & { before: RoomLook; isDeclined: boolean };
  told: string;
}

export function createRoomKeeper(deps: {
  clock: Pick<Clock, 'now'>;
  events: EventSink;
  /** Whether a window has a session in the room now. */
  hasSession: (serverId: string, room: string) => boolean;
}): RoomKeeper {
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

  function doubt(serverId: string, room: string): void {
    const kept = rooms.get(nameRoom(serverId, room));
    if (kept) kept.mayBeLost = true;
  }

  function forget(serverId: string, room: string): void {
    const kept = rooms.get(nameRoom(serverId, room));
    if (!kept) return;
    rooms.delete(nameRoom(serverId, room));
    delete kept.loss;
    tell(serverId, room, kept);
  }

  return {
    takeLook(serverId, room, look) {
      const key = nameRoom(serverId, room);
      const kept = rooms.get(key);
      const mayBeLost = deps.hasSession(serverId, room);
      if (!kept) return void rooms.set(key, { last: look, mayBeLost, told: 'null' });
      kept.mayBeLost = mayBeLost;
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
    takeFailure: doubt,
    takeSession: doubt,
    takeUnlisted(serverId, room) {
      if (!rooms.get(nameRoom(serverId, room))?.mayBeLost) forget(serverId, room);
    },
    forget,
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
