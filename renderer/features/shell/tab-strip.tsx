/** Lobby and open rooms as tabs. Arrow keys go along, Delete closes a room's tab and leaves the room. */
import { LayoutGrid, Search, X } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { RoomListeningMark } from '#renderer/features/listening/listening-mark.tsx';
import type { RoomSession } from '#renderer/room/types.ts';
import { readKey } from '#renderer/lib/direction.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { ConnectionGlyph, readShownState } from './connection-status.tsx';
import { useRoomCounts, useRoomStatus } from './room-state.ts';
import { paletteCommand } from './shell-commands.ts';
import './tab-strip.css';

export interface TabStripProps {
  roomCount: number | undefined;
  sessions: readonly RoomSession[];
  current: string | undefined;
  /** Undefined for the lobby. */
  onSelect: (room: string | undefined) => void;
  onClose: (room: string) => void;
  onOpenPalette: () => void;
}

export function TabStrip({ roomCount, sessions, current, onSelect, onClose, onOpenPalette }: TabStripProps) {
  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
    const index = tabs.indexOf(document.activeElement as HTMLElement);
    const key = readKey(event, event.currentTarget);
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) tabs[(index + step + tabs.length) % tabs.length]?.focus();
    const session = sessions[index - 1];
    if (event.key === 'Delete' && session) onClose(session.room);
  }
  return (
    <header className="tab-bar">
      <div className="tab-strip" role="tablist" aria-label="Open rooms" onKeyDown={handleKey}>
        <button
          type="button"
          role="tab"
          className="tab"
          aria-selected={current === undefined}
          tabIndex={current === undefined ? 0 : -1}
          onClick={() => onSelect(undefined)}
        >
          <LayoutGrid className="tab-icon" aria-hidden="true" />
          Lobby {roomCount !== undefined && <span className="tab-count">{formatCount(roomCount)}</span>}
        </button>
        {sessions.map((session) => (
          <RoomTab
            key={session.room}
            session={session}
            isCurrent={session.room === current}
            onSelect={() => onSelect(session.room)}
            onClose={() => onClose(session.room)}
          />
        ))}
      </div>
      <Button
        size="small"
        className="tab-palette"
        icon={<Search aria-hidden="true" />}
        keys={showKeys(paletteCommand.keys)}
        onClick={onOpenPalette}
      >
        {paletteCommand.label}
      </Button>
    </header>
  );
}

interface RoomTabProps {
  session: RoomSession;
  isCurrent: boolean;
  onSelect: () => void;
  onClose: () => void;
}

function RoomTab({ session, isCurrent, onSelect, onClose }: RoomTabProps) {
  const status = useRoomStatus(session);
  const { people } = useRoomCounts(session);
  function close(event: MouseEvent): void {
    event.stopPropagation();
    onClose();
  }
  return (
    <button
      type="button"
      role="tab"
      className="tab"
      aria-selected={isCurrent}
      aria-keyshortcuts="Delete"
      tabIndex={isCurrent ? 0 : -1}
      title="Del or the cross leaves the room"
      onClick={onSelect}
      onAuxClick={(event) => {
        if (event.button === 1) close(event);
      }}
    >
      <ConnectionGlyph state={readShownState(status)} />
      <span className="tab-name">
        <HostileText text={session.room} maxCharacters={120} />
      </span>{' '}
      <span className="tab-count">{formatCount(people)}</span>
      <RoomListeningMark room={session.room} />
      {/* A tab may hold no other control; by keys Delete does the same. */}
      <span className="tab-close" aria-hidden="true" onClick={close}>
        <X />
      </span>
    </button>
  );
}
