/** Who may run what was planned, when, and how often. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '#contract/domain/action';
import type { VerbRequest } from '#contract/verbs/definition';
import { setName } from '#contract/verbs/set-name';
import { createActionHandlers } from '#main/ipc/actions';
import { codeOf, get, openDoorForEach, room, sender, setMetadata } from './door-stage.ts';

const stage = openDoorForEach();

describe('a plan', () => {
  let plan: Plan;
  beforeEach(async () => {
    plan = get(await stage.door.plan(sender, setMetadata('new')));
  });

  test('sends nothing and records nothing', () => {
    expect(stage.api.writes).toEqual([]);
    expect(stage.rows).toEqual([]);
    expect(plan).toMatchObject({ verb: 'participant.set-metadata', room, expiresAtMs: stage.clock.now() + 60_000 });
  });

  test('is run once', async () => {
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('ok');
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('plan_used');
    await stage.pass(100);
    expect(stage.api.writes).toEqual(['updateParticipant']);
  });

  test('is run once even by two runs at the same time', async () => {
    const codes = await Promise.all([stage.door.run(sender, plan.planId, ''), stage.door.run(sender, plan.planId, '')]);
    expect(codes.map(codeOf).toSorted()).toEqual(['ok', 'plan_used']);
  });

  test('runs until 60 s and not at them', async () => {
    const second = get(await stage.door.plan(sender, setMetadata('newer')));
    stage.clock.advance(59_999);
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('ok');
    stage.clock.advance(1);
    expect(codeOf(await stage.door.run(sender, second.planId, ''))).toBe('plan_expired');
    await stage.pass(100);
    expect(stage.api.writes).toEqual(['updateParticipant']);
  });

  test('is not kept by a clock that is set back', async () => {
    stage.clock.advance(1_000);
    stage.clock.setBack(1_001);
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('plan_expired');
  });

  test.each([
    ['another window', { serverId: 'server', windowId: 2 }],
    ['another server', { serverId: 'other', windowId: 1 }],
  ])('is foreign to %s, and stays good for its own', async (_whose, foreign) => {
    expect(codeOf(await stage.door.run(foreign, plan.planId, ''))).toBe('plan_foreign');
    expect(stage.api.writes).toEqual([]);
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('ok');
  });

  test('that was never made is unknown', async () => {
    expect(codeOf(await stage.door.run(sender, 'no-such-plan', ''))).toBe('plan_unknown');
  });

  test('does not change when the request does after it was made', async () => {
    const request = setMetadata('meant');
    const frozen = get(await stage.door.plan(sender, request));
    if (request.verb === 'participant.set-metadata') request.parameters.metadata = 'smuggled';
    get(await stage.door.run(sender, frozen.planId, ''));
    await stage.pass(100);
    expect(stage.api.people.get('ada')?.metadata).toBe('meant');
  });

  test('fails as the server does', async () => {
    stage.api.onCall = () => ({ code: 'wrong_secret', message: 'no' });
    expect(codeOf(await stage.door.plan(sender, setMetadata('x')))).toBe('wrong_secret');
  });
});

describe('a verb that main confirms', () => {
  beforeEach(() => {
    setName.isConfirmedByMain = true;
  });
  afterEach(() => {
    setName.isConfirmedByMain = false;
  });
  const rename: VerbRequest = {
    verb: 'participant.set-name',
    room,
    parameters: { identity: 'ada', name: 'Eve', base: 'Ada' },
  };

  test('is not sent without a yes', async () => {
    const plan = get(await stage.door.plan(sender, rename));
    expect(plan.isConfirmedByMain).toBe(true);
    expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('declined');
    expect([stage.api.writes, stage.rows]).toEqual([[], []]);
  });

  test('is sent with one', async () => {
    stage.outside.isConfirmed = true;
    expect(stage.lastStep(await stage.run(rename)).step).toBe('seen');
  });
});

describe('the handlers', () => {
  test('take server and window from the sender, and refuse a window without a server', async () => {
    const handlers = createActionHandlers({ door: stage.door });
    const window = { windowId: 1, windowKind: 'server', serverId: 'server' } as const;
    const plan = get(await handlers['actions:plan'](setMetadata('new'), window));
    const stranger = { ...window, windowId: 2 };
    expect(codeOf(await handlers['actions:run']({ planId: plan.planId, reason: '' }, stranger))).toBe('plan_foreign');
    expect(codeOf(await handlers['actions:run']({ planId: plan.planId, reason: '' }, window))).toBe('ok');
    const manager = { windowId: 3, windowKind: 'manager' } as const;
    expect(codeOf(await handlers['actions:plan'](setMetadata('new'), manager))).toBe('forbidden_window');
    expect(codeOf(await handlers['actions:plan-undo']({ actionId: 'x' }, manager))).toBe('forbidden_window');
  });
});
