import { describe, expect, it } from 'vitest';
import type { FieldSubject, SessionFacts } from '#contract/fields';
import { createPersonSessions } from '#renderer/room/person-sessions.ts';
import { makePerson } from '../../contract/verbs/facts.ts';

function tell(sid: string, session: Partial<SessionFacts> = {}, identity = 'ada'): FieldSubject {
  const facts = makePerson({ sid, identity });
  const unknown = { isSpeaking: undefined, level: undefined, quality: undefined };
  const given: SessionFacts = {
    ...unknown,
    source: 'event',
    seenAtMs: 0,
    changedAtMs: 0,
    leftAtMs: undefined,
    leftReason: undefined,
    ...session,
  };
  return { facts, session: given };
}

describe('the sessions of an identity', () => {
  it('tell who left and came back, and who was taken over without a leave', () => {
    const sessions = createPersonSessions();
    sessions.take(tell('PA_1'), 1);
    sessions.take(tell('PA_1', { leftAtMs: 5, leftReason: 'client_initiated' }), 5);
    sessions.take(tell('PA_2'), 9);
    sessions.take(tell('PA_3', { source: 'both' }), 12);
    expect(sessions.read('ada').map(({ sid, endedAtMs, reason, source }) => [sid, endedAtMs, reason, source])).toEqual([
      ['PA_1', 5, 'client_initiated', 'event'],
      ['PA_2', 12, 'replaced', 'event'],
      ['PA_3', undefined, undefined, 'both'],
    ]);
  });

  it('stay the same array while nothing of them changes', () => {
    const sessions = createPersonSessions();
    sessions.take(tell('PA_1'), 1);
    const before = sessions.read('ada');
    sessions.take(tell('PA_1', { level: 3 }), 2);
    expect(sessions.read('ada')).toBe(before);
  });

  it('are bounded in sessions and in people who are gone', () => {
    const sessions = createPersonSessions();
    for (let index = 0; index < 50; index++) sessions.take(tell(`PA_${index}`), index);
    expect(sessions.read('ada')).toHaveLength(20);
    expect(sessions.read('ada').at(-1)?.sid).toBe('PA_49');
    sessions.take(tell('PA', { leftAtMs: 50 }, 'bo'), 50);
    for (let index = 0; index < 3_000; index++) sessions.take(tell('PA', {}, `here${index}`), index);
    expect(sessions.read('bo'), 'who is here takes no place of who is gone').toHaveLength(1);
    for (let index = 0; index < 2_000; index++) sessions.take(tell('PA', { leftAtMs: 51 }, `gone${index}`), index);
    expect(sessions.read('bo')).toEqual([]);
    expect(sessions.read('gone1999')).toHaveLength(1);
    expect(sessions.read('here0')).toHaveLength(1);
    expect(sessions.read('ada')).toHaveLength(20);
  });
});
