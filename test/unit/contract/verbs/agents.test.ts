import { describe, expect, test } from 'vitest';
import type { DispatchState } from '#contract/verbs/definition';
import { dispatchAgent } from '#contract/verbs/dispatch';
import { stopDispatch } from '#contract/verbs/stop-dispatch';
import { makeDispatch, makeJob, makePerson, makeRoom } from './facts.ts';

function makeState(given: Partial<DispatchState> = {}): DispatchState {
  return { room: makeRoom(), dispatches: [], participants: [], ...given };
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
    const foreign = makeState({
      dispatches: [makeDispatch(), makeDispatch({ id: 'AD_2', jobs: [makeJob()] })],
      participants: [agent],
    });
    expect(stopDispatch.plan(stop, foreign).write?.agentIdentities).toEqual([]);
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
});
