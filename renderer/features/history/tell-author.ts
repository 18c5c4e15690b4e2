/** Who made a change, as far as it can be known: this window's own action, the person, or somebody with the server's keys. Pure. */
import { readAttributeFieldName } from '#contract/fields';
import type { SentChange } from '#renderer/features/actions/sent-changes.ts';
import type { FieldChange } from '#renderer/room/field-changes.ts';

/** `you`: an action of this window · `person`: only they can · `api`: only with the server's keys · `unknown`. */
export type AuthorKind = 'you' | 'person' | 'api' | 'unknown';

export interface Author {
  kind: AuthorKind;
  /** How it is known, or why it is not. */
  why: string;
}

/** An event may overtake the door's own report a little, and a list tells of it seconds later. */
const earlyMs = 250;
const lateMs = 2_000;

export interface AuthorQuestion {
  type: string;
  atMs: number;
  /** All changes that came together. */
  changes: readonly FieldChange[];
  /** What this window has changed of the person. */
  sent: readonly SentChange[];
  /** Whether the person could change name, metadata and attributes themselves then. */
  mayWriteOwn: boolean | undefined;
  /** Why they left. */
  reason?: string | undefined;
}

const removals = ['participant_removed', 'room_deleted'];

export function tellAuthor(question: AuthorQuestion): Author {
  const own = findOwn(question);
  if (own) return { kind: 'you', why: 'your action, and what was seen is what it wrote' };
  switch (question.type) {
    case 'joined':
    case 'active':
    case 'track-published':
      return { kind: 'person', why: 'only their own client can' };
    case 'left':
      if (question.reason !== undefined && removals.includes(question.reason))
        return { kind: 'api', why: 'the server’s API: somebody else with the server’s keys' };
      if (question.reason === 'client_initiated') return { kind: 'person', why: 'their own client said goodbye' };
      return { kind: 'unknown', why: 'the server does not tell who ended it' };
    case 'permissions':
      return { kind: 'api', why: 'rights are changed with the server’s keys alone, and not by you' };
    case 'name':
    case 'metadata':
    case 'attributes':
      if (question.mayWriteOwn === false)
        return { kind: 'api', why: 'they had no right to change it themselves, and it was not you' };
      return { kind: 'unknown', why: 'their own client, or somebody with the server’s keys: the server does not tell' };
    default:
      return { kind: 'unknown', why: 'their own client, or the server: it does not tell' };
  }
}

function findOwn({ atMs, changes, sent }: AuthorQuestion): SentChange | undefined {
  return sent.findLast(
    (action) =>
      atMs >= action.askedAtMs - earlyMs &&
      (!action.isSeen || atMs <= action.untilMs + lateMs) &&
      changes.some((change) => action.fields.includes(change.field) && isWhatWasWritten(action, change)),
  );
}

/** Somebody else may have changed the same a moment before: another value is theirs. */
function isWhatWasWritten({ verb, after }: SentChange, change: FieldChange): boolean {
  switch (verb) {
    case 'participant.set-name':
    case 'participant.set-metadata':
      return change.after === after;
    case 'participant.set-attributes':
      return readWritten(after, readAttributeFieldName(change.field)) === (change.after ?? '');
    case 'participant.set-permission':
      return after.startsWith('cannot') === (change.after === 'cannot');
    default:
      return false;
  }
}

function readWritten(after: string, key: string | undefined): unknown {
  if (key === undefined) return undefined;
  try {
    const values = JSON.parse(after) as Record<string, unknown>;
    return Object.hasOwn(values, key) ? values[key] : undefined;
  } catch {
    return undefined;
  }
}
