/** Which sessions each identity had since this console came: kept past a leave, bounded in those who are gone and in sessions of each. */
import type { FieldSubject, SessionFacts } from '#contract/fields';

export interface PersonSession {
  sid: string;
  /** Server clock, epoch ms; 0 where it was not told. */
  joinedAtMs: number;
  /** This computer's clock, epoch ms; undefined while it lasts. */
  endedAtMs: number | undefined;
  /** Why it ended; `replaced` where the next one came without a leave being seen. */
  reason: string | undefined;
  /** Who told the last of it. */
  source: SessionFacts['source'];
}

export interface PersonSessions {
  /** Takes what is known of somebody now; whether it begins or ends a session is found here. */
  take(subject: FieldSubject, atMs: number): void;
  /** Oldest first; the same array until it changes. */
  read(identity: string): readonly PersonSession[];
}

/** The reason of a session that another one of the same identity followed with no leave between. */
export const replaced = 'replaced';
/** Who is gone longest goes first; who is here is always told of. */
const maxGone = 2_000;
const maxSessions = 20;
const none: readonly PersonSession[] = [];

export function createPersonSessions(): PersonSessions {
  const known = new Map<string, readonly PersonSession[]>();
  const gone = new Set<string>();

  function keep(identity: string, sessions: readonly PersonSession[]): void {
    known.set(identity, sessions.slice(-maxSessions));
    gone.delete(identity);
    if (sessions.at(-1)?.endedAtMs === undefined) return;
    gone.add(identity);
    const [longest] = gone;
    if (gone.size <= maxGone || longest === undefined) return;
    gone.delete(longest);
    known.delete(longest);
  }

  return {
    take({ facts, session }, atMs) {
      const { identity, sid, joinedAtMs } = facts;
      const sessions = known.get(identity) ?? none;
      const last = sessions.at(-1);
      const { source } = session;
      if (!last || last.sid !== sid) {
        const before = last && last.endedAtMs === undefined ? [{ ...last, endedAtMs: atMs, reason: replaced }] : [last];
        const begun = { sid, joinedAtMs, endedAtMs: session.leftAtMs, reason: session.leftReason, source };
        keep(identity, [...sessions.slice(0, -1), ...before.filter((one) => one !== undefined), begun]);
        return;
      }
      const isSame = last.endedAtMs === session.leftAtMs && last.source === source && last.joinedAtMs === joinedAtMs;
      if (isSame) return;
      const told = { ...last, joinedAtMs, endedAtMs: session.leftAtMs, reason: session.leftReason, source };
      keep(identity, [...sessions.slice(0, -1), told]);
    },
    read: (identity) => known.get(identity) ?? none,
  };
}
