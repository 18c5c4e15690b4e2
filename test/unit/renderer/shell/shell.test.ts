import { describe, expect, it } from 'vitest';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import type { RoomSummary } from '#contract/domain/room-facts';
import { createOpenRooms } from '#renderer/features/shell/open-rooms.ts';
import { describeTrouble, listReasons } from '#renderer/features/shell/room-foot.tsx';
import { sortByPeople } from '#renderer/features/shell/room-list.ts';
import { isSame } from '#renderer/features/shell/room-state.ts';
import type { RoomSession } from '#renderer/room/types.ts';

function createCountedSessions() {
  const log: string[] = [];
  const paces: string[] = [];
  const rooms = createOpenRooms(
    (room) => {
      log.push(`join ${room}`);
      const setInFront = (isInFront: boolean): unknown => paces.push(`${room} ${isInFront ? 'front' : 'behind'}`);
      return { room, setInFront, dispose: () => void log.push(`leave ${room}`) } as unknown as RoomSession;
    },
    (room) => void log.push(`full for ${room}`),
  );
  return { log, paces, rooms };
}

describe('open rooms', () => {
  it('joins a room once, however often its tab is brought forward', () => {
    const { log, rooms } = createCountedSessions();
    rooms.open('a');
    rooms.showLobby();
    rooms.open('a');
    expect(log).toEqual(['join a']);
    expect(rooms.store.getState().current).toBe('a');
  });

  it('leaves a room with its tab and goes back to the lobby', () => {
    const { log, rooms } = createCountedSessions();
    rooms.open('a');
    rooms.open('b');
    rooms.close('b');
    expect(log).toEqual(['join a', 'join b', 'leave b']);
    expect(rooms.store.getState().current).toBeUndefined();
    expect([...rooms.store.getState().rooms.keys()]).toEqual(['a']);
  });

  it('keeps what is selected in each room', () => {
    const { rooms } = createCountedSessions();
    rooms.open('a');
    rooms.select('a', 'amara');
    rooms.open('b');
    expect(rooms.store.getState().rooms.get('a')?.selectedIdentity).toBe('amara');
    expect(rooms.store.getState().rooms.get('b')?.selectedIdentity).toBeUndefined();
  });

  it('are so many at most: one more is not joined, and can be once another is left', () => {
    const { log, rooms } = createCountedSessions();
    for (let index = 0; index < maxOpenRooms; index++) expect(rooms.open(`room-${index}`)).toBe(true);
    expect(rooms.open('one-more')).toBe(false);
    rooms.inspect('one-more', 'amara');
    expect(log.slice(maxOpenRooms)).toEqual(['full for one-more', 'full for one-more']);
    expect(rooms.store.getState()).toMatchObject({ current: `room-${maxOpenRooms - 1}` });
    expect(rooms.open('room-0'), 'what is open comes forward').toBe(true);
    rooms.close('room-3');
    expect(rooms.open('one-more')).toBe(true);
    expect(rooms.store.getState().rooms.size).toBe(maxOpenRooms);
  });

  it('are told slowly behind another tab or the lobby', () => {
    const { paces, rooms } = createCountedSessions();
    rooms.open('a');
    rooms.open('b');
    rooms.open('b');
    rooms.showLobby();
    rooms.open('a');
    expect(paces).toEqual(['a front', 'a behind', 'b front', 'b behind', 'a front']);
  });

  it('leaves every room when the window goes', () => {
    const { log, rooms } = createCountedSessions();
    rooms.open('a');
    rooms.open('b');
    rooms.dispose();
    expect(log.slice(2)).toEqual(['leave a', 'leave b']);
  });
});

it('rooms with as many people stand in the order in which people read their names', () => {
  const rooms = ['class-11', 'class-6', 'hall', 'class-6b'].map(
    (name) => ({ name, numParticipants: name === 'hall' ? 3 : 0 }) as RoomSummary,
  );
  expect(sortByPeople(rooms).map(({ name }) => name)).toEqual(['hall', 'class-6', 'class-6b', 'class-11']);
});

describe('the foot', () => {
  it('says what happened, and nothing twice', () => {
    const error = {
      code: 'room_not_listed',
      message: 'The room is closed.',
      detail: { cure: 'Retry later.' },
    } as const;
    expect(listReasons({ state: 'offline', sinceMs: 0, note: 'The room is closed.', error })).toEqual([
      'The room is closed.',
      'Retry later.',
    ]);
  });

  it('names each trouble', () => {
    expect(describeTrouble({ state: 'joining', sinceMs: 0 })).toBe('Joining, hidden.');
    expect(describeTrouble({ state: 'reconnecting', sinceMs: 0 })).toMatch(/^Connection lost at \d\d:/);
    expect(describeTrouble({ state: 'offline', sinceMs: 0 })).toMatch(/^Offline since \d\d:/);
  });
});

it('lists rooms with most people first, then by name', () => {
  const rooms = [
    ['b', 2],
    ['a', 2],
    ['c', 9],
  ].map(([name, numParticipants]) => ({ name, numParticipants }) as RoomSummary);
  expect(sortByPeople(rooms).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
});

it('takes objects with the same members for the same', () => {
  expect(isSame({ people: 1 }, { people: 1 })).toBe(true);
  expect(isSame({ people: 1 }, { people: 2 })).toBe(false);
  expect(isSame({ people: 1 }, { people: 1, agents: 1 })).toBe(false);
  expect(isSame(undefined, { people: 1 })).toBe(false);
});
