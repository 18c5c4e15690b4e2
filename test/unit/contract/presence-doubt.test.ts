import { describe, expect, it } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import {
  findDoubts,
  mayBecomeDoubtful,
  nameDoubts,
  type DoubtCause,
  type PresenceTrace,
} from '#contract/presence-doubt';
import { makeFacts, permission } from '../renderer/room/facts.ts';

const nowMs = 1_000_000;
const hidden = { ...permission, hidden: true };

function makeTrace(over: Partial<PresenceTrace> = {}): PresenceTrace {
  return {
    sessionSinceMs: nowMs - 600_000,
    isInEvents: true,
    isInList: true,
    oneSourceSinceMs: undefined,
    listSid: 'PA_ada',
    eventSid: 'PA_ada',
    isLive: true,
    listReadAtMs: nowMs,
    linkLostSinceMs: undefined,
    ...over,
  };
}

interface Case {
  name: string;
  facts?: Partial<ParticipantFacts>;
  trace?: Partial<PresenceTrace>;
  causes: DoubtCause[];
}

const listOnly = { isInEvents: false, eventSid: undefined };
const eventsOnly = { isInList: false, listSid: undefined };

const cases: Case[] = [
  { name: 'somebody whom both tell of', causes: [] },
  {
    name: 'joined 20 s ago and not connected',
    facts: { state: 'joined' },
    trace: { sessionSinceMs: nowMs - 20_000 },
    causes: ['unconnected'],
  },
  { name: 'joined a moment ago', facts: { state: 'joined' }, trace: { sessionSinceMs: nowMs - 19_999 }, causes: [] },
  {
    name: 'in the list alone for 10 s',
    trace: { ...listOnly, oneSourceSinceMs: nowMs - 10_000 },
    causes: ['list-only'],
  },
  { name: 'in the list alone for less', trace: { ...listOnly, oneSourceSinceMs: nowMs - 9_999 }, causes: [] },
  {
    name: 'hidden and in the list alone',
    facts: { permission: hidden },
    trace: { ...listOnly, oneSourceSinceMs: 1 },
    causes: [],
  },
  {
    name: 'in the list alone while no events come',
    trace: { ...listOnly, oneSourceSinceMs: 1, isLive: false },
    causes: [],
  },
  {
    name: 'in events alone, as a later list tells',
    trace: { ...eventsOnly, oneSourceSinceMs: nowMs - 10_000 },
    causes: ['events-only'],
  },
  {
    name: 'in events alone, and no list was read since',
    trace: { ...eventsOnly, oneSourceSinceMs: nowMs - 10_000, listReadAtMs: nowMs - 5_000 },
    causes: [],
  },
  {
    name: 'in events alone before the first list',
    trace: { ...eventsOnly, oneSourceSinceMs: 1, listReadAtMs: undefined },
    causes: [],
  },
  {
    name: 'in the place of a session that was not seen to leave',
    trace: { previous: { endedAtMs: 1, wasReplaced: true } },
    causes: ['taken-over'],
  },
  { name: 'back after a leave', trace: { previous: { endedAtMs: nowMs - 600_000, wasReplaced: false } }, causes: [] },
  {
    name: 'coming back a minute after a leave',
    facts: { state: 'joining' },
    trace: { sessionSinceMs: nowMs, previous: { endedAtMs: nowMs - 60_000, wasReplaced: false } },
    causes: ['new-session'],
  },
  {
    name: 'coming back later',
    facts: { state: 'joining' },
    trace: { sessionSinceMs: nowMs, previous: { endedAtMs: nowMs - 60_001, wasReplaced: false } },
    causes: [],
  },
  { name: 'without a link', trace: { linkLostSinceMs: nowMs - 1 }, causes: ['link-lost'] },
  {
    name: 'listed by the session before',
    trace: { listSid: 'PA_old', sessionSinceMs: nowMs - 10_000 },
    causes: ['old-in-list'],
  },
  {
    name: 'listed by the session before, a moment ago',
    trace: { listSid: 'PA_old', sessionSinceMs: nowMs - 9_000 },
    causes: [],
  },
  {
    name: 'told of by events of the session before',
    trace: { eventSid: 'PA_old', sessionSinceMs: nowMs - 10_000 },
    causes: ['old-in-events'],
  },
  { name: 'in the list no more, whatever it said', trace: { ...eventsOnly, listSid: 'PA_old' }, causes: [] },
  {
    name: 'named like an observer',
    facts: { identity: 'gavel-observer-1', kind: 'agent', permission: hidden },
    causes: ['claims'],
  },
  { name: 'named like an observer and not hidden', facts: { identity: 'gavel-observer-1', kind: 'agent' }, causes: [] },
];

describe('somebody', () => {
  it.each(cases)('$name: $causes', ({ facts, trace, causes }) => {
    const person = makeFacts('ada', facts);
    expect(findDoubts(person, makeTrace(trace), nowMs).map(({ cause }) => cause)).toEqual(causes);
  });

  it('is looked at again for as long as time alone may raise a doubt', () => {
    const waits = (facts: Partial<ParticipantFacts>, trace: Partial<PresenceTrace>) =>
      mayBecomeDoubtful(makeFacts('ada', facts), makeTrace(trace));
    expect(waits({}, {})).toBe(false);
    expect(waits({ state: 'joined' }, {})).toBe(true);
    expect(waits({}, { ...listOnly, oneSourceSinceMs: 1 })).toBe(true);
    expect(waits({ permission: hidden }, { ...listOnly, oneSourceSinceMs: 1 })).toBe(false);
    expect(waits({}, { listSid: 'PA_old' })).toBe(true);
  });

  it('has each badge once, in one order', () => {
    const trace = makeTrace({ ...listOnly, oneSourceSinceMs: 1, previous: { endedAtMs: 1, wasReplaced: true } });
    const doubts = findDoubts(makeFacts('ada', { state: 'joined' }), trace, nowMs);
    expect(doubts.map(({ cause }) => cause)).toEqual(['unconnected', 'list-only', 'taken-over']);
    expect(nameDoubts(doubts.toReversed())).toBe('ghost, duplicate');
    expect(nameDoubts([])).toBeNull();
  });
});
