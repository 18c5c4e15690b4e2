/** Why speaking, level and quality of somebody are not known, in a moderator's words. Pure. */
import type { FieldSubject } from '#contract/fields';
import { maxWatchedMicrophones } from './levels.ts';
import type { RoomStatus } from './types.ts';

/** For a value that is unknown; `subject` is undefined for who is gone. */
export function explainUnheard(
  signal: 'speaking' | 'level' | 'quality',
  subject: FieldSubject | undefined,
  status: Pick<RoomStatus, 'state' | 'isStrict' | 'liveBlock'>,
): string {
  if (status.liveBlock) return 'unknown: API only, and the list does not tell it; the live connection is blocked';
  if (!subject || status.state !== 'live') return 'unknown: the console is not connected to the room';
  if (status.isStrict) return 'unknown: strict mode cannot listen';
  if (subject.session.isUnwatched) return `unknown: only the first ${maxWatchedMicrophones} microphones are watched`;
  if (signal !== 'quality') {
    return 'unknown: no report yet. The server reports changes only: silence from the start, or an even sound, is not told';
  }
  const hasMicrophone = subject.facts.tracks.some(({ source }) => source === 'microphone');
  return hasMicrophone
    ? 'unknown: no report yet. The server reports quality only when somebody’s changes'
    : 'unknown: only microphones are watched, and this person has none';
}
