import { expect, it } from 'vitest';
import type { RoomSummary } from '#contract/domain/room-facts';
import { createRoomMetadata } from '#renderer/features/lobby/room-metadata.ts';

function room(sid: string, metadata: string): RoomSummary {
  return { sid, name: sid, metadata } as RoomSummary;
}

const rooms = [
  room('RM_1', '{"title":"Evening","seats":{"a":12},"id":12345678901234567890}'),
  room('RM_2', '{"title":"","open":true,"tags":["x","y"],"none":null}'),
  room('RM_3', 'plain text'),
  room('RM_4', '{"title":'),
  room('RM_5', ''),
];

it('offers the paths that rooms have, most common first, with what one of them has there', () => {
  expect(createRoomMetadata().listOffers(rooms)).toEqual([
    { name: 'meta.title', rooms: 2, sample: 'Evening' },
    { name: 'meta.id', rooms: 1, sample: '12345678901234567890' },
    { name: 'meta.none', rooms: 1, sample: '' },
    { name: 'meta.open', rooms: 1, sample: 'true' },
    { name: 'meta.seats.a', rooms: 1, sample: '12' },
    { name: 'meta.tags', rooms: 1, sample: '[2]' },
  ]);
});

it('tells numbers as numbers, what is missing from what is empty, and what is too large as unknown', () => {
  const metadata = createRoomMetadata();
  const read = (index: number, ...path: string[]) => metadata.read(rooms[index]!, path);
  expect(read(0, 'seats', 'a')).toBe(12);
  expect(read(0, 'seats')).toBe('{…}');
  expect(read(1, 'title')).toBe('');
  expect([read(1, 'seats'), read(2, 'title'), read(3, 'title'), read(4, 'title')]).toEqual([null, null, null, null]);
  const huge = room('RM_6', `{"title":"${'x'.repeat(200_000)}"}`);
  expect(metadata.read(huge, ['title'])).toBeUndefined();
  expect(metadata.listOffers([huge])).toEqual([]);
  const long = room('RM_7', `{"title":"${'x'.repeat(10_000)}"}`);
  expect(String(metadata.read(long, ['title']))).toHaveLength(200);
});

it('sees a change, and another session of a room', () => {
  const metadata = createRoomMetadata();
  expect(metadata.read(room('RM_1', '{"act":1}'), ['act'])).toBe(1);
  expect(metadata.read(room('RM_1', '{"act":2}'), ['act'])).toBe(2);
});
