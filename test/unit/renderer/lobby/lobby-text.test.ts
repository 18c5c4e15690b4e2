import { describe, expect, it } from 'vitest';
import type { RoomSummary } from '#contract/domain/room-facts';
import { countUp, describeRoom, describeRoomsShown, nameFailure } from '#renderer/features/lobby/lobby-text.ts';
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

describe('the lobby', () => {
  it('has the columns that product and tests name, and a value for each', () => {
    const names = ['room', 'sid', 'age', 'people', 'publishers', 'recording', 'metadata', 'seen', 'source'];
    expect(roomColumns.map(({ name }) => name)).toEqual(names);
    const values = readRoom(room, 5_000, false);
    for (const name of names) expect(values[name], name).not.toBeUndefined();
    expect(values['source']).toBe('api');
    expect(readRoom(room, 5_000, true)['source'], 'a tab adds nothing that the lobby shows').toBe('api');
  });

  it('sums up what the list says', () => {
    expect(countUp([])).toEqual({ rooms: 0, people: 0, recording: 0 });
    expect(countUp([room, { ...room, numParticipants: 2, isRecording: true }])).toEqual({
      rooms: 2,
      people: 26,
      recording: 1,
    });
  });

  it('says what is shown in which order, and what a row is', () => {
    const people = { column: 'people', direction: 'descending' } as const;
    expect(describeRoomsShown(14, 23, people)).toBe('14 shown of 23 · sorted by people, most first');
    expect(describeRoomsShown(2, 2, { column: 'room', direction: 'ascending' })).toBe('2 shown · sorted by room');
    expect(describeRoomsShown(2, 2, undefined)).toBe('2 shown · in order of first sight');
    const values = readRoom({ ...room, numParticipants: 1, isRecording: true }, 5_000, true);
    expect(describeRoom((column) => values[column])).toBe('1 person, recording, has a tab');
  });

  it('tells a server that refuses from one that is out of reach', () => {
    expect(nameFailure('wrong_secret')).toBe('Refused');
    expect(nameFailure('unknown_key')).toBe('Refused');
    expect(nameFailure('unreachable')).toBe('Unreachable');
    expect(nameFailure('server_failed')).toBe('Failed');
  });

  it('hands the filter the texts that a row shows', () => {
    expect(describeRoomCell('room', 'api-team')).toBe('api-team');
    expect(describeRoomCell('source', 'api')).toBe('');
    expect(describeRoomCell('people', 24)).toBe('');
  });
});
