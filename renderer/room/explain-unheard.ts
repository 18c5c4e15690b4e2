/** Why speaking, level, quality and what is counted from them are not known of somebody, in a moderator's words. Pure. */
import type { FieldSubject } from '#contract/fields';
import { maxWatchedMicrophones } from './levels.ts';
import type { RoomStatus } from './types.ts';

/** Fields that come from disabled subscriptions to microphones. */
export const heardFields = ['speaking', 'level', 'quality', 'talk', 'spoken', 'silence'] as const;
export type HeardField = (typeof heardFields)[number];

type Hearing = Pick<RoomStatus, 'state' | 'isStrict' | 'liveBlock'>;

/** For a value that is unknown; `subject` is undefined for who is gone. */
export function explainUnheard(signal: HeardField, subject: FieldSubject | undefined, status: Hearing): string {
  const forAll = explainNobodyHeard(status);
  if (forAll !== undefined) return forAll;
  if (!subject) return notConnected;
  if (subject.session.isUnwatched) return `unknown: only the first ${maxWatchedMicrophones} microphones are watched`;
  if (signal !== 'quality') {
    return 'unknown: no report yet. The server reports changes only: silence from the start, or an even sound, is not told';
  }
  const hasMicrophone = subject.facts.tracks.some(({ source }) => source === 'microphone');
  return hasMicrophone
    ? 'unknown: no report yet. The server reports quality only when somebody’s changes'
    : 'unknown: only microphones are watched, and this person has none';
}

const notConnected = 'unknown: the console is not connected to the room';

/** Why nothing of the kind is known of anybody; undefined where it may be. */
export function explainNobodyHeard(status: Hearing): string | undefined {
  if (status.liveBlock) return 'unknown: API only, and the list does not tell it; the live connection is blocked';
  if (status.state !== 'live') return notConnected;
  return status.isStrict ? 'unknown: strict mode cannot listen' : undefined;
}
