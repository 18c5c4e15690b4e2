/** The strip under the grid. Trouble with the connection takes it; else it says who is there, or what the grid tells. */
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '#renderer/components/button.tsx';
import { formatAge, formatCount, formatTime } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { RoomSession, RoomStatus } from '#renderer/room/types.ts';
import { describeServerAnswer } from '#renderer/components/error-panel.tsx';
import { ConnectionGlyph } from './connection-status.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import { describeNextTry, explainRetryOff, unknownByList } from './describe-api-only.ts';
import { retryJoinCommand } from './room-commands.ts';
import { useRoomCounts, useRoomStatus } from './room-state.ts';
import './room-foot.css';

interface FootPlaces {
  /** Hidden while the connection takes the strip. */
  usual: HTMLElement | null;
  /** Takes the strip itself, also from the connection, as long as something is in it. */
  kept: HTMLElement | null;
}

const FootPlace = createContext<FootPlaces>({ usual: null, kept: null });

export interface RoomFootContentProps {
  /** It stays where the connection would take the strip: verbs that are in use. */
  isKept?: boolean;
  children: ReactNode;
}

/** Puts what the grid says (rows shown, sort, marks) into the room's foot. */
export function RoomFootContent({ isKept = false, children }: RoomFootContentProps) {
  const { usual, kept } = use(FootPlace);
  const place = isKept ? kept : usual;
  return place && createPortal(children, place);
}

export interface RoomFootProps {
  session: RoomSession;
  /** What is to be said of the room itself, while its connection is well. */
  notice?: ReactNode;
  children: ReactNode;
}

/** Draws `children` with the foot below it. */
export function RoomFoot({ session, notice, children }: RoomFootProps) {
  const status = useRoomStatus(session);
  const [usual, setUsual] = useState<HTMLElement | null>(null);
  const [kept, setKept] = useState<HTMLElement | null>(null);
  const places = useMemo(() => ({ usual, kept }), [usual, kept]);
  // By the list alone a room may be shown for hours: then the grid keeps its strip, and the trouble has one of its own.
  const isApiOnly = status.liveBlock !== undefined;
  const isTrouble = status.state !== 'live' && !isApiOnly;
  return (
    <FootPlace value={places}>
      <div className="room-middle">{children}</div>
      {isApiOnly && <ApiOnlyStrip status={status} onRetry={() => session.retry()} />}
      <div className={isTrouble ? `room-foot room-foot-${status.state}` : 'room-foot'}>
        {isTrouble && <Trouble status={status} onRetry={() => session.retry()} />}
        {!isTrouble && notice}
        <div className="room-foot-content" ref={setUsual} hidden={isTrouble} />
        <div className="room-foot-kept" ref={setKept} />
        {!isTrouble && <CountLine session={session} />}
      </div>
    </FootPlace>
  );
}

function CountLine({ session }: { session: RoomSession }) {
  const { people, agents, recorders, phones, hidden } = useRoomCounts(session);
  const total = people + agents + recorders + phones + hidden;
  return <span className="room-foot-counts">{formatCount(total)} in the room</span>;
}

function ApiOnlyStrip({ status, onRetry }: { status: RoomStatus; onRetry: () => void }) {
  const nowMs = useNow();
  const [isWhyShown, setWhyShown] = useState(false);
  const [reason = '', ...why] = listReasons(status);
  const serverSays = status.error ? describeServerAnswer(status.error) : '';
  return (
    <div className="room-foot room-foot-api">
      <ConnectionGlyph state="api" />
      <div className="room-foot-text">
        <p>
          <span role="alert">
            <strong className="room-foot-title">API only since {formatTime(status.sinceMs)}.</strong> {reason}
          </span>
          <span className="room-foot-age">
            {' '}
            {unknownByList} {describeNextTry(status, nowMs)}
          </span>
        </p>
        {isWhyShown && (
          <p className="base-selectable">
            {why.join(' ')} {serverSays !== '' && <span className="base-mono">{serverSays}</span>}
          </p>
        )}
      </div>
      {(why.length > 0 || serverSays !== '') && (
        <Button size="small" look="quiet" aria-expanded={isWhyShown} onClick={() => setWhyShown(!isWhyShown)}>
          Why
        </Button>
      )}
      <Button size="small" keys={showKeys(retryJoinCommand.keys)} offReason={explainRetryOff(status)} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

function Trouble({ status, onRetry }: { status: RoomStatus; onRetry: () => void }) {
  const nowMs = useNow();
  const serverSays = status.error ? describeServerAnswer(status.error) : '';
  const age = status.listedAtMs === undefined ? undefined : formatAge(nowMs - status.listedAtMs);
  return (
    <>
      <ConnectionGlyph state={status.state} />
      <p className="room-foot-text" role={status.state === 'offline' ? 'alert' : undefined}>
        <strong className="room-foot-title">{describeTrouble(status)}</strong> {listReasons(status).join(' ')}
        {serverSays !== '' && <span className="base-mono"> {serverSays}</span>}
      </p>
      {/* While it reconnects it tries by itself. */}
      {status.state === 'offline' && (
        <Button size="small" keys={showKeys(retryJoinCommand.keys)} onClick={onRetry}>
          Retry
        </Button>
      )}
      {status.state !== 'joining' && <span className="room-foot-age">{describeRows(age)}</span>}
    </>
  );
}

/** The trouble in one sentence, with its time. */
export function describeTrouble(status: RoomStatus): string {
  const time = formatTime(status.sinceMs);
  switch (status.state) {
    case 'joining':
      return 'Joining, hidden.';
    case 'live':
      return '';
    case 'reconnecting':
      return `Connection lost at ${time}.`;
    case 'offline':
      return `Offline since ${time}.`;
    default:
      return status.state satisfies never;
  }
}

/** What the session says of it, without saying a sentence twice. */
export function listReasons({ note, error }: RoomStatus): string[] {
  const sentences = [note, error?.message, error?.detail?.likelyCause, error?.detail?.cure];
  return [...new Set(sentences.filter((sentence) => sentence !== undefined && sentence !== ''))] as string[];
}

function describeRows(age: string | undefined): string {
  return age === undefined
    ? 'Speaking, level and quality are unknown.'
    : `Rows come from the list, ${age} old. Speaking, level and quality are unknown.`;
}
