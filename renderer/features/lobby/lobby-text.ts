/** What the lobby says in words and numbers. Pure. */
import type { CountHeading, RoomCount, RoomList } from '#contract/domain/room-facts';
import type { ErrorCode } from '#contract/result';
import { formatAge, formatCount } from '#renderer/lib/format.ts';
import type { CellValue, SortKey } from '#renderer/table/types.ts';

const besidePeople = ['agents', 'recorders', 'phones', 'hidden'] as const satisfies readonly (keyof RoomCount)[];

/** What the head sums up. People of a room that was not counted yet are those of the list. */
export interface LobbySums extends Record<CountHeading, number> {
  rooms: number;
  recording: number;
  /** Rooms whose agents, recorders, phones and hidden are not in the sums yet. */
  uncounted: number;
}

/** Sums of the list and of what was counted. */
export function countUp({ rooms, counts = {} }: Pick<RoomList, 'rooms' | 'counts'>): LobbySums {
  const sums: LobbySums = {
    rooms: rooms.length,
    recording: rooms.filter(({ isRecording }) => isRecording).length,
    uncounted: rooms.filter(({ sid }) => !counts[sid]).length,
    people: 0,
    agents: 0,
    recorders: 0,
    phones: 0,
    hidden: 0,
  };
  for (const room of rooms) {
    const count = counts[room.sid];
    sums.people += count?.people ?? room.numParticipants;
    for (const heading of besidePeople) sums[heading] += count?.[heading] ?? 0;
  }
  return sums;
}

/** When a count was made; what stands in its place until then. */
export function describeCountAge(countedAtMs: CellValue, nowMs: number): string {
  return typeof countedAtMs === 'number'
    ? `counted ${formatAge(nowMs - countedAtMs)} ago; our own observers left out`
    : 'Not counted yet. Rooms are counted one after the other; until then people are as the list tells them, with phones and hidden ones.';
}

/** `14 shown of 23 · sorted by people, most first`. */
export function describeRoomsShown(shown: number, total: number, sort: SortKey | undefined): string {
  const count =
    shown === total ? `${formatCount(total)} shown` : `${formatCount(shown)} shown of ${formatCount(total)}`;
  if (!sort) return `${count} · in order of first sight`;
  const isNumber = ['people', 'publishers', ...besidePeople].includes(sort.column);
  const descending = isNumber ? ', most first' : ', last first';
  return `${count} · sorted by ${sort.column}${sort.direction === 'descending' ? descending : ''}`;
}

/** What is said of a row after its room's name. */
export function describeRoom(read: (column: string) => CellValue): string {
  const people = Number(read('people') ?? 0);
  const words = [`${formatCount(people)} ${people === 1 ? 'person' : 'people'}`];
  if (read('recording') === true) words.push('recording');
  if (read('isOpen') === true) words.push('has a tab');
  return words.join(', ');
}

/** How the server stands after a failed sweep, in one word: one that answers with a refusal is not out of reach. */
export function nameFailure(code: ErrorCode): 'Refused' | 'Unreachable' | 'Failed' {
  switch (code) {
    case 'unknown_key':
    case 'wrong_secret':
    case 'clock_skew':
    case 'forbidden_by_server':
    case 'rejected_by_server':
      return 'Refused';
    case 'unreachable':
    case 'timed_out':
      return 'Unreachable';
    default:
      return 'Failed';
  }
}
