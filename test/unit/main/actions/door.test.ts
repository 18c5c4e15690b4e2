import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionProgress, Plan } from '#contract/domain/action';
import type { Result } from '#contract/result';
import type { VerbRequest } from '#contract/verbs/definition';
import { setName } from '#contract/verbs/set-name';
import { createActionHandlers } from '#main/ipc/actions';
import { createDoor, type Door } from '#main/services/actions/door';
import type { AuditEntry } from '#main/services/actions/ports';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { makeDispatch, makeJob, makePerson, makeRoom } from '../../contract/verbs/facts.ts';
import { createFakeApi, type FakeApi } from './fake-api.ts';

const sender = { serverId: 'server', windowId: 1 };
const room = 'hall';

let api: FakeApi;
let clock: ReturnType<typeof createFakeClock>;
let events: ReturnType<typeof createRecordingEvents>;
/** What happened, in its order: rows, writes and steps. */
let story: string[];
let rows: (AuditEntry & { phase: string })[];
let auditFailure: { intent: boolean; outcome: boolean };
let isConfirmed: boolean;
let door: Door;

beforeEach(() => {
  api = createFakeApi();
  clock = createFakeClock();
  story = [];
  rows = [];
  auditFailure = { intent: false, outcome: false };
  isConfirmed = false;
  const recorded = createRecordingEvents();
  events = {
    ...recorded,
    toServer(serverId, channel, payload) {
      recorded.toServer(serverId, channel, payload);
      if (channel === 'actions:progress') story.push(`step ${(payload as ActionProgress).step}`);
    },
  };
  api.onCall = (name) => {
    if (/^(update|create|delete|remove)/.test(name)) story.push(`write ${name}`);
    return undefined;
  };
  const append = (phase: 'intent' | 'outcome') => async (entry: AuditEntry) => {
    await Promise.resolve();
    if (auditFailure[phase]) throw new Error('disk full');
    rows.push({ ...entry, phase });
    story.push(`row ${phase} ${entry.outcome}`.trim());
  };
  door = createDoor({
    apiFor: async () => ({ ok: true, value: api }),
    audit: { appendIntent: append('intent'), appendOutcome: append('outcome') },
    events,
    clock,
    confirm: async () => isConfirmed,
    nameServer: () => 'Test',
  });
});

afterEach(() => door.dispose());

function get<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

function steps(actionId: string): ActionProgress[] {
  return events.sent
    .filter(({ channel }) => channel === 'actions:progress')
    .map(({ payload }) => payload as ActionProgress)
    .filter((progress) => progress.actionId === actionId);
}

/** Lets everything that is ready happen, moving the clock by `ms` in small steps. */
async function pass(ms = 0): Promise<void> {
  for (let passedMs = 0; ; passedMs += 50) {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    if (passedMs >= ms) return;
    clock.advance(50);
  }
}

function setMetadata(metadata: string, base = 'old'): VerbRequest {
  return { verb: 'participant.set-metadata', room, parameters: { identity: 'ada', metadata, base } };
}

async function run(request: VerbRequest, passMs = 100): Promise<string> {
  const plan = get(await door.plan(sender, request));
  const { actionId } = get(await door.run(sender, plan.planId, 'because'));
  await pass(passMs);
  return actionId;
}

function lastStep(actionId: string): ActionProgress {
  const last = steps(actionId).at(-1);
  if (!last) throw new Error('no step');
  return last;
}

