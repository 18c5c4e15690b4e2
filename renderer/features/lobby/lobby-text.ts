/** What the lobby says in words and numbers. Pure. */
import type { RoomSummary } from '#contract/domain/room-facts';
import type { ErrorCode } from '#contract/result';
import { formatCount } from '#renderer/lib/format.ts';
import type { CellValue, SortKey } from '#renderer/table/types.ts';

/** Sums of the list: people as the list counts them, agents and recorders left out. */
export function countUp(rooms: readonly RoomSummary[]): { rooms: number; people: number; recording: number } {
  return {
    rooms: rooms.length,
    people: rooms.reduce((sum, { numParticipants }) => sum + numParticipants, 0),
    recording: rooms.filter(({ isRecording }) => isRecording).length,
  };
}

/** `14 shown of 23 · sorted by people, most first`. */
export function describeRoomsShown(shown: number, total: number, sort: SortKey | undefined): string {
  const count =
    shown === total ? `${formatCount(total)} shown` : `${formatCount(shown)} shown of ${formatCount(total)}`;
  if (!sort) return `${count} · in order of first sight`;
  const isNumber = sort.column === 'people' || sort.column === 'publishers';
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
