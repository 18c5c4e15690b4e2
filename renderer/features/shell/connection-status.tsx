/** How the console is connected to a room: glyph and word. The word is a `status`; figures that tick stand outside it. */
import type { RoomState, RoomStatus } from '#renderer/room/types.ts';
import { describeLiveBlock } from './describe-api-only.ts';
import { formatAge, formatTime } from '#renderer/lib/format.ts';
import { describeListTrouble } from '#renderer/lib/describe-pace.ts';
import { useNow } from '#renderer/lib/use-now.ts';

const words: Record<RoomState | 'api', string> = {
  joining: 'Joining',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  api: 'API only:',
};

/** Shown by the list alone it is a state of its own, for whoever looks. */
type ShownState = RoomState | 'api';

export function readShownState({ state, liveBlock }: Pick<RoomStatus, 'state' | 'liveBlock'>): ShownState {
  return liveBlock === undefined ? state : 'api';
}

export function ConnectionStatus({ status }: { status: RoomStatus }) {
  const nowMs = useNow();
  const shown = readShownState(status);
  const pace =
    status.listEveryMs === undefined ? undefined : { everyMs: status.listEveryMs, slowedBy: status.listSlowedBy };
  const trouble = describeListTrouble(pace, status.listError);
  return (
    <div className="connection">
      <span className={`connection-state connection-${shown}`} role="status" aria-label="Connection">
        <ConnectionGlyph state={shown} />
        <span className="connection-word">{words[shown]}</span>
        {shown === 'api' && (
          <span className="connection-block" title={describeLiveBlock(status)}>
            {describeLiveBlock(status)}
          </span>
        )}
        {shown === 'offline' && <span className="connection-figure">since {formatTime(status.sinceMs)}</span>}
      </span>
      {status.state === 'live' && status.roundTripMs !== undefined && (
        <span className="connection-figure connection-round-trip">{Math.round(status.roundTripMs)} ms</span>
      )}
      {status.listedAtMs !== undefined && (
        <span className="connection-figure">list {formatAge(nowMs - status.listedAtMs)}</span>
      )}
      {trouble !== undefined && (
        <span className="connection-slow" title={trouble}>
          {/* The age before it has named the list. */}
          {status.listedAtMs === undefined ? trouble : trouble.replace(/^list /, '')}
        </span>
      )}
    </div>
  );
}

/** Disc live · quarter disc under way · cross offline · lines of a list where only that tells. */
export function ConnectionGlyph({ state }: { state: ShownState }) {
  return (
    <svg className={`connection-glyph connection-${state}`} viewBox="0 0 14 14" aria-hidden="true">
      {state === 'live' && <circle cx="7" cy="7" r="4" fill="currentColor" />}
      {(state === 'joining' || state === 'reconnecting') && (
        <>
          <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.25" />
          <path d="M7 7V1a6 6 0 0 1 6 6Z" fill="currentColor" />
        </>
      )}
      {state === 'api' && (
        <path d="M2 3.5h10M2 7h10M2 10.5h6" fill="none" stroke="currentColor" strokeLinecap="round" strokeWidth="1.6" />
      )}
      {state === 'offline' && (
        <path d="m3 3 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeLinecap="round" strokeWidth="1.6" />
      )}
    </svg>
  );
}
