/** The server's rooms as main reads them, followed while the window is open. */
import { useEffect, useState } from 'react';
import { compareNames } from '#contract/compare-names';
import type { RoomList, RoomSummary } from '#contract/domain/room-facts';
import { listen, request } from '#renderer/lib/bridge.ts';

export interface RoomListState {
  list: RoomList | undefined;
  refresh: () => void;
}

export function useRoomList(): RoomListState {
  const [list, setList] = useState<RoomList>();
  useEffect(() => {
    const stopList = listen('rooms:list-changed', setList);
    const stopFindings = listen('rooms:findings-changed', ({ counts, doubts }) =>
      setList((known) => known && { ...known, found: { counts: { ...known.found?.counts, ...counts }, doubts } }),
    );
    void read(false);
    return () => {
      stopList();
      stopFindings();
    };
  }, []);

  async function read(isFresh: boolean): Promise<void> {
    const answer = await request('rooms:list', { isFresh });
    // A failure stands beside the last good list; it does not take its place.
    setList((known) => (answer.ok ? answer.value : { ...(known ?? { rooms: [] }), error: answer.error }));
  }

  return { list, refresh: () => void read(true) };
}

/** Rooms with the most people first, then by name: the rail's order. */
export function sortByPeople(rooms: readonly RoomSummary[]): RoomSummary[] {
  return rooms.toSorted(
    (one, other) => other.numParticipants - one.numParticipants || compareNames(one.name, other.name),
  );
}
