import { expect, it } from 'vitest';
import type { RoomSummary } from '#contract/domain/room-facts';
import { doubtRoom, traceLook, type RoomLook, type RoomTrace } from '#contract/room-doubt';

const room: RoomSummary = {
  sid: 'RM_1',
  name: 'stage',
  createdAtMs: 0,
  metadata: '',
  numParticipants: 0,
  numPublishers: 0,
  isRecording: false,
  maxParticipants: 0,
  emptyTimeoutSeconds: 60,
  departureTimeoutSeconds: 20,
};

/** A look that finds so many whom the list counts, and so many beside them. */
function look(atSeconds: number, listable: number, others = 0): RoomLook {
  return { atMs: atSeconds * 1000, found: { listable, everybody: listable + others } };
}
const silence = (atSeconds: number): RoomLook => ({ atMs: atSeconds * 1000 });

it.each<[what: string, people: number, looks: RoomLook[], nowSeconds: number, doubt: string | undefined]>([
  ['agrees', 2, [look(0, 2), look(15, 2)], 15, undefined],
  ['was looked at once', 2, [look(0, 0)], 15, undefined],
  ['lists people, and nobody is found twice', 2, [look(0, 0), look(15, 0)], 15, 'nobody_found'],
  ['is looked at twice within the age of one list', 2, [look(0, 0), look(5, 0)], 15, undefined],
  ['is held by our own observer alone', 2, [look(0, 0, 1), look(15, 0, 1)], 15, undefined],
  ['lists nobody, and somebody is found twice', 0, [look(0, 1), look(15, 1)], 15, 'more_found'],
  ['lists nobody, and agents are found', 0, [look(0, 0, 2), look(15, 0, 2)], 15, undefined],
  ['disagrees first one way, then the other', 0, [silence(0), look(15, 1)], 15, undefined],
  ['does not answer twice', 0, [silence(0), silence(15)], 15, 'no_answer'],
  ['answers again', 0, [silence(0), silence(15), look(30, 0)], 30, undefined],
  ['is empty for as long as it may be', 0, [look(0, 0), look(60, 0)], 80, undefined],
  ['is empty for longer', 0, [look(0, 0), look(60, 0)], 91, 'overdue'],
  ['was empty, had somebody, and is empty again', 0, [look(0, 0), look(60, 0, 1), look(80, 0)], 100, undefined],
])('a room that %s', (_what, numParticipants, looks, nowSeconds, doubt) => {
  const listed = { ...room, numParticipants };
  const trace = looks.reduce<RoomTrace | undefined>((before, next) => traceLook(before, listed, next), undefined) ?? {};
  expect(doubtRoom(trace, listed, nowSeconds * 1000)?.kind).toBe(doubt);
});

it('never calls a room overdue whose time-outs are not told', () => {
  const trace = traceLook(undefined, room, look(0, 0));
  expect(doubtRoom(trace, { ...room, emptyTimeoutSeconds: 0, departureTimeoutSeconds: 0 }, 1e9)).toBeUndefined();
});