describe('a plan', () => {
  let plan: Plan;
  beforeEach(async () => {
    plan = get(await door.plan(sender, setMetadata('new')));
  });

  test('sends nothing and records nothing', () => {
    expect(api.writes).toEqual([]);
    expect(rows).toEqual([]);
    expect(plan).toMatchObject({ verb: 'participant.set-metadata', room, expiresAtMs: clock.now() + 60_000 });
  });

  test('is run once', async () => {
    expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('ok');
    expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('plan_used');
    await pass(100);
    expect(api.writes).toEqual(['updateParticipant']);
  });

  test('is run once even by two runs at the same time', async () => {
    const codes = await Promise.all([door.run(sender, plan.planId, ''), door.run(sender, plan.planId, '')]);
    expect(codes.map(codeOf).toSorted()).toEqual(['ok', 'plan_used']);
  });

  test('runs until 60 s and not at them', async () => {
    const second = get(await door.plan(sender, setMetadata('newer')));
    clock.advance(59_999);
    expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('ok');
    clock.advance(1);
    expect(codeOf(await door.run(sender, second.planId, ''))).toBe('plan_expired');
    await pass(100);
    expect(api.writes).toEqual(['updateParticipant']);
  });

  test.each([
    ['another window', { serverId: 'server', windowId: 2 }],
    ['another server', { serverId: 'other', windowId: 1 }],
  ])('is foreign to %s, and stays good for its own', async (_whose, foreign) => {
    expect(codeOf(await door.run(foreign, plan.planId, ''))).toBe('plan_foreign');
    expect(api.writes).toEqual([]);
    expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('ok');
  });

  test('that was never made is unknown', async () => {
    expect(codeOf(await door.run(sender, 'no-such-plan', ''))).toBe('plan_unknown');
  });

  test('does not change when the request does after it was made', async () => {
    const request = setMetadata('meant');
    const frozen = get(await door.plan(sender, request));
    if (request.verb === 'participant.set-metadata') request.parameters.metadata = 'smuggled';
    get(await door.run(sender, frozen.planId, ''));
    await pass(100);
    expect(api.people.get('ada')?.metadata).toBe('meant');
  });

  test('fails as the server does', async () => {
    api.onCall = () => ({ code: 'wrong_secret', message: 'no' });
    expect(codeOf(await door.plan(sender, setMetadata('x')))).toBe('wrong_secret');
  });
});

test('intent is durable before the write, the outcome before it is shown', async () => {
  const actionId = await run(setMetadata('new'));
  expect(story).toEqual([
    'row intent',
    'step queued',
    'step sent',
    'write updateParticipant',
    'step accepted',
    'row outcome seen',
    'step seen',
  ]);
  expect(rows[0]).toMatchObject({
    actionId,
    serverName: 'Test',
    verb: 'participant.set-metadata',
    room,
    target: 'ada',
    reason: 'because',
    before: 'old',
    after: 'new',
  });
  expect(rows[1]).toMatchObject({ actionId, outcome: 'seen', requestId: 'request-3', code: '' });
});

test('what cannot be recorded is not sent', async () => {
  auditFailure.intent = true;
  const plan = get(await door.plan(sender, setMetadata('new')));
  expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('internal');
  await pass(100);
  expect(api.writes).toEqual([]);
});

test('a result that cannot be recorded is shown with that fault', async () => {
  auditFailure.outcome = true;
  expect(lastStep(await run(setMetadata('new')))).toMatchObject({ step: 'seen', error: { code: 'not_saved' } });
});

test('a full record of rights is kept: all of them before and after', async () => {
  await run({
    verb: 'participant.set-permission',
    room,
    parameters: { identity: 'ada', right: 'can.mic', value: false },
  });
  expect(JSON.parse(rows[0]?.before ?? '')).toMatchObject({ canPublish: true, canPublishSources: [] });
  expect(JSON.parse(rows[0]?.after ?? '').canPublishSources).not.toContain('microphone');
});

test('a plan that found all as wished sends and records nothing', async () => {
  const actionId = await run(setMetadata('old', 'old'));
  expect(lastStep(actionId)).toMatchObject({ step: 'skipped', current: 'old' });
  expect([api.writes, rows]).toEqual([[], []]);
});

