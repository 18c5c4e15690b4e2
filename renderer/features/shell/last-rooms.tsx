/** Offers the rooms that were open last time, and remembers those that are open now. Joins none unasked. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { RoomList } from '#contract/domain/room-facts';
import { Banner } from '#renderer/components/banner.tsx';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { request } from '#renderer/lib/bridge.ts';
import { useCommands } from '#renderer/lib/commands.ts';
import type { OpenRooms } from './open-rooms.ts';

export interface LastRoomsProps {
  rooms: OpenRooms;
  list: RoomList | undefined;
}

/** Draws the offer while no room is open; nothing where none of them is listed any more. */
export function LastRooms({ rooms, list }: LastRoomsProps) {
  const [last, setLast] = useState<readonly string[]>([]);
  const openCount = useStore(rooms.store, (state) => state.rooms.size);
  useEffect(() => {
    void request('last-rooms:read', {}).then((answer) => {
      if (answer.ok) setLast(answer.value);
    });
    return rememberRooms(rooms);
  }, [rooms]);

  const listed = new Set(list?.rooms.map(({ name }) => name));
  const offered = last.filter((name) => listed.has(name));
  const isOffered = openCount === 0 && offered.length > 0;
  const label =
    offered.length === 1 ? 'Open the room from last time' : `Open the ${offered.length} rooms from last time`;
  function openAll(): void {
    for (const room of offered) rooms.open(room);
    const [first] = offered;
    if (first !== undefined) rooms.open(first);
  }
  useCommands(isOffered ? [{ id: 'rooms.last', label, place: 'Lobby', run: openAll }] : []);
  if (!isOffered) return null;
  return (
    <Banner
      tone="plain"
      title="Last time:"
      actions={
        <>
          <Button size="small" onClick={openAll}>
            {label}
          </Button>
          <Button size="small" look="quiet" onClick={() => setLast([])}>
            Dismiss
          </Button>
        </>
      }
    >
      <HostileText text={offered.join(', ')} maxCharacters={160} />
    </Banner>
  );
}

/** Tells main the names whenever a tab comes or goes; returns the way to stop. */
function rememberRooms({ store }: OpenRooms): () => void {
  let told = '[]';
  const stop = store.subscribe(({ rooms }) => {
    const names = [...rooms.keys()];
    const next = JSON.stringify(names);
    if (next === told) return;
    told = next;
    void request('last-rooms:save', { rooms: names });
  });
  // A window that goes leaves its rooms as well; that is not what the moderator closed.
  window.addEventListener('pagehide', stop, { capture: true });
  return () => {
    window.removeEventListener('pagehide', stop, { capture: true });
    stop();
  };
}
