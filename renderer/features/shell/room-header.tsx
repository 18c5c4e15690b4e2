/** The room's one line: name, sid, session length, who is counted how, its metadata, and the connection. */
import { Braces, CircleDot, Clock, Ellipsis, EyeOff, Hexagon, Phone, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { countBytes } from '#contract/text-size';
import { IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { ListeningBadge } from '#renderer/features/listening/listening-badge.tsx';
import type { RoomSession } from '#renderer/room/types.ts';
import { formatBytes, formatCount, formatDuration } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { CommandMenu } from './command-menu.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { useRoomCounts, useRoomStatus, useRoomSummary } from './room-state.ts';
import './room-header.css';

export interface RoomHeaderProps {
  session: RoomSession;
  onEditMetadata: () => void;
}

export function RoomHeader({ session, onEditMetadata }: RoomHeaderProps) {
  const summary = useRoomSummary(session);
  const status = useRoomStatus(session);
  return (
    <header className="room-header">
      <h1 className="room-header-name">
        <HostileText text={session.room} maxCharacters={256} />
      </h1>
      {summary && (
        <>
          <span className="room-header-sid base-mono base-selectable">{summary.sid}</span>
          <SessionLength createdAtMs={summary.createdAtMs} />
        </>
      )}
      <Counts session={session} />
      {summary && (
        <button type="button" className="room-header-metadata" onClick={onEditMetadata}>
          <Braces aria-hidden="true" />
          <span className="room-header-word">metadata</span>{' '}
          <span className="room-header-quiet">{formatBytes(countBytes(summary.metadata))}</span>
        </button>
      )}
      <CommandMenu
        trigger={<IconButton label="More about the room" icon={<Ellipsis aria-hidden="true" />} />}
        ids={['room.copy-link', 'room.metadata', 'room.leave']}
      />
      <span className="room-header-space" />
      <ListeningBadge room={session.room} />
      <ConnectionStatus status={status} />
    </header>
  );
}

/** Two clocks are in it, and the page does not know how they differ. */
const sessionLengthHint =
  'Since the server’s time of making the room, by this computer’s clock: wrong by as much as the two clocks differ';

function SessionLength({ createdAtMs }: { createdAtMs: number }) {
  const nowMs = useNow();
  return (
    <span className="room-header-fact" title={sessionLengthHint}>
      <Clock aria-hidden="true" />
      <span className="base-hidden">Open for</span> {formatDuration(nowMs - createdAtMs)}
    </span>
  );
}

function Counts({ session }: { session: RoomSession }) {
  const { people, agents, recorders, phones, hidden } = useRoomCounts(session);
  return (
    <ul className="room-header-counts" aria-label="Counts">
      <Count icon={<Users />} count={people} one="person" many="people" />
      <Count icon={<Hexagon />} count={agents} one="agent" many="agents" />
      <Count icon={<CircleDot />} count={recorders} one="recorder" many="recorders" />
      <Count icon={<Phone />} count={phones} one="phone" many="phones" />
      <Count icon={<EyeOff />} count={hidden} one="hidden" many="hidden" />
    </ul>
  );
}

function Count({ icon, count, one, many }: { icon: ReactNode; count: number; one: string; many: string }) {
  const word = count === 1 ? one : many;
  return (
    <li className="room-header-fact" title={`${formatCount(count)} ${word}`} data-count={many}>
      <span className="room-header-icon" aria-hidden="true">
        {icon}
      </span>
      <b className="room-header-number">{formatCount(count)}</b> <span className="room-header-word">{word}</span>
    </li>
  );
}