test('what became as wished since the plan is skipped', async () => {
  const plan = get(await door.plan(sender, setMetadata('new')));
  const ada = api.people.get('ada');
  if (ada) ada.metadata = 'new';
  const { actionId } = get(await door.run(sender, plan.planId, ''));
  await pass(100);
  expect(lastStep(actionId).step).toBe('skipped');
  expect(rows.map(({ outcome }) => outcome)).toEqual(['', 'skipped']);
});

test.each(['timed_out', 'unreachable', 'unavailable', 'server_failed'] as const)(
  'after %s nobody knows, so the effect is looked for',
  async (code) => {
    api.onCall = (name) => {
      if (name !== 'updateParticipant') return undefined;
      // Written, and the answer was lost.
      const ada = api.people.get('ada');
      if (ada) ada.metadata = 'new';
      return { code, message: 'lost' };
    };
    expect(lastStep(await run(setMetadata('new'))).step).toBe('seen');
  },
);

test.each(['not_found', 'rejected_by_server', 'forbidden_by_server', 'wrong_secret'] as const)(
  '%s is a refusal at once',
  async (code) => {
    api.onCall = (name) => (name === 'updateParticipant' ? { code, message: 'no' } : undefined);
    const actionId = await run(setMetadata('new'), 0);
    expect(lastStep(actionId)).toMatchObject({ step: 'refused', error: { code } });
  },
);

test('a value that comes late is waited for, up to 3 s', async () => {
  api.updateParticipant = async () => {
    clock.after(2_400, () => {
      const ada = api.people.get('ada');
      if (ada) ada.metadata = 'new';
    });
    return { ok: true, value: makePerson(), call: { requestId: 'r', tookMs: 1 } };
  };
  const actionId = await run(setMetadata('new'), 2_300);
  expect(lastStep(actionId).step).toBe('accepted');
  await pass(800);
  expect(lastStep(actionId).step).toBe('seen');
});

test('one writer at a time per person, and people do not wait for each other', async () => {
  api.people.set('bea', makePerson({ identity: 'bea', metadata: 'old' }));
  let release: () => void = () => {};
  const held = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  api.onCall = (name) => {
    if (name !== 'updateParticipant') return undefined;
    story.push('write begun');
    return api.writes.length === 0 && story.filter((line) => line === 'write begun').length === 1 ? held : undefined;
  };
  const first = await run(setMetadata('first'));
  const second = await run({
    verb: 'participant.set-attributes',
    room,
    parameters: { identity: 'ada', changes: { a: '1' }, base: {} },
  });
  const other = await run({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'bea', metadata: 'b', base: 'old' },
  });
  expect([lastStep(first).step, lastStep(second).step, lastStep(other).step]).toEqual(['sent', 'queued', 'seen']);
  release();
  await pass(100);
  expect([lastStep(first).step, lastStep(second).step]).toEqual(['seen', 'seen']);
});

describe('taking back', () => {
  test('is planned from the values read before the write', async () => {
    const actionId = await run(setMetadata('new'));
    const undo = get(await door.planUndo(sender, actionId));
    expect(undo.targets[0]).toMatchObject({ disposition: 'change', before: 'new', after: 'old' });
    get(await door.run(sender, undo.planId, ''));
    await pass(100);
    expect(api.people.get('ada')?.metadata).toBe('old');
  });

  test('is a conflict if something else is there now', async () => {
    const actionId = await run(setMetadata('new'));
    const ada = api.people.get('ada');
    if (ada) ada.metadata = 'theirs';
    expect(get(await door.planUndo(sender, actionId)).targets[0]?.disposition).toBe('conflict');
  });

  test('is unknown for another server, for what was refused and for what never was', async () => {
    const seen = await run(setMetadata('new'));
    expect(codeOf(await door.planUndo({ serverId: 'other', windowId: 1 }, seen))).toBe('plan_unknown');
    api.onCall = (name) => (name === 'updateParticipant' ? { code: 'not_found', message: 'no' } : undefined);
    const refused = await run(setMetadata('newer', 'new'));
    expect(codeOf(await door.planUndo(sender, refused))).toBe('plan_unknown');
    expect(codeOf(await door.planUndo(sender, 'no-such-action'))).toBe('plan_unknown');
  });
});

