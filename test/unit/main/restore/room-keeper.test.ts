import { beforeEach, describe, expect, it, test } from 'vitest';
import type { RoomLook } from '#contract/doctor/lost-room';
import { createRoomKeeper, type RoomKeeper } from '#main/services/restore/room-keeper';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { makeDispatch } from '../../contract/verbs/facts.ts';

const [serverId, room] = ['server', 'hall'];
let events: ReturnType<typeof createRecordingEvents>;
let keeper: RoomKeeper;
let hasSession: boolean;

beforeEach(() => {
  events = createRecordingEvents();
  hasSession = false;
  keeper = createRoomKeeper({ clock: createFakeClock(), events, hasSession: () => hasSession });
  take('RM_1', 'act one', [makeDispatch({ id: 'AD_0', agentName: '', createdAtMs: 1 }), makeDispatch()]);
});

function take(roomSid: string, metadata = '', dispatches: RoomLook['dispatches'] = []): void {
  keeper.takeLook(serverId, room, { roomSid, metadata, dispatches, people: [] });
}

const itemIds = () => keeper.read(serverId, room)?.items.map(({ id }) => id);

describe('an offer', () => {
  test('comes with the loss, shrinks as parts are given back, and is over with the last', () => {
    expect(keeper.read(serverId, room)).toBeNull();
    take('RM_2');
    expect(itemIds()).toEqual(['metadata', 'AD_1']);
    take('RM_2', 'act one');
    expect(itemIds()).toEqual(['AD_1']);
    take('RM_2', 'act one', [makeDispatch({ id: 'AD_9' })]);
    expect(keeper.read(serverId, room)).toBeNull();
    take('RM_2', 'changed later', []);
    expect(keeper.read(serverId, room), 'what is changed after it was given back is no loss').toBeNull();
    expect(events.sent.map(({ channel }) => channel)).toEqual(Array(3).fill('rooms:restore-changed'));
  });

  test('that was declined stays away for this session of the room, and not for the next', () => {
    take('RM_2', 'act two');
    const offerId = keeper.read(serverId, room)?.offerId ?? '';
    expect(keeper.decline(serverId, room, 'another')).toBe(false);
    expect(keeper.decline(serverId, room, offerId)).toBe(true);
    take('RM_2', 'act two');
    expect(keeper.read(serverId, room)).toBeNull();
    take('RM_3');
    expect(keeper.read(serverId, room)).toMatchObject({ roomSidBefore: 'RM_2', items: [{ was: 'act two' }] });
  });

  test('of a room that is lost again before it was given back is what it had at first', () => {
    take('RM_2');
    take('RM_3');
    expect(keeper.read(serverId, room)).toMatchObject({ roomSidBefore: 'RM_1', roomSidNow: 'RM_3' });
    expect(itemIds()).toEqual(['metadata', 'AD_1']);
  });

  test('is not made for a room that was closed in order, nor for one of another server', () => {
    keeper.forget(serverId, room);
    take('RM_2');
    expect(keeper.read(serverId, room)).toBeNull();
    take('RM_3');
    keeper.takeLook('other', room, { roomSid: 'RM_9', metadata: '', dispatches: [], people: [] });
    expect(keeper.read('other', room)).toBeNull();
  });

  test('is taken back when the room turns out to have been closed in order', () => {
    take('RM_2');
    keeper.forget(serverId, room);
    expect(events.sent.at(-1)?.payload).toEqual({ room, offer: null });
  });
});

describe('a room that is not listed any more and comes back with another sid', () => {
  const steps = {
    'is looked at': () => take('RM_1', 'act one'),
    'is not answered for': () => keeper.takeFailure(serverId, room),
    'is not listed': () => keeper.takeUnlisted(serverId, room),
    'gets a session': () => {
      hasSession = true;
      keeper.takeSession(serverId, room);
    },
    'loses its session': () => void (hasSession = false),
    'ends for its session': () => keeper.forget(serverId, room),
  };
  type Step = keyof typeof steps;
  const cases: [what: 'ended in order' | 'was lost', ...happened: Step[]][] = [
    ['ended in order', 'is not listed'],
    ['ended in order', 'is not answered for', 'is looked at', 'is not listed'],
    ['ended in order', 'gets a session', 'loses its session', 'is looked at', 'is not listed'],
    ['ended in order', 'gets a session', 'is looked at', 'ends for its session', 'is not listed'],
    ['was lost', 'is not answered for', 'is not listed'],
    ['was lost', 'is not answered for', 'is not listed', 'is not listed'],
    ['was lost', 'gets a session', 'is not listed'],
    ['was lost', 'gets a session', 'is looked at', 'loses its session', 'is not listed'],
    ['was lost', 'gets a session', 'loses its session', 'is not listed'],
    // Between two looks, with nothing to tell it from an end: the new sid does.
    ['was lost'],
  ];
  it.each(cases.map(([what, ...happened]) => ({ what, happened, steps: happened.join(', ') })))(
    '$what where it $steps',
    ({ what, happened }) => {
      for (const step of happened) steps[step]();
      hasSession = false;
      take('RM_2');
      expect(keeper.read(serverId, room)?.cause).toBe(what === 'was lost' ? 'new_room' : undefined);
    },
  );
});
