import { expect, test } from 'vitest';
import type { Observation } from '#contract/domain/observation';
import { createObservations } from '#main/services/observations/observations';

const state = (sid: string, word: string, atMs: number): Observation => ({
  kind: 'agent-state',
  identity: 'agent',
  sid,
  state: word,
  atMs,
});
const left = (sid: string, reason: string): Observation => ({ kind: 'left', identity: 'agent', sid, reason, atMs: 9 });

test('a session’s reason and its last word are kept, the word since it was said first', () => {
  const told: string[] = [];
  const observations = createObservations({ onTaken: (serverId, room) => told.push(`${serverId} ${room}`) });
  observations.take('s', 'hall', [state('PA_1', 'initializing', 1), state('PA_1', 'listening', 5)]);
  observations.take('s', 'hall', [state('PA_1', 'listening', 7), left('PA_1', 'connection_timeout')]);
  expect(observations.read('s', 'hall').get('PA_1')).toEqual({
    leftReason: 'connection_timeout',
    agentState: { state: 'listening', sinceMs: 5 },
  });
  expect(observations.read('other', 'hall').size).toBe(0);
  expect(told).toEqual(['s hall', 's hall']);
  observations.forget('s', 'hall');
  expect(observations.read('s', 'hall').size).toBe(0);
});

test('what is kept is bounded, and the oldest goes first', () => {
  const observations = createObservations({ onTaken: () => undefined });
  for (let index = 0; index < 2_010; index++) observations.take('s', 'hall', [left(`PA_${index}`, 'room_closed')]);
  const kept = observations.read('s', 'hall');
  expect([kept.size, kept.has('PA_9'), kept.has('PA_10')]).toEqual([2_000, false, true]);
});
