import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GavelBridge } from '#contract/bridge';
import type { ActionProgress, Plan, PlanTarget } from '#contract/domain/action';
import { fail, succeed, type Result } from '#contract/result';
import { createActionStore, type ActionRequest } from '#renderer/features/actions/action-store.ts';
import { replaceBridge } from '#renderer/lib/bridge.ts';

const setName: ActionRequest = {
  verb: 'participant.set-name',
  room: 'town-hall',
  parameters: { identity: 'amara', name: 'Amara', base: '' },
};

function planWith(target: Partial<PlanTarget>, change: Partial<Plan> = {}): Plan {
  return {
    planId: 'plan-1',
    verb: 'participant.set-name',
    room: 'town-hall',
    expiresAtMs: 0,
    targets: [{ target: 'amara', disposition: 'change', before: '', after: 'Amara', ...target }],
    warnings: [],
    reversibility: 'full',
    isConfirmedByMain: false,
    ...change,
  };
}

function progress(change: Partial<ActionProgress>): ActionProgress {
  return {
    actionId: 'action-1',
    verb: 'participant.set-name',
    room: 'town-hall',
    target: 'amara',
    fields: ['name'],
    step: 'sent',
    atMs: 1_000,
    tookMs: 0,
    requestId: '',
    before: '',
    after: 'Amara',
    isUndoable: false,
    ...change,
  };
}

/** A bridge that answers from a table and keeps what was asked. */
function answerWith(answers: Record<string, Result<unknown>>): { calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const bridge = {
    request: (channel: string, payload: unknown) => {
      calls.push([channel, payload]);
      return Promise.resolve(answers[channel] ?? fail('internal', `nothing for ${channel}`));
    },
    listen: () => () => undefined,
  } as unknown as GavelBridge;
  replaceBridge(bridge);
  return { calls };
}

afterEach(() => {
  vi.useRealTimers();
  replaceBridge(undefined);
});

