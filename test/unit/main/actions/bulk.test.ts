/** Many at once through the door: who is a target, how many at a time, how it is stopped, confirmed and taken back. */
import { expect, test } from 'vitest';
import type { ActionProgress, BulkEnd } from '#contract/domain/action';
import type { ManyRequest } from '#contract/schemas/verbs';
import { makePerson } from '../../contract/verbs/facts.ts';
import { codeOf, get, openDoorForEach, room, sender, setMetadata } from './door-stage.ts';

const stage = openDoorForEach();

function fill(count: number): string[] {
  const identities = Array.from({ length: count }, (_, index) => `p${index}`);
  for (const identity of identities)
    stage.api.people.set(identity, makePerson({ identity, sid: `PA_${identity}`, attributes: { team: 'red' } }));
  return identities;
}

function setTeam(identities: string[], team = 'blue'): ManyRequest {
  return { verb: 'participant.set-attributes', room, identities, parameters: { changes: { team } } };
}

async function start(request: ManyRequest, passMs = 100): Promise<string> {
  const plan = get(await stage.door.planMany(sender, request));
  const { actionId } = get(await stage.door.run(sender, plan.planId, 'because'));
  await stage.pass(passMs);
  return actionId;
}

function teams(): Set<string | undefined> {
  return new Set([...stage.api.people.values()].filter(({ identity }) => identity !== 'ada').map(readTeam));
}

const readTeam = ({ attributes }: { attributes: Record<string, string> }): string | undefined => attributes['team'];

function lastSteps(bulkId: string): Map<string, ActionProgress> {
  const told = stage.told('actions:progress') as ActionProgress[];
  return new Map(told.filter((progress) => progress.bulkId === bulkId).map((progress) => [progress.target, progress]));
}

test('a plan reads everybody once and says of each what will be; nothing is sent', async () => {
  fill(3);
  stage.api.people.get('p1')!.attributes['team'] = 'blue';
  const calls: string[] = [];
  stage.api.onCall = (name) => void calls.push(name);
  const plan = get(await stage.door.planMany(sender, setTeam(['p0', 'p1', 'gone', 'p0'])));
  expect(calls).toEqual(['listParticipants']);
  expect(plan.targets.map(({ target, disposition, error }) => [target, disposition, error?.code])).toEqual([
    ['p0', 'change', undefined],
    ['p1', 'already', undefined],
    ['gone', 'refuse', 'not_found'],
  ]);
  expect(stage.rows).toEqual([]);
});

test('each has an intent before its write and an outcome before its result; its run has the plan’s id', async () => {
  const identities = fill(20);
  const plan = get(await stage.door.planMany(sender, setTeam(identities)));
  fill(0);
  stage.api.people.set('late', makePerson({ identity: 'late', attributes: { team: 'red' } }));
  expect(get(await stage.door.run(sender, plan.planId, 'because')).actionId).toBe(plan.planId);
  await stage.pass(200);
  expect(stage.rows.filter(({ phase }) => phase === 'intent').map(({ target }) => target)).toEqual(identities);
  expect(stage.rows.filter(({ outcome }) => outcome === 'seen')).toHaveLength(20);
  expect(new Set(stage.rows.map(({ reason }) => reason))).toEqual(new Set(['because']));
  expect(stage.api.people.get('late')?.attributes).toEqual({ team: 'red' });
  expect(stage.told('actions:bulk-ended')).toEqual([
    { bulkId: plan.planId, isCancelled: false, atMs: expect.any(Number) } satisfies BulkEnd,
  ]);
});

