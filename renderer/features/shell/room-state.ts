/** Hooks over a room's session: each follows one thing, and draws again only if it changed. */
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { RoomCounts, RoomSession, RoomStatus } from '#renderer/room/types.ts';

export function useRoomStatus(session: RoomSession): RoomStatus {
  const subscribe = useCallback((listener: () => void) => session.subscribeStatus(listener), [session]);
  return useSyncExternalStore(
    subscribe,
    useStable(() => session.status()),
  );
}

/** The room's facts: events where they are newer than the list. */
export function useRoomSummary(session: RoomSession): RoomSummary | undefined {
  const subscribe = useCallback((listener: () => void) => session.subscribeSummary(listener), [session]);
  return useSyncExternalStore(
    subscribe,
    useStable(() => session.summary()),
  );
}

export function useRoomCounts(session: RoomSession): RoomCounts {
  const subscribe = useCallback((listener: () => void) => session.subscribeSummary(listener), [session]);
  return useSyncExternalStore(
    subscribe,
    useStable(() => session.counts()),
  );
}

/** The same object as long as its members are the same, however often the session makes a new one. */
function useStable<Value extends object | undefined>(read: () => Value): () => Value {
  const known = useRef<Value>(undefined);
  return () => {
    const next = read();
    if (!isSame(known.current, next)) known.current = next;
    return known.current as Value;
  };
}

/** Equal member by member, one level deep. */
export function isSame(one: object | undefined, other: object | undefined): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  const members = new Map<string, unknown>(Object.entries(one));
  const others = Object.entries(other);
  return others.length === members.size && others.every(([name, value]) => Object.is(members.get(name), value));
}
