import { expect, it } from 'vitest';
import type { FieldSubject, SessionFacts } from '#contract/fields';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { markSeen, readBaseline } from '#renderer/features/inspector/baselines.ts';
import { diffPerson } from '#renderer/features/inspector/diff-person.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { makeFacts, makeTrack, permission } from '../room/facts.ts';

function makeSubject(facts: Partial<ParticipantFacts> = {}, session: Partial<SessionFacts> = {}): FieldSubject {
  return {
    facts: makeFacts('ada', facts),
    session: {
      isSpeaking: undefined,
      level: undefined,
      quality: undefined,
      source: 'both',
      seenAtMs: 1,
      changedAtMs: 1,
      leftAtMs: undefined,
      leftReason: undefined,
      ...session,
    },
  };
}

const tell = (before: FieldSubject, after: FieldSubject): unknown[] =>
  diffPerson(before, after).map(({ field, before: was, after: is }) => [field, was, is]);

it('two looks at one who did nothing are the same, whatever moves by itself', () => {
  expect(
    tell(makeSubject(), makeSubject({ version: 9 }, { seenAtMs: 9, changedAtMs: 9, level: 3, talkMs: 9 })),
  ).toEqual([]);
});

it('fields, attributes, rights and paths of metadata are told where they differ', () => {
  const before = makeSubject({
    attributes: { team: 'red', seat: '4' },
    metadata: '{"a":{"b":1},"id":9007199254740993}',
  });
  const after = makeSubject({
    name: 'Ada',
    attributes: { team: 'blue', hand: 'up' },
    metadata: '{"a":{"b":2},"id":9007199254740994}',
    permission: { ...permission, canSubscribe: false },
  });
  expect(tell(before, after)).toEqual([
    ['name', '', 'Ada'],
    ['can.subscribe', 'can', 'cannot'],
    ['attr.team', 'red', 'blue'],
    ['attr.seat', '4', null],
    ['attr.hand', null, 'up'],
    ['meta.id', '9007199254740993', '9007199254740994'],
    ['meta.a.b', 1, 2],
  ]);
});

it('metadata that is no document, or is spelled otherwise, is told as two texts', () => {
  expect(tell(makeSubject({ metadata: 'one' }), makeSubject({ metadata: '{"a":1}' }))).toEqual([
    ['metadata', 'one', '{"a":1}'],
  ]);
  expect(tell(makeSubject({ metadata: '{"a":1}' }), makeSubject({ metadata: '{ "a": 1 }' }))).toEqual([
    ['metadata', '{"a":1}', '{ "a": 1 }'],
  ]);
});

it('tracks are told by their sid', () => {
  const track = makeTrack('TR_1');
  const differences = tell(makeSubject({ tracks: [track] }), makeSubject({ tracks: [{ ...track, muted: true }] }));
  expect(differences.map((difference) => (difference as unknown[])[0])).toEqual(['mic', 'track TR_1']);
});

it('the first look counts until the person is marked as seen', () => {
  const session = {} as RoomSession;
  const [first, second] = [makeSubject(), makeSubject({ name: 'Ada' })];
  expect(readBaseline(session, first).subject).toBe(first);
  expect(readBaseline(session, second)).toMatchObject({ subject: first, isMarked: false });
  markSeen(session, second);
  expect(readBaseline(session, first)).toMatchObject({ subject: second, isMarked: true });
  expect(readBaseline({} as RoomSession, first).subject, 'of another room').toBe(first);
});