describe('an agent that does not leave', () => {
  const agent = makePerson({ identity: 'agent-AJ_1', sid: 'PA_2', kind: 'agent', joinedAtMs: 10_400 });
  const stop: VerbRequest = { verb: 'agent.stop-dispatch', room, parameters: { dispatchId: 'AD_1' } };

  beforeEach(() => {
    api.dispatches = [makeDispatch({ jobs: [makeJob()] })];
    api.people.set(agent.identity, agent);
  });

  test('is removed after 6.5 s, and not before', async () => {
    const actionId = await run(stop, 6_400);
    expect(api.writes).toEqual(['deleteDispatch']);
    expect(lastStep(actionId).step).toBe('accepted');
    await pass(1_000);
    expect(api.writes).toEqual(['deleteDispatch', 'removeParticipant']);
    expect(lastStep(actionId).step).toBe('seen');
  });

  test('and leaves by itself is not removed', async () => {
    const actionId = await run(stop, 2_000);
    api.people.delete(agent.identity);
    await pass(8_000);
    expect(api.writes).toEqual(['deleteDispatch']);
    expect(lastStep(actionId).step).toBe('seen');
  });

  test('is not called stopped if it cannot be removed either', async () => {
    api.onCall = (name) => (name === 'removeParticipant' ? { code: 'unavailable', message: 'no' } : undefined);
    const actionId = await run(stop, 9_500);
    expect(lastStep(actionId)).toMatchObject({
      step: 'refused',
      current: 'agent-AJ_1',
      error: { code: 'no_effect', message: 'The server accepted it, but only a part of it took effect.' },
    });
  });

  test('whose dispatch stays listed is left alone: the stop had no effect', async () => {
    api.deleteDispatch = async () => ({ ok: true, value: null, call: { requestId: 'r', tookMs: 1 } });
    const actionId = await run(stop, 9_000);
    expect(api.writes).toEqual([]);
    expect(lastStep(actionId)).toMatchObject({ step: 'refused', error: { code: 'no_effect' } });
  });
});

test('a room by the same name that is another one is not written', async () => {
  const plan = get(
    await door.plan(sender, { verb: 'room.set-metadata', room, parameters: { metadata: 'x', base: '' } }),
  );
  api.rooms = [makeRoom({ sid: 'RM_2' })];
  const { actionId } = get(await door.run(sender, plan.planId, ''));
  await pass(100);
  expect(lastStep(actionId)).toMatchObject({ step: 'refused', error: { code: 'room_changed' } });
  expect(api.writes).toEqual([]);
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
    const plan = get(await door.plan(sender, rename));
    expect(plan.isConfirmedByMain).toBe(true);
    expect(codeOf(await door.run(sender, plan.planId, ''))).toBe('declined');
    expect([api.writes, rows]).toEqual([[], []]);
  });

  test('is sent with one', async () => {
    isConfirmed = true;
    expect(lastStep(await run(rename)).step).toBe('seen');
  });
});

test('closing the door ends watches and waits for what is under way, recorded as unknown', async () => {
  api.updateParticipant = async () => ({ ok: true, value: makePerson(), call: { requestId: 'r', tookMs: 1 } });
  const actionId = await run(setMetadata('new'), 500);
  expect(lastStep(actionId).step).toBe('accepted');
  await door.dispose();
  expect(lastStep(actionId)).toMatchObject({ step: 'effect_unknown', error: { code: 'cancelled' } });
  expect(rows.at(-1)).toMatchObject({ phase: 'outcome', outcome: 'effect_unknown' });
});

describe('the handlers', () => {
  test('take server and window from the sender, and refuse a window without a server', async () => {
    const handlers = createActionHandlers({ door });
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