test.each([
  [300, 8],
  [301, 4],
])('with %i people in the room %i are under way at a time', async (people, atOnce) => {
  const identities = fill(people - 1).slice(0, 30);
  let now = 0;
  let most = 0;
  const release: (() => void)[] = [];
  stage.api.onCall = async (name) => {
    if (name !== 'updateParticipant') return undefined;
    most = Math.max(most, ++now);
    await new Promise<void>((resolve) => release.push(resolve));
    now--;
    return undefined;
  };
  await start(setTeam(identities));
  expect(now).toBe(atOnce);
  for (let turn = 0; turn < 40; turn++) {
    for (const go of release.splice(0)) go();
    await stage.pass();
  }
  expect(most).toBe(atOnce);
  expect(stage.api.writes).toHaveLength(30);
});

test('what is stopped is not sent: those under way end, the others are not even recorded', async () => {
  const identities = fill(20);
  const release: (() => void)[] = [];
  stage.api.onCall = (name) =>
    name === 'updateParticipant' ? new Promise((resolve) => release.push(() => resolve(undefined))) : undefined;
  const bulkId = await start(setTeam(identities));
  expect(release).toHaveLength(8);
  expect(codeOf(stage.door.cancel({ serverId: 'other', windowId: 1 }, bulkId))).toBe('plan_unknown');
  expect(codeOf(stage.door.cancel(sender, bulkId))).toBe('ok');
  for (const go of release.splice(0)) go();
  await stage.pass(100);
  expect(stage.api.writes).toHaveLength(8);
  expect(stage.rows.filter(({ phase }) => phase === 'intent')).toHaveLength(8);
  expect([...lastSteps(bulkId).values()].map(({ step }) => step)).toEqual(Array.from({ length: 8 }, () => 'seen'));
  expect(stage.told('actions:bulk-ended')).toMatchObject([{ bulkId, isCancelled: true }]);
});

test('one that was read and not yet sent when it is stopped ends as skipped, on record', async () => {
  const identities = fill(2);
  const release: (() => void)[] = [];
  stage.api.onCall = (name) =>
    name === 'getParticipant' ? new Promise((resolve) => release.push(() => resolve(undefined))) : undefined;
  const bulkId = await start(setTeam(identities));
  stage.door.cancel(sender, bulkId);
  for (const go of release.splice(0)) go();
  await stage.pass(100);
  expect(stage.api.writes).toEqual([]);
  expect(stage.rows.filter(({ phase }) => phase === 'outcome')).toMatchObject([
    { outcome: 'skipped', code: 'cancelled' },
    { outcome: 'skipped', code: 'cancelled' },
  ]);
});

test('one that waits for its lane when it is stopped is not sent, and was not told as sent', async () => {
  const identities = fill(2);
  const update = stage.api.updateParticipant;
  stage.api.updateParticipant = (inRoom, given, options) =>
    given.identity === 'p0'
      ? update(inRoom, given, options)
      : new Promise((resolve) => {
          const error = { code: 'cancelled', message: 'The call was called off.' } as const;
          const giveUp = (): void => resolve({ ok: false, error, call: { requestId: '', tookMs: 0 } });
          options?.waitSignal?.addEventListener('abort', giveUp, { once: true });
        });
  const bulkId = await start(setTeam(identities));
  stage.door.cancel(sender, bulkId);
  await stage.pass(100);
  expect(stage.api.writes).toEqual(['updateParticipant']);
  expect(lastSteps(bulkId).get('p1')).toMatchObject({ step: 'skipped', error: { code: 'cancelled' } });
  const told = stage.told('actions:progress') as ActionProgress[];
  expect(told.filter(({ step }) => step === 'sent').map(({ target }) => target)).toEqual(['p0']);
});

test('five failures of the same kind in a row end it, with the reason, and the rest is not sent', async () => {
  const identities = fill(40);
  stage.api.onCall = (name) =>
    name === 'updateParticipant' ? { code: 'wrong_secret', message: 'The secret is wrong.' } : undefined;
  const bulkId = await start(setTeam(identities), 1_000);
  expect(stage.rows.filter(({ phase }) => phase === 'intent').length).toBeLessThan(20);
  expect(stage.told('actions:bulk-ended')).toMatchObject([
    { bulkId, error: { code: 'wrong_secret', message: expect.stringContaining('The secret is wrong.') } },
  ]);
});

