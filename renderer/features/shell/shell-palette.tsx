/** The palette over a server's window. People and rooms are read when it opens; verbs follow what can be done meanwhile. */
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { ServerName } from '#contract/domain/server-profile';
import { CommandPalette } from '#renderer/features/palette/command-palette.tsx';
import type { PaletteItem } from '#renderer/features/palette/palette-search.ts';
import { commandRegistry } from '#renderer/lib/commands.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { listPeople, listRooms, listServers, listVerbs } from './palette-items.ts';
import { focusGrid } from './window-parts.ts';

const keptRecent = 30;

export interface PaletteControl {
  isOpen: boolean;
  recentIds: readonly string[];
  toggle: () => void;
  close: (chosen?: PaletteItem) => void;
}

/** Opens and closes the palette; what was chosen runs once the focus is back where it was. */
export function usePalette(): PaletteControl {
  const [isOpen, setIsOpen] = useState(false);
  const [recentIds, setRecentIds] = useState<readonly string[]>([]);
  const openedFrom = useRef<Element | null>(null);

  function close(chosen?: PaletteItem): void {
    setIsOpen(false);
    // After the palette is gone: until then the rest of the window takes no focus.
    setTimeout(() => {
      giveFocusBack(openedFrom.current);
      if (!chosen) return;
      setRecentIds((ids) => [chosen.id, ...ids.filter((id) => id !== chosen.id)].slice(0, keptRecent));
      chosen.run();
    });
  }
  function toggle(): void {
    if (isOpen) return close();
    // What a dialog asks comes first; verbs of the window under it could not be seen to act.
    if (document.querySelector('[role="dialog"][data-open]')) return;
    openedFrom.current = document.activeElement;
    setIsOpen(true);
  }
  return { isOpen, recentIds, toggle, close };
}

function giveFocusBack(openedFrom: Element | null): void {
  if (openedFrom instanceof HTMLElement && openedFrom.isConnected && openedFrom !== document.body) openedFrom.focus();
  else focusGrid();
}

/** The palette of a window that has no rooms: its verbs alone. */
export function VerbPalette({ palette, where }: { palette: PaletteControl; where: string }) {
  const verbs = useVerbs();
  const items = useMemo(() => ({ Do: verbs, People: [], Rooms: [], Servers: [] }), [verbs]);
  return <CommandPalette items={items} recentIds={palette.recentIds} where={where} onClose={palette.close} />;
}

function useVerbs(): PaletteItem[] {
  const commands = useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list);
  return useMemo(() => listVerbs(commands), [commands]);
}

export interface ShellPaletteProps {
  palette: PaletteControl;
  serverName: string;
  sessions: readonly RoomSession[];
  roomInFront: string | undefined;
  rooms: readonly RoomSummary[];
  /** The other servers. */
  servers: readonly ServerName[];
  onOpenRoom: (room: string) => void;
  onChoosePerson: (room: string, identity: string) => void;
  onSwitchServer: (serverId: string) => void;
}

export function ShellPalette({ palette, ...props }: ShellPaletteProps) {
  const { serverName, roomInFront } = props;
  const verbs = useVerbs();
  // Rows must not move under a key press, so who comes and goes meanwhile is not followed.
  const [places] = useState(() => ({
    People: listPeople(props.sessions, roomInFront, props.onChoosePerson),
    Rooms: listRooms(props.rooms, new Set(props.sessions.map(({ room }) => room)), props.onOpenRoom),
    Servers: listServers(props.servers, props.onSwitchServer),
  }));
  const items = useMemo(() => ({ Do: verbs, ...places }), [verbs, places]);
  return (
    <CommandPalette
      items={items}
      recentIds={palette.recentIds}
      where={roomInFront ?? serverName}
      onClose={palette.close}
    />
  );
}
