/** Row by row through the decision table. Times are the server's; the dispatch was created at 10,000. */
import { describe, expect, test } from 'vitest';
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import {
  diagnose,
  findOlderTwin,
  findOrphans,
  isAutomatic,
  type AgentSighting,
  type DoctorInput,
} from '#contract/doctor/diagnose';
import { makeDispatch, makeJob } from '../verbs/facts.ts';

function makeAgent(given: Partial<AgentSighting> = {}): AgentSighting {
  return { identity: 'agent-AJ_1', agentName: 'note-taker', state: 'active', joinedAtMs: 10_400, ...given };
}

function ask(given: Partial<DoctorInput> & { dispatch?: DispatchRow }) {
  const dispatch = given.dispatch ?? makeDispatch();
  return diagnose({
    nowMs: 20_000,
    dispatches: [dispatch],
    agents: [],
    watchedSinceMs: 0,
    isDeleted: false,
    isAgeCertain: true,
    ...given,
    dispatch,
  });
}

const withJob = makeDispatch({ jobs: [makeJob()] });
const unnamed = makeDispatch({ agentName: '' });

describe('the table', () => {
  const table: [string, Partial<DoctorInput>, number, string, string][] = [
    ['an unnamed oldest row is automatic', { dispatch: unnamed }, 2, 'automatic', 'certain'],
    [
      'an unnamed row is judged like others once an unnamed worker was seen',
      { dispatch: unnamed, agents: [makeAgent({ agentName: '', joinedAtMs: 5_000 })] },
      14,
      'nobody_took_it',
      'certain',
    ],
    [
      'an unnamed younger row is judged like others',
      { dispatch: unnamed, dispatches: [makeDispatch({ id: 'AD_0', createdAtMs: 9_000 }), unnamed] },
      14,
      'nobody_took_it',
      'certain',
    ],
    ['an agent in the room runs', { dispatch: withJob, agents: [makeAgent()] }, 4, 'running', 'certain'],
    [
      'an agent that initialises for more than 20 s is probably stuck',
      {
        dispatch: withJob,
        nowMs: 31_000,
        agents: [makeAgent({ agentState: 'initializing', agentStateSinceMs: 10_500 })],
      },
      4,
      'running',
      'likely',
    ],
    [
      'an agent that initialises for 20 s is not yet',
      {
        dispatch: withJob,
        nowMs: 30_500,
        agents: [makeAgent({ agentState: 'initializing', agentStateSinceMs: 10_500 })],
      },
      4,
      'running',
      'certain',
    ],
    [
      'an agent that has joined is connecting for 10 s',
      { dispatch: withJob, nowMs: 20_399, agents: [makeAgent({ state: 'joined' })] },
      5,
      'connecting',
      'certain',
    ],
    [
      'and blocked after that',
      { dispatch: withJob, nowMs: 20_400, agents: [makeAgent({ state: 'joined' })] },
      5,
      'media_blocked',
      'certain',
    ],
    [
      'a job done without an agent',
      { dispatch: makeDispatch({ jobs: [makeJob({ status: 'success', participantIdentity: '' })] }) },
      6,
      'finished_without_agent',
      'certain',
    ],
    [
      'an agent that has gone has ended',
      { dispatch: withJob, agents: [makeAgent({ goneAtMs: 15_000, goneReason: 'client_initiated' })] },
      7,
      'ended',
      'certain',
    ],
    ['a job without its agent is joining for 10 s', { dispatch: withJob, nowMs: 20_199 }, 8, 'joining', 'certain'],
    ['and never joined after that', { dispatch: withJob, nowMs: 20_200 }, 9, 'never_joined', 'certain'],
    [
      'unless nobody watched from the start',
      { dispatch: withJob, nowMs: 20_200, watchedSinceMs: 10_001 },
      10,
      'not_here',
      'certain',
    ],
    [
      'an agent of the name before the job is listed has accepted',
      { nowMs: 11_000, agents: [makeAgent()] },
      11,
      'accepted_unlisted',
      'near_certain',
    ],
    [
      'an agent that joined before the dispatch is not its',
      { nowMs: 11_000, agents: [makeAgent({ joinedAtMs: 9_999 })] },
      12,
      'offering',
      'certain',
    ],
    [
      'an agent of another name is not its',
      { nowMs: 11_000, agents: [makeAgent({ agentName: 'other' })] },
      12,
      'offering',
      'certain',
    ],
    ['offering until 3.2 s', { nowMs: 13_199 }, 12, 'offering', 'certain'],
    ['probably not taken from then on', { nowMs: 13_200 }, 13, 'probably_not_taken', 'likely'],
    ['still only probably just before 6 s', { nowMs: 15_999 }, 13, 'probably_not_taken', 'likely'],
    ['dead at 6 s', { nowMs: 16_000 }, 14, 'nobody_took_it', 'certain'],
    ['but not while its age is uncertain', { nowMs: 60_000, isAgeCertain: false }, 13, 'probably_not_taken', 'likely'],
    [
      'taken off the list with its agent here is stopping',
      { dispatch: withJob, isDeleted: true, agents: [makeAgent()] },
      0,
      'stopping',
      'certain',
    ],
  ];
  test.each(table)('%s', (_what, input, rule, code, certainty) => {
    expect(ask(input).verdict).toMatchObject({ rule, code, certainty });
  });
});