test('failures of single targets end nothing', async () => {
  const identities = fill(40);
  stage.api.onCall = (name) =>
    name === 'updateParticipant' ? { code: 'rejected_by_server', message: 'no' } : undefined;
  await start(setTeam(identities), 1_000);
  expect(stage.rows.filter(({ phase }) => phase === 'intent')).toHaveLength(40);
  expect(stage.told('actions:bulk-ended')).toEqual([
    { bulkId: expect.any(String), isCancelled: false, atMs: expect.any(Number) },
  ]);
});

test('where the server asks for fewer calls, the next ones wait', async () => {
  const identities = fill(30);
  let isLimited = true;
  stage.api.onCall = (name) =>
    name === 'updateParticipant' && isLimited ? { code: 'rate_limited', message: 'fewer' } : undefined;
  await start(setTeam(identities), 500);
  expect(stage.rows.filter(({ phase }) => phase === 'intent')).toHaveLength(8);
  isLimited = false;
  await stage.pass(2_000);
  expect(stage.api.writes).toHaveLength(22);
});

test('who left, came back in a new session or was changed since the plan is told apart, and the others go on', async () => {
  fill(5);
  const plan = get(await stage.door.planMany(sender, setTeam(['p0', 'p1', 'p2', 'p3', 'p4'])));
  stage.api.people.delete('p0');
  stage.api.people.get('p1')!.sid = 'PA_new';
  stage.api.people.get('p2')!.attributes['team'] = 'green';
  const refusals = new Set(['p3']);
  const update = stage.api.updateParticipant;
  stage.api.updateParticipant = async (inRoom, given, options) =>
    refusals.has(given.identity)
      ? { ok: false, error: { code: 'rejected_by_server', message: 'no' }, call: { requestId: 'r', tookMs: 1 } }
      : update(inRoom, given, options);
  get(await stage.door.run(sender, plan.planId, ''));
  await stage.pass(200);
  const ends = [...lastSteps(plan.planId)].map(([target, { step, error }]) => [target, step, error?.code]);
  expect(Object.fromEntries(ends.map(([target, ...rest]) => [target, rest]))).toEqual({
    p0: ['refused', 'not_found'],
    p1: ['refused', 'conflict'],
    p2: ['refused', 'conflict'],
    p3: ['refused', 'rejected_by_server'],
    p4: ['seen', undefined],
  });
});

test('all that was seen is taken back by the run’s id, and what somebody changed since is not', async () => {
  const identities = fill(10);
  const bulkId = await start(setTeam(identities), 200);
  expect(teams()).toEqual(new Set(['blue']));
  stage.api.people.get('p3')!.attributes['team'] = 'green';
  expect(codeOf(await stage.door.planUndo({ serverId: 'other', windowId: 1 }, bulkId))).toBe('plan_unknown');
  const undo = get(await stage.door.planUndo(sender, bulkId));
  expect(undo.targets.filter(({ disposition }) => disposition === 'conflict').map(({ target }) => target)).toEqual([
    'p3',
  ]);
  get(await stage.door.run(sender, undo.planId, ''));
  await stage.pass(200);
  expect(teams()).toEqual(new Set(['red', 'green']));
});

test('what drifted since is not among what is taken back, also where its old value is back', async () => {
  fill(3);
  const bulkId = await start(setTeam(['p0', 'p1', 'p2']), 200);
  stage.api.people.get('p1')!.attributes['team'] = 'green';
  await stage.pass(6_000);
  expect(lastSteps(bulkId).get('p1')).toMatchObject({ step: 'drifted', isUndoable: false });
  stage.api.people.get('p1')!.attributes['team'] = 'blue';
  const undo = get(await stage.door.planUndo(sender, bulkId));
  expect(undo.targets.map(({ target }) => target)).toEqual(['p0', 'p2']);
});

