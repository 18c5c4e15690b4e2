/** Attaches handlers to a room's events by name, and detaches them together. */
import type { Room, RoomEvent, RoomEventCallbacks } from 'livekit-client';

export type RoomHandlers = Partial<RoomEventCallbacks>;

/** Returns the way to detach them all. */
export function listenTo(room: Room, handlers: RoomHandlers): () => void {
  const attached = Object.entries(handlers) as [RoomEvent, never][];
  for (const [event, handler] of attached) room.on(event, handler);
  return () => {
    for (const [event, handler] of attached) room.off(event, handler);
  };
}
