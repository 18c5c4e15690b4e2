import { describe, expect, it } from 'vitest';
import type { RoomSummary } from '#contract/domain/room-facts';
import {
  countUp,
  describeAgeClock,
  describeCountAge,
  describeRoom,
  describeRoomsShown,
} from '#renderer/features/lobby/lobby-text.ts';
import { describeRoomCell, readRoom, roomColumns } from '#renderer/features/lobby/room-table.ts';

const room: RoomSummary = {
  sid: 'RM_1',
  name: 'town-hall',
  createdAtMs: 1_000,
  metadata: '{}',
  numParticipants: 24,
  numPublishers: 2,
  isRecording: false,
  maxParticipants: 0,
  emptyTimeoutSeconds: 300,
  departureTimeoutSeconds: 20,
};

const count = { people: 20, agents: 2, recorders: 1, phones: 3, hidden: 1, readAtMs: 4_000 };

describe('the lobby', () => {
  it('has the columns that product and tests name, and a value for each', () => {
    const names = [
      'room',
      'sid',
      'age',
      'people',
      'agents',
      'recorders',
      'phones',
      'hidden',
      'publishers',
      'recording',
    ].concat(['state', 'metadata', 'seen', 'source']);
    expect(roomColumns.map(({ name }) => name)).toEqual(names);
    const values = readRoom({ room, readAtMs: 5_000, count, isOpen: false });
    for (const name of names) expect(values[name], name).not.toBeUndefined();
    expect(values['source']).toBe('api');
    expect(
      readRoom({ room, readAtMs: 5_000, count, isOpen: true })['source'],
      'a tab adds nothing that the lobby shows',
    ).toBe('api');
  });

  it('sums up what the list says', () => {
    const other = { ...room, sid: 'RM_2', numParticipants: 2, isRecording: true };
    const nothing = { rooms: 0, recording: 0, uncounted: 0, people: 0, agents: 0, recorders: 0, phones: 0, hidden: 0 };
    expect(countUp({ rooms: [] })).toEqual(nothing);
    expect(countUp({ rooms: [room, other], found: { counts: { RM_1: count }, doubts: {} } })).toEqual({
      rooms: 2,
      recording: 1,
      uncounted: 1,
      people: 22,
      agents: 2,
      recorders: 1,
      phones: 3,
      hidden: 1,
    });
  });

  it('shows what was not counted as unknown, with the people of the list, and every count with its age', () => {
    const before = readRoom({ room, readAtMs: 5_000, count: undefined, isOpen: false });
    expect(before).toMatchObject({ people: 24, agents: undefined, phones: undefined, countedAt: undefined });
    const after = readRoom({ room, readAtMs: 5_000, count, isOpen: false });
    expect(after).toMatchObject({ people: 20, agents: 2, recorders: 1, phones: 3, hidden: 1, countedAt: 4_000 });
    expect(describeCountAge(4_000, 7_000)).toMatch(/^counted 3 s ago/);
    expect(describeCountAge(undefined, 7_000)).toMatch(/^Not counted yet/);
  });

  it('says what is shown in which order, and what a row is', () => {
    const people = { column: 'people', direction: 'descending' } as const;
    expect(describeRoomsShown(14, 23, [people])).toBe('14 shown of 23 · sorted by people, most first');
    expect(describeRoomsShown(2, 2, [{ column: 'room', direction: 'ascending' }])).toBe('2 shown · sorted by room');
    expect(describeRoomsShown(2, 2, [])).toBe('2 shown · in order of first sight');
    const one = { ...room, numParticipants: 1, isRecording: true };
    const values = readRoom({ room: one, readAtMs: 5_000, count: undefined, isOpen: true });
    expect(describeRoom((column) => values[column])).toBe('1 person, recording, has a tab');
  });

  it('names what is wrong with a room before what is right, and by which clock its age is told', () => {
    const told = { room, readAtMs: 5_000, count, isOpen: false };
    expect(readRoom(told)['state']).toBe('active');
    expect(readRoom({ ...told, room: { ...room, numParticipants: 0 }, count: undefined })['state']).toBeUndefined();
    const values = readRoom({ ...told, doubt: { kind: 'nobody_found', sinceMs: 1 }, serverAheadMs: -3_000 });
    expect(values).toMatchObject({ state: 'nobody_found', age: 4_000 });
    expect(describeRoom((column) => values[column])).toContain('nobody there');
    expect(describeAgeClock(-3_000)).toContain('3 s behind');
    expect(describeAgeClock(undefined)).toContain('may differ');
  });

  it('hands the filter the texts that a row shows', () => {
    expect(describeRoomCell('room', 'api-team')).toBe('api-team');
    expect(describeRoomCell('source', 'api')).toBe('');
    expect(describeRoomCell('people', 24)).toBe('');
  });
});
