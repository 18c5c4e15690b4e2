/** What the lobby says in words and numbers. Pure. */
import type { CountHeading, RoomCount, RoomDoubt, RoomList } from '#contract/domain/room-facts';
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
export function countUp({ rooms, found }: Pick<RoomList, 'rooms' | 'found'>): LobbySums {
  const counts = found?.counts ?? {};
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

/** A doubt in a few words, why there is one, and what opening the room would do. */
export function describeDoubt(kind: RoomDoubt['kind']): { word: string; why: string } {
  switch (kind) {
    case 'nobody_found':
      return {
        word: 'nobody there',
        why: 'The list says that people are in this room, and asking for them has found nobody, twice. Their node may have died. Opening the room joins it hidden, which makes the server run it again; it ends later as an empty room does.',
      };
    case 'more_found':
      return {
        word: 'counts disagree',
        why: 'The list says that nobody is in this room, and asking for them has found somebody, twice. Counts lag behind after a restart of a node. Opening the room shows who is really there.',
      };
    case 'no_answer':
      return {
        word: 'no answer',
        why: 'The room is listed, but the node that runs it does not answer. It may be dead: calls about the room wait 3 s and fail. Opening the room joins it hidden, which makes another node run it, with the same metadata and without its dispatches.',
      };
    case 'overdue':
      return {
        word: 'not closed',
        why: 'Nobody is in this room for longer than its time-outs allow, and the server has not closed it. Its node may have died. Opening the room joins it hidden, which makes the server run it again; it stays open at least until the tab is closed.',
      };
    default:
      return kind satisfies never;
  }
}

/** By which clock a room's age is told. */
export function describeAgeClock(serverAheadMs: CellValue): string {
  if (typeof serverAheadMs !== 'number')
    return 'since the server made the room, by its own clock; it may differ from this computer’s';
  const ahead = Math.round(Math.abs(serverAheadMs) / 1000);
  return ahead === 0
    ? 'since the server made the room; its clock and this computer’s agree'
    : `since the server made the room; its clock is ${ahead} s ${serverAheadMs > 0 ? 'ahead of' : 'behind'} this computer’s, which is allowed for`;
}

/** `14 shown of 23 · sorted by people, most first`. */
export function describeRoomsShown(shown: number, total: number, sort: readonly SortKey[]): string {
  const count =
    shown === total ? `${formatCount(total)} shown` : `${formatCount(shown)} shown of ${formatCount(total)}`;
  return `${count} · ${sort.length === 0 ? 'in order of first sight' : `sorted by ${sort.map(describeSortKey).join(', then ')}`}`;
}

function describeSortKey({ column, direction }: SortKey): string {
  const isNumber = ['people', 'publishers', ...besidePeople].includes(column);
  return direction === 'ascending' ? column : `${column}, ${isNumber ? 'most' : 'last'} first`;
}

/** What is said of a row after its room's name. */
export function describeRoom(read: (column: string) => CellValue): string {
  const people = Number(read('people') ?? 0);
  const words = [`${formatCount(people)} ${people === 1 ? 'person' : 'people'}`];
  if (read('room') === '') words.unshift('no name');
  const state = read('state');
  if (isDoubt(state)) words.push(describeDoubt(state).word);
  if (read('recording') === true) words.push('recording');
  if (read('isOpen') === true) words.push('has a tab');
  return words.join(', ');
}

export function isDoubt(state: CellValue): state is RoomDoubt['kind'] {
  return state === 'nobody_found' || state === 'more_found' || state === 'no_answer' || state === 'overdue';
}