test('"nobody took it" is never said before 6 s, whatever is known', () => {
  for (let ageMs = 0; ageMs < 6_000; ageMs += 100) {
    for (const agents of [[], [makeAgent()], [makeAgent({ goneAtMs: 10_500 })]]) {
      expect(ask({ nowMs: 10_000 + ageMs, agents }).verdict.code).not.toBe('nobody_took_it');
    }
  }
});

test('an agent that left before its job was listed is told as left, and joined with the late job', () => {
  const agents = [makeAgent({ goneAtMs: 11_500, goneReason: 'client_initiated' })];
  expect(ask({ nowMs: 12_000, agents }).verdict.text).toMatch(/has left again/);
  expect(ask({ nowMs: 14_700, dispatch: withJob, agents }).verdict.code).toBe('ended');
});

test('an agent claimed by another dispatch is not taken for the one of this', () => {
  const other = makeDispatch({ id: 'AD_0', createdAtMs: 9_900, jobs: [makeJob()] });
  const verdict = ask({ nowMs: 11_000, dispatches: [other, makeDispatch()], agents: [makeAgent()] }).verdict;
  expect(verdict.code).toBe('offering');
});

test('the agent and its own word are told with the verdict', () => {
  expect(ask({ dispatch: withJob, agents: [makeAgent({ agentState: 'listening' })] })).toMatchObject({
    agentIdentity: 'agent-AJ_1',
    agentState: 'listening',
  });
});

describe('one identity in two dispatches', () => {
  const first = makeDispatch({ id: 'AD_1', jobs: [makeJob({ participantIdentity: 'scribe', startedAtMs: 10_200 })] });
  const second = makeDispatch({
    id: 'AD_2',
    createdAtMs: 12_000,
    jobs: [makeJob({ id: 'AJ_2', participantIdentity: 'scribe', startedAtMs: 12_200 })],
  });
  const dispatches = [first, second];
  const session = makeAgent({ identity: 'scribe' });

  test('is a conflict that ended both, if the first was still there', () => {
    const agents = [{ ...session, goneAtMs: 12_300 }];
    for (const dispatch of dispatches) {
      expect(ask({ dispatch, dispatches, agents }).verdict).toMatchObject({
        rule: 3,
        code: 'identity_conflict',
        certainty: 'certain',
      });
    }
  });

  test('is likely one, if nobody saw the first', () => {
    expect(ask({ dispatch: first, dispatches }).verdict).toMatchObject({ rule: 3, certainty: 'likely' });
  });

  test('is none, if the first had gone before the second was offered', () => {
    const agents = [{ ...session, goneAtMs: 11_000 }];
    expect(ask({ dispatch: first, dispatches, agents }).verdict.code).toBe('ended');
  });

  test('is none while the second one’s agent is here, and the first has ended', () => {
    const agents = [
      { ...session, goneAtMs: 11_000 },
      { ...session, joinedAtMs: 12_500 },
    ];
    expect(ask({ dispatch: second, dispatches, agents }).verdict.code).toBe('running');
    expect(ask({ dispatch: first, dispatches, agents }).verdict.code).toBe('ended');
  });
});

