/** Doubts about somebody's presence in words: what was seen, and what it most likely is. Pure. */
import type { DoubtCause, DoubtKind, PresenceDoubt } from '#contract/presence-doubt';
import { consoleClaim } from '#contract/domain/observer';
import { formatAge } from '#renderer/lib/format.ts';

const kindWords: Record<DoubtKind, string> = {
  ghost: 'ghost',
  duplicate: 'duplicate identity',
  reconnecting: 'reconnecting',
  stale: 'stale sid',
  console: consoleClaim,
};

const causeWords: Record<DoubtCause, string> = {
  unconnected:
    'listed, and their media never connected. Their network may block it; the server gives up after a minute.',
  'list-only':
    'only the list names them, no event did. The server may keep somebody who is gone, or tell nobody about those who only watch.',
  'events-only': 'events told of them, and the list does not name them. They may be gone without anybody having told.',
  'taken-over':
    'this session took the place of one that was not seen to leave. A second client joined as the same identity, or theirs came back before the server noticed that it was gone.',
  'new-session': 'they were here a moment ago, and their new session is being connected.',
  'link-lost':
    'the server says that nothing comes from them. Their client may come back; else the server lets go of them after about 20 s.',
  'old-in-list': 'the list still names an earlier session of theirs. What only the list tells of them may be old.',
  'old-in-events': 'events still tell of an earlier session of theirs. What only events tell of them may be old.',
  claims:
    'hidden, an agent, and named like an observer of this app. Anybody who may sign tokens can look so; your own observers are not shown.',
};

/** A badge's name. */
export function nameDoubt(kind: DoubtKind): string {
  return kindWords[kind];
}

/** What was seen that raises it. */
export function explainCause(cause: DoubtCause): string {
  return causeWords[cause];
}

/** `duplicate identity, for 12 s: this session took the place …`. */
export function describeDoubt({ kind, cause, sinceMs }: PresenceDoubt, nowMs: number): string {
  return `${kindWords[kind]}, for ${formatAge(nowMs - sinceMs)}: ${causeWords[cause]}`;
}
