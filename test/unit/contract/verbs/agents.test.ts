import { describe, expect, test } from 'vitest';
import type { DispatchState } from '#contract/verbs/definition';
import { dispatchAgent } from '#contract/verbs/dispatch';
import { stopDispatch } from '#contract/verbs/stop-dispatch';
import { makeDispatch, makeJob, makePerson, makeRoom } from './facts.ts';

function makeState(given: Partial<DispatchState> = {}): DispatchState {
  return { readAtMs: 11_000, room: makeRoom(), dispatches: [], participants: [], ...given };
}
const agent = makePerson({
  sid: 'PA_agent',
  identity: 'agent-AJ_1',
  kind: 'agent',
  joinedAtMs: 10_400,
  attributes: { 'lk.agent_name': 'note-taker' },
});

describe('dispatching', () => {
  test('trims the name and keeps the metadata as it is', () => {
    const planned = dispatchAgent.plan({ agentName: '  note-taker ', metadata: ' {} ' }, makeState());
    expect(planned.write).toEqual({ agentName: 'note-taker', metadata: ' {} ' });
    expect(planned.warnings).toEqual([]);
  });

  test.each(['', '   ', 'note\u0007taker', 'note\ntaker'])('the name %j is refused', (agentName) => {
    expect(dispatchAgent.plan({ agentName, metadata: '' }, makeState()).target.error).toMatchObject({
      code: 'invalid_request',
      detail: { field: 'agentName' },
    });
  });

  test('into a room that is not listed is refused, because it would make the room', () => {
    const planned = dispatchAgent.plan({ agentName: 'note-taker', metadata: '' }, makeState({ room: null }));
    expect(planned.target.error?.code).toBe('room_not_listed');
    expect(planned.write).toBeUndefined();
  });

  test('metadata above 512 KiB is refused', () => {
    const plan = (length: number) =>
      dispatchAgent.plan({ agentName: 'note-taker', metadata: 'x'.repeat(length) }, makeState());
    expect(plan(524_288).target.disposition).toBe('change');
    expect(plan(524_289).target.error?.code).toBe('limit_exceeded');
  });

  test('a long name warns', () => {
    const plan = (length: number) => dispatchAgent.plan({ agentName: 'n'.repeat(length), metadata: '' }, makeState());
    expect(plan(64).warnings).toEqual([]);
    expect(plan(65).warnings.join(' ')).toMatch(/65 characters/);
  });

  test.each([
    ['waits', makeDispatch(), [], true],
    ['is in the room', makeDispatch({ jobs: [makeJob()] }), [agent], true],
    ['has left', makeDispatch({ jobs: [makeJob()] }), [], false],
    ['has another name', makeDispatch({ agentName: 'other' }), [], false],
  ])('a dispatch whose agent %s', (_what, dispatch, participants, isWarned) => {
    const state = makeState({ dispatches: [dispatch], participants });
    const warnings = dispatchAgent.plan({ agentName: 'note-taker', metadata: '' }, state).warnings.join(' ');
    expect(warnings.includes('called already')).toBe(isWarned);
  });

  test('is seen when the very row is listed, and undone by stopping it', () => {
    const parameters = { agentName: 'note-taker', metadata: '{}' };
    const applied = { parameters, before: makeState(), write: parameters, createdId: 'AD_9' };
    expect(dispatchAgent.observe(applied, makeState()).kind).toBe('unchanged');
    const twin = makeDispatch({ id: 'AD_8', metadata: '{}' });
    expect(dispatchAgent.observe(applied, makeState({ dispatches: [twin] })).kind).toBe('unchanged');
    const row = makeDispatch({ id: 'AD_9', metadata: '{}' });
    expect(dispatchAgent.observe(applied, makeState({ dispatches: [twin, row] })).kind).toBe('seen');
    expect(dispatchAgent.observe(applied, makeState({ room: makeRoom({ sid: 'RM_2' }) })).kind).toBe('gone');
    expect(dispatchAgent.invert(applied)).toMatchObject({ parameters: { dispatchId: 'AD_9' } });
  });
});

