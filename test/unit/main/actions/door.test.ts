/** How a planned action runs: its order, its records, its ends. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { VerbRequest } from '#contract/verbs/definition';
import { makeDispatch, makeJob, makePerson, makeRoom } from '../../contract/verbs/facts.ts';
import { codeOf, get, openDoorForEach, room, sender, setMetadata } from './door-stage.ts';

const stage = openDoorForEach();

test('intent is durable before the write, the outcome before it is shown', async () => {
  const actionId = await stage.run(setMetadata('new'));
  expect(stage.story).toEqual([
    'row intent',
    'step queued',
    'step sent',
    'write updateParticipant',
    'step accepted',
    'row outcome seen',
    'step seen',
  ]);
  expect(stage.rows[0]).toMatchObject({
    actionId,
    serverName: 'Test',
    verb: 'participant.set-metadata',
    room,
    target: 'ada',
    reason: 'because',
    before: 'old',
    after: 'new',
  });
  expect(stage.rows[1]).toMatchObject({ actionId, outcome: 'seen', requestId: 'request-3', code: '' });
});

test('what cannot be recorded is not sent', async () => {
  stage.outside.failsIntent = true;
  const plan = get(await stage.door.plan(sender, setMetadata('new')));
  expect(codeOf(await stage.door.run(sender, plan.planId, ''))).toBe('internal');
  await stage.pass(100);
  expect(stage.api.writes).toEqual([]);
});

test('a result that cannot be recorded is shown with that fault', async () => {
  stage.outside.failsOutcome = true;
  expect(stage.lastStep(await stage.run(setMetadata('new')))).toMatchObject({
    step: 'seen',
    error: { code: 'not_saved' },
  });
});

test('a full record of rights is kept: all of them before and after', async () => {
  await stage.run({
    verb: 'participant.set-permission',
    room,
    parameters: { identity: 'ada', right: 'can.mic', value: false },
  });
  expect(JSON.parse(stage.rows[0]?.before ?? '')).toMatchObject({ canPublish: true, canPublishSources: [] });
  expect(JSON.parse(stage.rows[0]?.after ?? '').canPublishSources).not.toContain('microphone');
});

test('a plan that found all as wished sends and records nothing', async () => {
  const actionId = await stage.run(setMetadata('old', 'old'));
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'skipped', current: 'old' });
  expect([stage.api.writes, stage.rows]).toEqual([[], []]);
});

test('what became as wished since the plan is skipped', async () => {
  const plan = get(await stage.door.plan(sender, setMetadata('new')));
  const ada = stage.api.people.get('ada');
  if (ada) ada.metadata = 'new';
  const { actionId } = get(await stage.door.run(sender, plan.planId, ''));
  await stage.pass(100);
  expect(stage.lastStep(actionId).step).toBe('skipped');
  expect(stage.rows.map(({ outcome }) => outcome)).toEqual(['', 'skipped']);
});

test.each(['timed_out', 'unreachable', 'unavailable', 'server_failed'] as const)(
  'after %s nobody knows, so the effect is looked for',
  async (code) => {
    stage.api.onCall = (name) => {
      if (name !== 'updateParticipant') return undefined;
      // Written, and the answer was lost.
      const ada = stage.api.people.get('ada');
      if (ada) ada.metadata = 'new';
      return { code, message: 'lost' };
    };
    expect(stage.lastStep(await stage.run(setMetadata('new'))).step).toBe('seen');
  },
);

test.each(['not_found', 'rejected_by_server', 'forbidden_by_server', 'wrong_secret'] as const)(
  '%s is a refusal at once',
  async (code) => {
    stage.api.onCall = (name) => (name === 'updateParticipant' ? { code, message: 'no' } : undefined);
    const actionId = await stage.run(setMetadata('new'), 0);
    expect(stage.lastStep(actionId)).toMatchObject({ step: 'refused', error: { code } });
  },
);

test('a value that comes late is waited for, up to 3 s', async () => {
  stage.api.updateParticipant = async () => {
    stage.clock.after(2_400, () => {
      const ada = stage.api.people.get('ada');
      if (ada) ada.metadata = 'new';
    });
    return { ok: true, value: makePerson(), call: { requestId: 'r', tookMs: 1 } };
  };
  const actionId = await stage.run(setMetadata('new'), 2_300);
  expect(stage.lastStep(actionId).step).toBe('accepted');
  await stage.pass(800);
  expect(stage.lastStep(actionId).step).toBe('seen');
});

test('one writer at a time per person, and people do not wait for each other', async () => {
  stage.api.people.set('bea', makePerson({ identity: 'bea', metadata: 'old' }));
  let release: () => void = () => {};
  const held = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  stage.api.onCall = (name) => {
    if (name !== 'updateParticipant') return undefined;
    stage.story.push('write begun');
    return stage.api.writes.length === 0 && stage.story.filter((line) => line === 'write begun').length === 1
      ? held
      : undefined;
  };
  const first = await stage.run(setMetadata('first'));
  const second = await stage.run({
    verb: 'participant.set-attributes',
    room,
    parameters: { identity: 'ada', changes: { a: '1' }, base: {} },
  });
  const other = await stage.run({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'bea', metadata: 'b', base: 'old' },
  });
  expect([stage.lastStep(first).step, stage.lastStep(second).step, stage.lastStep(other).step]).toEqual([
    'sent',
    'queued',
    'seen',
  ]);
  release();
  await stage.pass(100);
  expect([stage.lastStep(first).step, stage.lastStep(second).step]).toEqual(['seen', 'seen']);
});

describe('taking back', () => {
  test('is planned from the values read before the write', async () => {
    const actionId = await stage.run(setMetadata('new'));
    const undo = get(await stage.door.planUndo(sender, actionId));
    expect(undo.targets[0]).toMatchObject({ disposition: 'change', before: 'new', after: 'old' });
    get(await stage.door.run(sender, undo.planId, ''));
    await stage.pass(100);
    expect(stage.api.people.get('ada')?.metadata).toBe('old');
  });

  test('is a conflict if something else is there now', async () => {
    const actionId = await stage.run(setMetadata('new'));
    const ada = stage.api.people.get('ada');
    if (ada) ada.metadata = 'theirs';
    expect(get(await stage.door.planUndo(sender, actionId)).targets[0]?.disposition).toBe('conflict');
  });

  test('is unknown for another server, for what was refused and for what never was', async () => {
    const seen = await stage.run(setMetadata('new'));
    expect(codeOf(await stage.door.planUndo({ serverId: 'other', windowId: 1 }, seen))).toBe('plan_unknown');
    stage.api.onCall = (name) => (name === 'updateParticipant' ? { code: 'not_found', message: 'no' } : undefined);
    const refused = await stage.run(setMetadata('newer', 'new'));
    expect(codeOf(await stage.door.planUndo(sender, refused))).toBe('plan_unknown');
    expect(codeOf(await stage.door.planUndo(sender, 'no-such-action'))).toBe('plan_unknown');
  });
});

test('a dispatch whose answer was lost is found, told with its id, and can be taken back', async () => {
  const create = stage.api.createDispatch;
  stage.api.createDispatch = async (...call) => {
    await create(...call);
    return { ok: false, error: { code: 'timed_out', message: 'lost' }, call: { requestId: 'r', tookMs: 1 } };
  };
  const actionId = await stage.run({ verb: 'agent.dispatch', room, parameters: { agentName: 'a', metadata: '' } });
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'seen', createdId: 'AD_1', isUndoable: true });
  const undo = get(await stage.door.planUndo(sender, actionId));
  expect(undo).toMatchObject({ verb: 'agent.stop-dispatch', targets: [{ target: 'AD_1' }] });
});

test('a change that drifts can still be planned back, which shows the conflict', async () => {
  const actionId = await stage.run(setMetadata('new'));
  const ada = stage.api.people.get('ada');
  if (ada) ada.metadata = 'theirs';
  await stage.pass(5_100);
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'drifted', current: 'theirs', isUndoable: true });
});

test('a clock that is set back puts off no look at a change', async () => {
  const actionId = await stage.run(setMetadata('new'), 1_100);
  stage.clock.setBack(3_600_000);
  await stage.pass(1_600);
  const ada = stage.api.people.get('ada');
  if (ada) ada.metadata = 'theirs';
  await stage.pass(2_500);
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'drifted', current: 'theirs' });
});

test('a change that stays for 5 s is watched no longer', async () => {
  const actionId = await stage.run(setMetadata('new'));
  await stage.pass(5_100);
  const ada = stage.api.people.get('ada');
  if (ada) ada.metadata = 'theirs';
  await stage.pass(10_000);
  expect(stage.lastStep(actionId).step).toBe('seen');
});

test('a fault of ours ends the action as unknown instead of leaving it open', async () => {
  const actionId = await stage.run({
    verb: 'participant.set-name',
    room,
    parameters: { identity: 'ada', name: 'x', base: 'Ada' },
  });
  expect(stage.lastStep(actionId).step).toBe('seen');
  const plan = get(await stage.door.plan(sender, setMetadata('new')));
  stage.api.updateParticipant = () => Promise.reject(new Error('a bug'));
  const broken = get(await stage.door.run(sender, plan.planId, '')).actionId;
  await stage.pass(100);
  expect(stage.lastStep(broken)).toMatchObject({ step: 'effect_unknown', error: { code: 'internal' } });
});

test('what is not there is told by the name of its room', async () => {
  stage.api.rooms = [];
  const plan = get(
    await stage.door.plan(sender, { verb: 'room.set-metadata', room, parameters: { metadata: 'x', base: '' } }),
  );
  expect(plan.targets[0]).toMatchObject({ target: room, disposition: 'refuse', error: { code: 'room_not_listed' } });
});

test('what is told counts from when the moderator asked, the record from when the write was sent', async () => {
  // The read before the write takes 2 s.
  let reads = 0;
  stage.api.onCall = (name) =>
    name === 'getParticipant' && ++reads === 2
      ? new Promise((resolve) => void stage.clock.after(2_000, () => resolve(undefined)))
      : undefined;
  const actionId = await stage.run(setMetadata('new'), 2_500);
  expect(stage.lastStep(actionId).step).toBe('seen');
  expect(stage.lastStep(actionId).tookMs).toBeGreaterThanOrEqual(2_000);
  expect(stage.rows.at(-1)).toMatchObject({ phase: 'outcome', outcome: 'seen' });
  expect(stage.rows.at(-1)?.tookMs).toBeLessThan(1_000);
});

describe('an agent that does not leave', () => {
  const agent = makePerson({ identity: 'agent-AJ_1', sid: 'PA_2', kind: 'agent', joinedAtMs: 10_400 });
  const stop: VerbRequest = { verb: 'agent.stop-dispatch', room, parameters: { dispatchId: 'AD_1' } };

  beforeEach(() => {
    stage.api.dispatches = [makeDispatch({ jobs: [makeJob()] })];
    stage.api.people.set(agent.identity, agent);
  });

  test('is removed after 6.5 s, and not before', async () => {
    const actionId = await stage.run(stop, 6_400);
    expect(stage.api.writes).toEqual(['deleteDispatch']);
    expect(stage.lastStep(actionId).step).toBe('accepted');
    await stage.pass(1_000);
    expect(stage.api.writes).toEqual(['deleteDispatch', 'removeParticipant']);
    expect(stage.lastStep(actionId).step).toBe('seen');
  });

  test('and leaves by itself is not removed', async () => {
    const actionId = await stage.run(stop, 2_000);
    stage.api.people.delete(agent.identity);
    await stage.pass(8_000);
    expect(stage.api.writes).toEqual(['deleteDispatch']);
    expect(stage.lastStep(actionId).step).toBe('seen');
  });

  test('and joins only after its dispatch was deleted is waited for and removed all the same', async () => {
    const createdAtMs = stage.clock.now();
    stage.api.dispatches = [makeDispatch({ createdAtMs })];
    stage.api.people.delete(agent.identity);
    const named = { ...agent, joinedAtMs: createdAtMs + 400, attributes: { 'lk.agent_name': 'note-taker' } };
    const actionId = await stage.run(stop, 300);
    expect(stage.lastStep(actionId).step).toBe('accepted');
    stage.api.people.set(agent.identity, named);
    await stage.pass(6_100);
    expect(stage.lastStep(actionId).step).toBe('accepted');
    await stage.pass(600);
    expect(stage.api.writes).toEqual(['deleteDispatch', 'removeParticipant']);
    expect(stage.lastStep(actionId).step).toBe('seen');
  });

  test('is not called stopped if it cannot be removed either', async () => {
    stage.api.onCall = (name) => (name === 'removeParticipant' ? { code: 'unavailable', message: 'no' } : undefined);
    const actionId = await stage.run(stop, 9_500);
    expect(stage.lastStep(actionId)).toMatchObject({
      step: 'refused',
      current: 'agent-AJ_1',
      error: { code: 'no_effect', message: 'The server accepted it, but only a part of it took effect.' },
    });
  });

  test('whose dispatch stays listed is left alone: the stop had no effect', async () => {
    stage.api.deleteDispatch = async () => ({ ok: true, value: null, call: { requestId: 'r', tookMs: 1 } });
    const actionId = await stage.run(stop, 9_000);
    expect(stage.api.writes).toEqual([]);
    expect(stage.lastStep(actionId)).toMatchObject({ step: 'refused', error: { code: 'no_effect' } });
  });
});

test('a room by the same name that is another one is not written', async () => {
  const plan = get(
    await stage.door.plan(sender, { verb: 'room.set-metadata', room, parameters: { metadata: 'x', base: '' } }),
  );
  stage.api.rooms = [makeRoom({ sid: 'RM_2' })];
  const { actionId } = get(await stage.door.run(sender, plan.planId, ''));
  await stage.pass(100);
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'refused', error: { code: 'room_changed' } });
  expect(stage.api.writes).toEqual([]);
});

test('closing the door ends watches and waits for what is under way, recorded as unknown', async () => {
  stage.api.updateParticipant = async () => ({ ok: true, value: makePerson(), call: { requestId: 'r', tookMs: 1 } });
  const actionId = await stage.run(setMetadata('new'), 500);
  expect(stage.lastStep(actionId).step).toBe('accepted');
  await stage.door.dispose();
  expect(stage.lastStep(actionId)).toMatchObject({ step: 'effect_unknown', error: { code: 'cancelled' } });
  expect(stage.rows.at(-1)).toMatchObject({ phase: 'outcome', outcome: 'effect_unknown' });
});