test.each([
  ['client_initiated', /by itself/],
  ['participant_removed', /removed/],
  ['connection_timeout', /crashed or lost its network/],
  ['duplicate_identity', /replaced/],
  ['room_closed', /room closed/],
  ['room_deleted', /room was ended/],
  ['signal_close', /while it joined/],
  ['server_shutdown', /server stopped/],
  ['reason_99', /not known/],
  [undefined, /not known/],
])('an end by %s is told in words', (goneReason, words) => {
  const agent = makeAgent({ goneAtMs: 15_000, ...(goneReason === undefined ? {} : { goneReason }) });
  expect(ask({ dispatch: withJob, agents: [agent] }).verdict.text).toMatch(words);
});

test('an agent in a state that is not known is said to be there, and not to be blocked', () => {
  const agents = [makeAgent({ state: 'unknown' })];
  expect(ask({ dispatch: withJob, nowMs: 60_000, agents }).verdict).toMatchObject({
    code: 'running',
    certainty: 'likely',
  });
  // Control: one that has joined only.
  const joined = [makeAgent({ state: 'joined' })];
  expect(ask({ dispatch: withJob, nowMs: 60_000, agents: joined }).verdict.code).toBe('media_blocked');
});

describe('an agent that matches while no job is listed (rule 11)', () => {
  test('keeps its dispatch from being called dead, also after 6 s', () => {
    expect(ask({ agents: [makeAgent()] })).toMatchObject({
      verdict: { rule: 11, code: 'accepted_unlisted', certainty: 'likely' },
      agentIdentity: 'agent-AJ_1',
    });
    expect(ask({ agents: [makeAgent({ goneAtMs: 15_000 })] }).verdict.code).toBe('accepted_unlisted');
    // Control: without such an agent, and with one that came too late to be its own.
    expect(ask({}).verdict.code).toBe('nobody_took_it');
    expect(ask({ nowMs: 90_000, agents: [makeAgent({ joinedAtMs: 80_000 })] }).verdict.code).toBe('nobody_took_it');
  });
  test('is not one without a dispatch at the same time', () => {
    expect(findOrphans(20_000, [makeDispatch()], [makeAgent()])).toEqual([]);
    expect(findOrphans(20_000, [makeDispatch({ agentName: 'another' })], [makeAgent()])).toHaveLength(1);
  });
});

describe('agents without a dispatch (rule 15)', () => {
  test('are told 6 s after they joined', () => {
    expect(findOrphans(16_399, [], [makeAgent()])).toEqual([]);
    expect(findOrphans(16_400, [], [makeAgent()])).toMatchObject([
      { identity: 'agent-AJ_1', verdict: { rule: 15, code: 'orphan' } },
    ]);
  });
  test('are none if a job claims them or if they are gone', () => {
    expect(findOrphans(20_000, [withJob], [makeAgent()])).toEqual([]);
    expect(findOrphans(20_000, [], [makeAgent({ goneAtMs: 19_000 })])).toEqual([]);
  });
});

describe('two dispatches of one name with live agents (rule 16)', () => {
  const second = makeDispatch({
    id: 'AD_2',
    createdAtMs: 12_000,
    jobs: [makeJob({ id: 'AJ_2', participantIdentity: 'agent-AJ_2', startedAtMs: 12_200 })],
  });
  const agents = [makeAgent(), makeAgent({ identity: 'agent-AJ_2', joinedAtMs: 12_400 })];
  test('the newer is the duplicate', () => {
    expect(findOlderTwin(second, [withJob, second], agents)).toBe('AD_1');
    expect(findOlderTwin(withJob, [withJob, second], agents)).toBeUndefined();
  });
  test('but not of another deployment, nor of one whose agent has gone', () => {
    expect(findOlderTwin(second, [{ ...withJob, deployment: 'blue' }, second], agents)).toBeUndefined();
    expect(findOlderTwin(second, [withJob, second], agents.slice(1))).toBeUndefined();
  });
});

test('only the oldest unnamed row is the server’s own', () => {
  const later = makeDispatch({ id: 'AD_2', agentName: '', createdAtMs: 12_000 });
  expect(isAutomatic(unnamed, [unnamed, later])).toBe(true);
  expect(isAutomatic(later, [unnamed, later])).toBe(false);
  expect(isAutomatic(makeDispatch(), [makeDispatch()])).toBe(false);
});