test('a dispatch whose answer was lost is found by what is new and just as asked', () => {
  const parameters = { agentName: 'note-taker', metadata: '{}' };
  const older = makeDispatch({ id: 'AD_8', metadata: '{}' });
  const applied = { parameters, before: makeState({ dispatches: [older] }), write: parameters };
  expect(dispatchAgent.observe(applied, makeState({ dispatches: [older] })).kind).toBe('unchanged');
  const other = makeDispatch({ id: 'AD_9', metadata: 'other' });
  expect(dispatchAgent.observe(applied, makeState({ dispatches: [older, other] })).kind).toBe('unchanged');
  const ours = makeDispatch({ id: 'AD_10', metadata: '{}' });
  expect(dispatchAgent.observe(applied, makeState({ dispatches: [older, ours] }))).toMatchObject({
    kind: 'seen',
    createdId: 'AD_10',
  });
});

describe('stopping', () => {
  const stop = { dispatchId: 'AD_1' };

  test('waits for the agent of a listed job', () => {
    const state = makeState({ dispatches: [makeDispatch({ jobs: [makeJob()] })], participants: [agent] });
    expect(stopDispatch.plan(stop, state).write).toEqual({ dispatchId: 'AD_1', agentIdentities: ['agent-AJ_1'] });
  });

  test('waits for the agent of a job that is not listed yet, if only one dispatch can have called it', () => {
    const early = makeState({ dispatches: [makeDispatch()], participants: [agent] });
    expect(stopDispatch.plan(stop, early).write?.agentIdentities).toEqual(['agent-AJ_1']);
    const two = makeState({ dispatches: [makeDispatch(), makeDispatch({ id: 'AD_2' })], participants: [agent] });
    expect(stopDispatch.plan(stop, two).write?.agentIdentities).toEqual([]);
    const withOld = makeState({
      dispatches: [makeDispatch({ id: 'AD_0', createdAtMs: -20_000 }), makeDispatch()],
      participants: [agent],
    });
    expect(stopDispatch.plan(stop, withOld).write?.agentIdentities).toEqual(['agent-AJ_1']);
    const foreign = makeState({
      dispatches: [makeDispatch(), makeDispatch({ id: 'AD_2', jobs: [makeJob()] })],
      participants: [agent],
    });
    expect(stopDispatch.plan(stop, foreign).write?.agentIdentities).toEqual([]);
  });

  test('says that no agent is there only where none can come any more', () => {
    const warn = (state: DispatchState): string => stopDispatch.plan(stop, state).warnings.join(' ');
    const young = makeState({ dispatches: [makeDispatch()] });
    expect(warn(young)).toMatch(/No agent of it has joined yet/);
    expect(warn({ ...young, readAtMs: 10_000 + 65_000 + 6_500 })).toMatch(/No agent of it is in the room/);
    // Whatever this computer's clock says: somebody joined later by the server's.
    const later = makePerson({ joinedAtMs: 16_500 });
    expect(warn({ ...young, participants: [later] })).toMatch(/No agent of it is in the room/);
    const two = makeState({ dispatches: [makeDispatch(), makeDispatch({ id: 'AD_2' })], participants: [agent] });
    expect(warn(two)).toMatch(/which agent is whose is not listed yet/);
    expect(warn({ ...young, participants: [agent] })).toBe('');
    const joining = makeState({ dispatches: [makeDispatch({ jobs: [makeJob()] })] });
    expect(warn(joining)).toMatch(/has joined yet/);
    expect(warn({ ...joining, readAtMs: 90_000 })).toMatch(/is in the room/);
  });

  test('what is not listed any more is refused', () => {
    expect(stopDispatch.plan(stop, makeState()).target.error?.code).toBe('not_found');
  });

  test('is seen only when both the row and the agent’s session are gone', () => {
    const before = makeState({ dispatches: [makeDispatch({ jobs: [makeJob()] })], participants: [agent] });
    const planned = stopDispatch.plan(stop, before);
    if (!planned.write) throw new Error('no write');
    const applied = { parameters: stop, before, write: planned.write };
    expect(stopDispatch.observe(applied, before).kind).toBe('unchanged');
    expect(stopDispatch.observe(applied, makeState({ participants: [agent] }))).toEqual({
      kind: 'different',
      current: 'agent-AJ_1',
    });
    expect(stopDispatch.observe(applied, makeState({ dispatches: before.dispatches })).kind).toBe('unchanged');
    expect(stopDispatch.observe(applied, makeState()).kind).toBe('seen');
    const newSession = { ...agent, sid: 'PA_new' };
    expect(stopDispatch.observe(applied, makeState({ participants: [newSession] })).kind).toBe('seen');
    expect(stopDispatch.invert(applied)).toBeNull();
  });

  /** What is observed at a time after the delete of the one dispatch AD_1, which was planned on this state. */
  function makeObserver(before: DispatchState) {
    const { write } = stopDispatch.plan(stop, before);
    if (!write) throw new Error('no write');
    const applied = { parameters: stop, before, write, answeredAtMs: 11_000 };
    return (afterMs: number, now: Partial<DispatchState> = {}) =>
      stopDispatch.observe(applied, makeState({ readAtMs: 11_000 + afterMs, ...now })).kind;
  }

  test('a dispatch stopped before its agent came is seen only when none can come any more', () => {
    const observe = makeObserver(makeState({ dispatches: [makeDispatch()] }));
    expect(observe(0)).toBe('different');
    expect(observe(1_000, { participants: [agent] })).toBe('different');
    expect(observe(6_499)).toBe('different');
    expect(observe(6_500, { participants: [agent] })).toBe('different');
    expect(observe(6_500)).toBe('seen');
    expect(observe(0, { room: null })).toBe('seen');
    const other = makePerson({ ...agent, attributes: { 'lk.agent_name': 'another' } });
    expect(observe(6_500, { participants: [other] })).toBe('seen');
  });

  test('of two dispatches of one name, the agent of the other does not count once it is listed', () => {
    const twin = makeDispatch({ id: 'AD_2' });
    const second = makePerson({ ...agent, sid: 'PA_second', identity: 'agent-AJ_2' });
    const before = makeState({ dispatches: [makeDispatch(), twin], participants: [agent, second] });
    const observe = makeObserver(before);
    const listed = { ...twin, jobs: [makeJob({ id: 'AJ_2', participantIdentity: 'agent-AJ_2' })] };
    expect(observe(100, { dispatches: [twin], participants: [agent, second] })).toBe('different');
    expect(observe(5_000, { dispatches: [listed], participants: [agent, second] })).toBe('different');
    expect(observe(6_500, { dispatches: [listed], participants: [agent, second] })).toBe('different');
    expect(observe(6_500, { dispatches: [listed], participants: [second] })).toBe('seen');
    // Nobody took the other: the agent that stays is this one's.
    expect(observe(6_500, { dispatches: [twin], participants: [agent] })).toBe('different');
    // Dispatched since the delete: its agent is not this one's.
    const third = makeDispatch({ id: 'AD_3', createdAtMs: 15_000 });
    const fresh = makePerson({ ...agent, sid: 'PA_third', identity: 'agent-AJ_3', joinedAtMs: 15_500 });
    expect(observe(6_500, { dispatches: [listed, third], participants: [second, fresh] })).toBe('seen');
  });

  test('the agent of a listed job may join after the delete', () => {
    const observe = makeObserver(makeState({ dispatches: [makeDispatch({ jobs: [makeJob()] })] }));
    expect(observe(0)).toBe('different');
    expect(observe(6_500, { participants: [agent] })).toBe('different');
    expect(observe(6_500)).toBe('seen');
  });

  test('a dispatch that nobody took is seen to be stopped at once', () => {
    const observe = makeObserver(makeState({ readAtMs: 90_000, dispatches: [makeDispatch()] }));
    expect(observe(0)).toBe('seen');
  });
});
