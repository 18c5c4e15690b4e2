/** Making a room: refused where the server would answer without doing it, and each option compared with what is there. */
import { expect, test } from 'vitest';
import { createRoom } from '#contract/verbs/create-room';
import { makeDispatch, makeRoom } from './facts.ts';

const options = {
  emptyTimeoutSeconds: 60,
  departureTimeoutSeconds: 5,
  maxParticipants: 3,
  metadata: '{"title":"Hall"}',
  agents: [{ agentName: 'scribe', metadata: '{}' }],
};
const absent = { name: 'hall', readAtMs: 1_000, room: null, dispatches: [] };
const made = makeRoom({
  emptyTimeoutSeconds: 60,
  departureTimeoutSeconds: 5,
  maxParticipants: 3,
  metadata: options.metadata,
});
const scribe = makeDispatch({ agentName: 'scribe', metadata: '{}' });
const applied = { parameters: options, before: absent, write: options, createdId: made.sid, answeredAtMs: 1_000 };

test('a live room is never asked for: every option that would be ignored is named', () => {
  const { target, write } = createRoom.plan(options, { ...absent, room: makeRoom() });
  expect(write).toBeUndefined();
  expect(target.error?.message).toBe(
    'A room of this name is live. It would take none of this: empty time-out 60 s, departure time-out 5 s, at most 3 participants, metadata, agent scribe.',
  );
  expect(createRoom.plan(options, absent)).toMatchObject({ target: { disposition: 'change' }, write: options });
});

test.each([
  ['', /no name/],
  ['  ', /no name/],
  ['a\u0000b', /control/],
  ['x'.repeat(257), /257 bytes/],
])('the name %j is refused before sending', (name, words) => {
  expect(createRoom.plan(options, { ...absent, name }).target.error?.message).toMatch(words);
});

test('it is seen only when every option and every agent is there', () => {
  const now = { ...absent, room: made, dispatches: [scribe] };
  expect(createRoom.observe(applied, now)).toMatchObject({ kind: 'seen' });
  const other = createRoom.observe(applied, { ...absent, room: makeRoom(), dispatches: [] });
  expect(other).toMatchObject({
    kind: 'different',
    current:
      'empty time-out is 300, not 60; departure time-out is 20, not 5; most participants is 0, not 3; metadata is empty; agent scribe is not dispatched as asked',
  });
  const twice = { ...applied, write: { ...options, agents: [...options.agents, ...options.agents] } };
  expect(createRoom.observe(twice, now).kind).toBe('different');
});

test('what is left to the server is not compared', () => {
  const write = { metadata: '', agents: [] };
  const observation = createRoom.observe({ ...applied, write }, { ...absent, room: makeRoom() });
  expect(observation.kind).toBe('seen');
});

test('a room that ended by itself is gone, and one that never came is not', () => {
  expect(createRoom.observe(applied, { ...absent, readAtMs: 1_600 }).kind).toBe('gone');
  expect(createRoom.observe(applied, { ...absent, readAtMs: 1_100 }).kind).toBe('unchanged');
  const { createdId: _none, ...unanswered } = applied;
  expect(createRoom.observe(unanswered, { ...absent, readAtMs: 9_000 }).kind).toBe('unchanged');
});
