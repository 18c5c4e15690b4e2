/**
 * Remembers of each person what doubts about their presence rest on, and says who must be looked at again because time
 * alone may raise one. The rules are contract/presence-doubt's; it changes nobody.
 */
import type { FieldSubject } from '#contract/fields';
import { findDoubts, mayBecomeDoubtful, type PresenceDoubt, type PresenceTrace } from '#contract/presence-doubt';
import { replaced, type PersonSession } from './person-sessions.ts';

export interface PresenceWatch {
  /** Doubts about somebody as they are now; the same array while they stay the same. */
  look(subject: FieldSubject, sources: KnownIn, sessions: readonly PersonSession[]): readonly PresenceDoubt[];
  /** Which session the list, or an event, told last. */
  noteSid(identity: string, from: 'list' | 'event', sid: string): void;
  /** A list was read. */
  noteSweep(readAtMs: number): void;
  setLive(isLive: boolean): void;
  /** Asks `onDue` about everybody whom time alone may have made doubtful, and goes on asking while there are such. */
  lookAgain(): void;
  forget(identity: string): void;
}

export interface KnownIn {
  isInEvents: boolean;
  isInList: boolean;
}

interface Memory {
  sid: string;
  sessionSinceMs: number;
  wasTakenOver: boolean;
  oneSourceSinceMs: number | undefined;
  linkLostSinceMs: number | undefined;
  doubts: readonly PresenceDoubt[];
}

type Sids = Partial<Record<'list' | 'event', string>>;

const none: readonly PresenceDoubt[] = [];
/** Doubts that time alone raises are looked for this often. */
const doubtEveryMs = 2_000;
/** The server's reason for a session that a second one of the same identity ended. */
const duplicateIdentity = 'duplicate_identity';

export function createPresenceWatch(deps: {
  now: () => number;
  later: (task: () => void, delayMs: number) => void;
  /** Somebody is to be looked at again. */
  onDue: (identity: string) => void;
}): PresenceWatch {
  const { now } = deps;
  const memories = new Map<string, Memory>();
  const sids = new Map<string, Sids>();
  const waiting = new Set<string>();
  let isDue = false;
  let isLive = false;
  let listReadAtMs: number | undefined;

  /** What is remembered, brought up to what is so now. */
  function remember({ facts, session }: FieldSubject, sources: KnownIn, before: PersonSession | undefined): Memory {
    const atMs = now();
    let memory = memories.get(facts.identity);
    if (!memory || memory.sid !== facts.sid) {
      // What came and went while no events came in was only missed: nobody took anything over.
      const wasReplaced = isLive && memory !== undefined && before?.reason === replaced;
      memory = {
        sid: facts.sid,
        sessionSinceMs: atMs,
        wasTakenOver: wasReplaced || before?.reason === duplicateIdentity,
        oneSourceSinceMs: undefined,
        linkLostSinceMs: undefined,
        doubts: none,
      };
      memories.set(facts.identity, memory);
    }
    const isOneSource = sources.isInEvents !== sources.isInList;
    memory.oneSourceSinceMs = isOneSource ? (memory.oneSourceSinceMs ?? atMs) : undefined;
    memory.linkLostSinceMs = session.quality === 'lost' ? (memory.linkLostSinceMs ?? atMs) : undefined;
    return memory;
  }

  function lookAgain(): void {
    for (const identity of waiting) deps.onDue(identity);
    wait();
  }

  function wait(): void {
    if (isDue || waiting.size === 0) return;
    isDue = true;
    deps.later(() => {
      isDue = false;
      lookAgain();
    }, doubtEveryMs);
  }

  return {
    look(subject, sources, sessions) {
      const { facts, session } = subject;
      const before = sessions.at(-1)?.sid === facts.sid ? sessions.at(-2) : undefined;
      const memory = remember(subject, sources, before);
      if (session.leftAtMs !== undefined) {
        waiting.delete(facts.identity);
        memory.doubts = none;
        return none;
      }
      const told = sids.get(facts.identity);
      const trace: PresenceTrace = {
        ...sources,
        sessionSinceMs: memory.sessionSinceMs,
        previous:
          before?.endedAtMs === undefined
            ? undefined
            : { endedAtMs: before.endedAtMs, wasReplaced: memory.wasTakenOver },
        oneSourceSinceMs: memory.oneSourceSinceMs,
        linkLostSinceMs: memory.linkLostSinceMs,
        listSid: told?.list,
        eventSid: told?.event,
        isLive,
        listReadAtMs,
      };
      if (mayBecomeDoubtful(facts, trace)) waiting.add(facts.identity);
      else waiting.delete(facts.identity);
      wait();
      const doubts = findDoubts(facts, trace, now());
      if (!isSame(memory.doubts, doubts)) memory.doubts = doubts.length === 0 ? none : doubts;
      return memory.doubts;
    },
    noteSid(identity, from, sid) {
      const known = sids.get(identity);
      if (known) known[from] = sid;
      else sids.set(identity, { [from]: sid });
    },
    noteSweep: (readAtMs) => void (listReadAtMs = readAtMs),
    setLive(next) {
      if (next === isLive) return;
      isLive = next;
      for (const [identity, memory] of memories) {
        if (memory.oneSourceSinceMs === undefined && memory.doubts.length === 0) continue;
        // Only from now on can events tell of anybody.
        if (next && memory.oneSourceSinceMs !== undefined) memory.oneSourceSinceMs = now();
        waiting.add(identity);
      }
    },
    lookAgain,
    forget(identity) {
      memories.delete(identity);
      sids.delete(identity);
      waiting.delete(identity);
    },
  };
}

function isSame(some: readonly PresenceDoubt[], others: readonly PresenceDoubt[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ cause, sinceMs }, index) => others[index]?.cause === cause && others[index].sinceMs === sinceMs)
  );
}
