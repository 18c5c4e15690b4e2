/** The sessions that one identity had since this console came, newest first; what it means that one replaced another. */
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import { formatTime } from '#renderer/lib/format.ts';
import { replaced, type PersonSession } from '#renderer/room/person-sessions.ts';

export function SessionsSection({ sessions }: { sessions: readonly PersonSession[] }) {
  const wasReplaced = sessions.some(({ reason }) => reason === replaced);
  return (
    <>
      {wasReplaced && (
        <p className="inspector-warning" role="note">
          A new session took the place of one that was not seen to leave. Most likely a second client joined as the same
          identity, and the server ended the first one; or they left and came back while this console did not see it.
        </p>
      )}
      <ul className="inspector-sessions base-selectable">
        {sessions.toReversed().map((session) => (
          <li key={session.sid} className="inspector-track" data-session={session.sid}>
            <div className="inspector-session-head">
              <span className="base-mono">
                <HostileText text={session.sid} />
              </span>
              <SourceLamps source={session.source} />
            </div>
            <div className="inspector-right-reason">{describeSession(session)}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function describeSession({ joinedAtMs, endedAtMs, reason }: PersonSession): string {
  const joined = joinedAtMs > 0 ? `joined ${formatTime(joinedAtMs)}` : 'joined: unknown';
  if (endedAtMs === undefined) return `${joined} · here now`;
  const ended = reason === replaced ? 'replaced' : 'left';
  const why = reason === replaced ? 'no leave was seen' : `reason ${reason ?? 'unknown'}`;
  return `${joined} · ${ended} ${formatTime(endedAtMs)} · ${why}`;
}