test('a right is given back with the list of sources that was there', async () => {
  fill(2);
  const request: ManyRequest = {
    verb: 'participant.set-permission',
    room,
    identities: ['p0', 'p1'],
    parameters: { right: 'can.mic', value: false },
  };
  const before = structuredClone(stage.api.people.get('p1')?.permission);
  const bulkId = await start(request, 200);
  expect(stage.api.people.get('p1')?.permission?.canPublishSources).not.toContain('microphone');
  const undo = get(await stage.door.planUndo(sender, bulkId));
  get(await stage.door.run(sender, undo.planId, ''));
  await stage.pass(200);
  expect(stage.api.people.get('p1')?.permission).toEqual(before);
});

test('a window has one open plan of many: the next takes its place, and leaves those of one alone', async () => {
  fill(2);
  const one = get(await stage.door.plan(sender, setMetadata('new')));
  const typed = get(await stage.door.planMany(sender, setTeam(['p0'])));
  const elsewhere = get(await stage.door.planMany({ ...sender, windowId: sender.windowId + 1 }, setTeam(['p0'])));
  const meant = get(await stage.door.planMany(sender, setTeam(['p0', 'p1'])));
  expect(codeOf(await stage.door.run(sender, typed.planId, ''))).toBe('plan_expired');
  expect(codeOf(await stage.door.run({ ...sender, windowId: sender.windowId + 1 }, elsewhere.planId, ''))).toBe('ok');
  expect(codeOf(await stage.door.run(sender, meant.planId, ''))).toBe('ok');
  expect(codeOf(await stage.door.run(sender, one.planId, ''))).toBe('ok');
  await stage.pass(500);
});

test('more than fifty are confirmed in main, and without a yes nothing is sent', async () => {
  const identities = fill(51);
  const fifty = get(await stage.door.planMany(sender, setTeam(identities.slice(0, 50))));
  const wide = get(await stage.door.planMany(sender, setTeam(identities)));
  expect([fifty.isConfirmedByMain, wide.isConfirmedByMain]).toEqual([false, true]);
  expect(codeOf(await stage.door.run(sender, wide.planId, ''))).toBe('declined');
  expect([stage.api.writes, stage.rows]).toEqual([[], []]);
  stage.outside.isConfirmed = true;
  const again = get(await stage.door.planMany(sender, setTeam(identities)));
  get(await stage.door.run(sender, again.planId, ''));
  await stage.pass(500);
  expect(stage.api.writes).toHaveLength(51);
});

test('main asks about all that will be, most first and bounded, and not about a plan that is too old', async () => {
  const identities = fill(51);
  stage.outside.isConfirmed = true;
  identities.forEach((identity, index) => {
    stage.api.people.get(identity)!.attributes['team'] = index < 7 ? `team ${index}` : 'red';
  });
  const bulkId = await start(setTeam(identities), 500);
  const undo = get(await stage.door.planUndo(sender, bulkId));
  stage.outside.answersAfterMs = 60_000;
  expect(codeOf(await stage.door.run(sender, undo.planId, ''))).toBe('plan_expired');
  const lines = stage.questions.at(-1)!.split('\n');
  expect(stage.questions[0]).toBe('attr.team → {"team":"blue"}');
  expect(lines[0]).toBe('44 of 51: attr.team → {"team":"red"}');
  expect(lines.slice(5)).toEqual(['and 3 more']);
  expect(teams()).toEqual(new Set(['blue']));
});

test('an intent that cannot be written keeps that target from being sent', async () => {
  const identities = fill(3);
  stage.outside.failsIntent = true;
  const bulkId = await start(setTeam(identities));
  expect(stage.api.writes).toEqual([]);
  expect([...lastSteps(bulkId).values()].map(({ step }) => step)).toEqual(['refused', 'refused', 'refused']);
});