describe('action store', () => {
  it('plans, then runs exactly that plan', async () => {
    const { calls } = answerWith({
      'actions:plan': succeed(planWith({})),
      'actions:run': succeed({ actionId: 'action-1' }),
    });
    const actions = createActionStore();
    expect(await actions.planAndRun(setName, { reason: 'typing error' })).toEqual({
      kind: 'running',
      actionId: 'action-1',
    });
    expect(calls).toEqual([
      ['actions:plan', setName],
      ['actions:run', { planId: 'plan-1', reason: 'typing error' }],
    ]);
  });

  it('shows a cell as queued while it is planned, and no longer', async () => {
    answerWith({ 'actions:plan': succeed(planWith({ disposition: 'already' })) });
    const actions = createActionStore();
    const running = actions.planAndRun(setName);
    expect(actions.stepOf('amara', 'name')).toBe('queued');
    expect(actions.stepOf('jonas', 'name')).toBeUndefined();
    await running;
    expect(actions.stepOf('amara', 'name')).toBeUndefined();
  });

  it('sends nothing on a conflict and hands it to the caller', async () => {
    const conflict = { base: '', theirs: 'A.', mine: 'Amara' };
    const { calls } = answerWith({ 'actions:plan': succeed(planWith({ disposition: 'conflict', conflict })) });
    const actions = createActionStore();
    expect(await actions.planAndRun(setName)).toMatchObject({ kind: 'conflict', target: { conflict } });
    expect(calls.map(([channel]) => channel)).toEqual(['actions:plan']);
    expect(actions.store.getState().notices).toEqual([]);
  });

  it('tells a refusal with its reason', async () => {
    const error = { code: 'not_found', message: 'amara is not in the room.' } as const;
    answerWith({ 'actions:plan': succeed(planWith({ disposition: 'refuse', error })) });
    const actions = createActionStore();
    expect(await actions.planAndRun(setName)).toEqual({ kind: 'failed', error });
    expect(actions.store.getState().notices).toMatchObject([{ tone: 'refused', error }]);
  });

  it.each([
    [true, 'running'],
    [false, 'declined'],
  ])('asks about warnings before it runs: %s → %s', async (isConfirmed, kind) => {
    const { calls } = answerWith({
      'actions:plan': succeed(planWith({}, { warnings: ['This ends their camera.'] })),
      'actions:run': succeed({ actionId: 'action-1' }),
    });
    const actions = createActionStore();
    const stop = actions.subscribe(() => actions.store.getState().review?.answer(isConfirmed));
    expect((await actions.planAndRun(setName)).kind).toBe(kind);
    stop();
    expect(calls.some(([channel]) => channel === 'actions:run')).toBe(isConfirmed);
    expect(actions.store.getState().review).toBeUndefined();
  });

  it('follows the steps to the end and shows drift after seen', () => {
    const actions = createActionStore();
    for (const step of ['sent', 'accepted', 'seen'] as const) {
      actions.record(progress({ step, atMs: Date.now() }));
      expect(actions.stepOf('amara', 'name', 'town-hall')).toBe(step);
    }
    actions.record(progress({ step: 'accepted' }));
    expect(actions.stepOf('amara', 'name')).toBe('seen');
    actions.dismiss('action-1');
    actions.record(progress({ step: 'drifted', current: 'Someone' }));
    expect(actions.store.getState().actions.get('action-1')).toMatchObject({ step: 'drifted', isDismissed: false });
  });

  it('lets what was seen go quiet after 5 s, but not a failure that nobody has looked at', () => {
    const actions = createActionStore();
    actions.record(progress({ step: 'seen', atMs: 1_000 }));
    expect(actions.entryOf('amara', 'name', undefined, 5_999)?.step).toBe('seen');
    expect(actions.entryOf('amara', 'name', undefined, 6_000)).toBeUndefined();
    actions.record(progress({ actionId: 'action-2', step: 'refused', atMs: 2_000 }));
    expect(actions.entryOf('amara', 'name', undefined, 900_000)?.step).toBe('refused');
    actions.dismiss('action-2');
    expect(actions.entryOf('amara', 'name', undefined, 900_000)).toBeUndefined();
  });

  it('keeps rooms apart where asked', () => {
    const actions = createActionStore();
    actions.record(progress({ step: 'sent' }));
    expect(actions.stepOf('amara', 'name', 'other-room')).toBeUndefined();
  });

  it('tells a room from a person of the same name', () => {
    const actions = createActionStore();
    actions.record(progress({ verb: 'room.set-metadata', target: 'town-hall', fields: ['metadata'] }));
    expect(actions.stepOf('', 'metadata', 'town-hall')).toBe('sent');
    expect(actions.stepOf('town-hall', 'metadata', 'town-hall')).toBeUndefined();
  });

  it('undoes through a plan of its own and says when somebody changed it since', async () => {
    const { calls } = answerWith({ 'actions:plan-undo': succeed(planWith({ disposition: 'conflict' })) });
    const actions = createActionStore();
    expect((await actions.undo('action-1')).kind).toBe('failed');
    expect(calls).toEqual([['actions:plan-undo', { actionId: 'action-1' }]]);
    expect(actions.store.getState().notices).toMatchObject([{ title: 'amara was changed since' }]);
  });

  it('draws what is told of many together, a change of one at once', () => {
    vi.useFakeTimers();
    const actions = createActionStore();
    let draws = 0;
    actions.subscribe(() => (draws += 1));
    const steps = ['queued', 'sent', 'accepted', 'seen'] as const;
    for (let count = 0; count < 100; count += 1) {
      for (const step of steps) {
        actions.record(progress({ actionId: `a${count}`, target: `p${count}`, bulkId: 'run', step }));
      }
    }
    expect(draws).toBe(0);
    expect(actions.sentChanges.list('town-hall', 'p99'), 'known as one’s own at once').toMatchObject([
      { actionId: 'a99', isSeen: true },
    ]);
    actions.record(progress({ actionId: 'single', step: 'sent' }));
    expect(draws).toBe(1);
    expect(actions.stepOf('amara', 'name')).toBe('sent');
    vi.runAllTimers();
    expect(draws).toBe(2);
    expect(actions.entryOf('p99', 'name', undefined, 1_000)?.step).toBe('seen');
    expect(actions.store.getState().actions.size).toBe(101);
  });

  it('closes with a run also what was not drawn yet', () => {
    vi.useFakeTimers();
    const actions = createActionStore();
    actions.record(progress({ bulkId: 'run', step: 'refused' }));
    actions.dismissBulk('run');
    vi.runAllTimers();
    expect(actions.store.getState().actions.get('action-1')).toMatchObject({ step: 'refused', isDismissed: true });
  });

  it('keeps no more notices than anybody closes: the newest ones', () => {
    const actions = createActionStore();
    for (let count = 0; count < 1_000; count += 1) actions.notify({ tone: 'already', title: `notice ${count}` });
    const { notices } = actions.store.getState();
    expect(notices).toHaveLength(200);
    expect(notices.at(-1)?.title).toBe('notice 999');
  });
});
