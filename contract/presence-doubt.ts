/**
 * What is not as it looks about somebody's presence: the rules by which a row gets a badge. Pure; all times are of this
 * computer. A doubt names what was seen, never more than that.
 */
import { claimsToBeConsole } from '#contract/domain/observer';
import type { ParticipantFacts } from '#contract/domain/participant-facts';

/** The badges; a new one is one more word here. */
export const doubtKinds = ['ghost', 'duplicate', 'reconnecting', 'stale', 'console'] as const;
export type DoubtKind = (typeof doubtKinds)[number];

/** What was seen that raises a doubt, and which badge it gives. */
export const doubtKindOf = {
  /** Listed for long, and media never connected. */
  unconnected: 'ghost',
  /** The list names somebody who is not hidden, and no event ever did. */
  'list-only': 'ghost',
  /** Events told of somebody whom the list does not name. */
  'events-only': 'ghost',
  /** A session took the place of one that was not seen to leave. */
  'taken-over': 'duplicate',
  /** A new session of somebody who was here a moment ago is being connected. */
  'new-session': 'reconnecting',
  /** The server says that nothing comes from them any more. */
  'link-lost': 'reconnecting',
  /** The list still names a session that was followed by another. */
  'old-in-list': 'stale',
  /** Events still tell of a session that was followed by another. */
  'old-in-events': 'stale',
  /** Looks like a hidden observer of this app. */
  claims: 'console',
} as const satisfies Record<string, DoubtKind>;
export type DoubtCause = keyof typeof doubtKindOf;
export const doubtCauses = Object.keys(doubtKindOf) as DoubtCause[];

export interface PresenceDoubt {
  kind: DoubtKind;
  cause: DoubtCause;
  /** Since when it has been so, epoch ms. */
  sinceMs: number;
}

/** What is known of one person beside the server's facts. */
export interface PresenceTrace {
  /** Since when the present session is known. */
  sessionSinceMs: number;
  /** The session before it: when it ended, and whether that was only noticed by the next one's coming. */
  previous?: { endedAtMs: number; wasReplaced: boolean } | undefined;
  isInEvents: boolean;
  isInList: boolean;
  /** Since when only one of the two has named them. */
  oneSourceSinceMs: number | undefined;
  /** The sids that list and events told last. */
  listSid: string | undefined;
  eventSid: string | undefined;
  /** Whether live events come in. */
  isLive: boolean;
  /** When the newest list was read; undefined before the first. */
  listReadAtMs: number | undefined;
  /** Since when the server has said that the link is lost. */
  linkLostSinceMs: number | undefined;
}

/** Media is there within a few seconds; the server itself gives up after 60. */
export const connectMs = 20_000;
/** List and events tell the same within a few seconds of each other. */
export const agreeMs = 10_000;
/** Who comes back this soon reconnects; later they join anew. */
export const comeBackMs = 60_000;

/** The doubts about somebody who has not left, in order of the badges. */
export function findDoubts(facts: ParticipantFacts, trace: PresenceTrace, nowMs: number): PresenceDoubt[] {
  const doubts: PresenceDoubt[] = [];
  const add = (cause: DoubtCause, sinceMs: number) => doubts.push({ kind: doubtKindOf[cause], cause, sinceMs });
  const { previous, sessionSinceMs, oneSourceSinceMs, listReadAtMs, linkLostSinceMs } = trace;
  const isConnecting = facts.state === 'joining' || facts.state === 'joined';
  const isHidden = facts.permission?.hidden;

  if (isConnecting && nowMs - sessionSinceMs >= connectMs) add('unconnected', sessionSinceMs);
  if (trace.isLive && oneSourceSinceMs !== undefined) {
    // Hidden people come in no event; while it is not known whether they are hidden, nothing is odd about that.
    if (!trace.isInEvents && isHidden === false && nowMs - oneSourceSinceMs >= agreeMs)
      add('list-only', oneSourceSinceMs);
    if (!trace.isInList && listReadAtMs !== undefined && listReadAtMs - oneSourceSinceMs >= agreeMs)
      add('events-only', oneSourceSinceMs);
  }
  if (previous?.wasReplaced) add('taken-over', previous.endedAtMs);
  if (isConnecting && previous && sessionSinceMs - previous.endedAtMs <= comeBackMs) add('new-session', sessionSinceMs);
  else if (linkLostSinceMs !== undefined) add('link-lost', linkLostSinceMs);
  if (isOldSid(trace.listSid, facts, trace.isInList) && (listReadAtMs ?? 0) - sessionSinceMs >= agreeMs)
    add('old-in-list', sessionSinceMs);
  if (trace.isLive && isOldSid(trace.eventSid, facts, trace.isInEvents) && nowMs - sessionSinceMs >= agreeMs)
    add('old-in-events', sessionSinceMs);
  if (claimsToBeConsole(facts.identity, facts.kind, isHidden === true)) add('claims', sessionSinceMs);
  return doubts;
}

/** Whether time alone may still raise a doubt about somebody: then they must be looked at again. */
export function mayBecomeDoubtful(facts: ParticipantFacts, trace: PresenceTrace): boolean {
  if (facts.state === 'joining' || facts.state === 'joined') return true;
  if (trace.isLive && trace.oneSourceSinceMs !== undefined && facts.permission?.hidden === false) return true;
  return isOldSid(trace.listSid, facts, trace.isInList) || isOldSid(trace.eventSid, facts, trace.isInEvents);
}

/** A person's badges as the text of their field: `ghost, duplicate`; null without any. */
export function nameDoubts(doubts: readonly PresenceDoubt[] | undefined): string | null {
  if (doubts === undefined || doubts.length === 0) return null;
  return doubtKinds.filter((kind) => doubts.some((doubt) => doubt.kind === kind)).join(', ');
}

function isOldSid(sid: string | undefined, facts: ParticipantFacts, isNamed: boolean): boolean {
  return isNamed && sid !== undefined && sid !== facts.sid;
}
