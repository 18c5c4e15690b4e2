/** How the console is connected to a room: glyph and word. The word is a `status`; figures that tick stand outside it. */
import type { RoomState, RoomStatus } from '#renderer/room/types.ts';
import { formatAge, formatTime } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';

const words: Record<RoomState, string> = {
  joining: 'Joining',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
};

export function ConnectionStatus({ status }: { status: RoomStatus }) {
  const nowMs = useNow();
  return (
    <div className="connection">
      <span className={`connection-state connection-${status.state}`} role="status" aria-label="Connection">
        <ConnectionGlyph state={status.state} />
        <span className="connection-word">{words[status.state]}</span>
        {status.state === 'offline' && <span className="connection-figure">since {formatTime(status.sinceMs)}</span>}
      </span>
      {status.state === 'live' && status.roundTripMs !== undefined && (
        <span className="connection-figure connection-round-trip">{Math.round(status.roundTripMs)} ms</span>
      )}
      {status.listedAtMs !== undefined && (
        <span className="connection-figure">list {formatAge(nowMs - status.listedAtMs)}</span>
      )}
    </div>
  );
}

/** Disc live · quarter disc under way · cross offline. */
export function ConnectionGlyph({ state }: { state: RoomState }) {
  return (
    <svg className={`connection-glyph connection-${state}`} viewBox="0 0 14 14" aria-hidden="true">
      {state === 'live' && <circle cx="7" cy="7" r="4" fill="currentColor" />}
      {(state === 'joining' || state === 'reconnecting') && (
        <>
          <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.25" />
          <path d="M7 7V1a6 6 0 0 1 6 6Z" fill="currentColor" />
        </>
      )}
      {state === 'offline' && (
        <path d="m3 3 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeLinecap="round" strokeWidth="1.6" />
      )}
    </svg>
  );
}
