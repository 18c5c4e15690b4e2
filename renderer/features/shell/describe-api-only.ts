/** A room that is shown by the list alone, in words: why, what is not known, what helps. Pure. */
import { describeInterval } from '#renderer/lib/describe-pace.ts';
import { formatAge } from '#renderer/lib/format.ts';
import type { LiveBlock } from '#renderer/room/api-only.ts';
import type { RoomStatus } from '#renderer/room/types.ts';

const causes: Record<LiveBlock, string> = {
  websocket: 'WebSocket refused',
  media: 'media does not connect',
  room: 'the room takes nobody in',
  refused: 'the join is refused',
  list: 'the server does not answer the console',
};

/** The words of the header's status, after `API only`. */
export function describeLiveBlock({ liveBlock, listEveryMs }: RoomStatus): string {
  if (liveBlock === undefined) return '';
  const every = listEveryMs === undefined ? '' : `list ${describeInterval(listEveryMs)} · `;
  return `${every}live connection blocked (${causes[liveBlock]})`;
}

/** Why another join cannot be asked for just now; undefined where it can. */
export function explainRetryOff({ state, liveBlock, nextTryAtMs }: RoomStatus): string | undefined {
  if (state === 'live') return 'It is live.';
  const isTrying = state === 'joining' || (liveBlock !== undefined && nextTryAtMs === undefined);
  return isTrying ? 'A join is under way.' : undefined;
}

/** What is lost while only the list tells. */
export const unknownByList = 'All verbs work. Speaking, level, quality, data and the reasons of leaving are unknown.';

/** When a join is tried again. */
export function describeNextTry({ nextTryAtMs }: RoomStatus, nowMs: number): string {
  if (nextTryAtMs === undefined) return 'Trying to join now.';
  return `The next join is tried in ${formatAge(nextTryAtMs - nowMs)}.`;
}
