/** Another moderator at the same moment: conflicts before a write, drift after it, on a real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { createDoorOnServer, createTestApi, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';

const room = 'two-moderators';
let server: LivekitServer;
let proxy: FaultProxy;
let gavel: DoorOnServer;
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  gavel = createDoorOnServer(proxy);
});

afterAll(async () => {
  await gavel?.dispose();
  for (const bot of bots) bot.leave();
  await proxy?.dispose();
  await server?.dispose();
});

async function joinPerson(identity: string, metadata: string): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, metadata });
  bots.push(bot);
  await bot.join();
  return bot;
}

function setMetadata(identity: string, metadata: string, base: string) {
  return { verb: 'participant.set-metadata', room, parameters: { identity, metadata, base } } as const;
}

test('a draft on a moved base is a conflict with all three texts and their merge, and cannot be run', async () => {
  const bot = await joinPerson('moved', '{"team":"red"}');
  await bot.update({ metadata: '{"team":"blue"}' });
  const plan = await gavel.plan(setMetadata('moved', '{"team":"red","hand":true}', '{"team":"red"}'));
  expect(plan.targets[0]).toMatchObject({
    disposition: 'conflict',
    conflict: {
      base: '{"team":"red"}',
      theirs: '{"team":"blue"}',
      mine: '{"team":"red","hand":true}',
      merged: '{"team":"blue","hand":true}',
    },
  });
  expect(await gavel.door.run(testSender, plan.planId, '')).toMatchObject({
    ok: false,
    error: { code: 'conflict', detail: { currentValue: '{"team":"blue"}' } },
  });
  // Each way out is a new plan on what is there now.
  const merged = await gavel.perform(setMetadata('moved', '{"team":"blue","hand":true}', '{"team":"blue"}'));
  expect(merged.step).toBe('seen');
});

test('a value that moved between plan and run is not overwritten', async () => {
  const bot = await joinPerson('racing', 'base');
  const plan = await gavel.plan(setMetadata('racing', 'mine', 'base'));
  await bot.update({ metadata: 'theirs' });
  const action = await gavel.runPlan(plan);
  expect(await action.ended()).toMatchObject({
    step: 'refused',
    current: 'theirs',
    error: { code: 'conflict', detail: { currentValue: 'theirs' } },
  });
  expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'refused']);
  expect(bot.self?.metadata).toBe('theirs');
});

test('a value written over before it could be read back has drifted, and is not called seen', async () => {
  const bot = await joinPerson('overwritten', 'base');
  const removeDelay = proxy.delay({ method: 'GetParticipant', delayMs: 150 });
  const action = await gavel.start(setMetadata('overwritten', 'mine', 'base'));
  await bot.waitForEvent((event) => event.type === 'metadata' && event.self && event.after === 'mine');
  await bot.update({ metadata: 'theirs' });
  const end = await action.ended();
  removeDelay();
  expect(end).toMatchObject({ step: 'drifted', current: 'theirs' });
});

test('a value that changes within 5 s after it was seen is told as drifted; one that stays is not', async () => {
  const bot = await joinPerson('watched', 'base');
  await joinPerson('quiet', 'base');
  const [changed, quiet] = await Promise.all([
    gavel.start(setMetadata('watched', 'mine', 'base')),
    gavel.start(setMetadata('quiet', 'mine', 'base')),
  ]);
  await Promise.all([changed.reached('seen'), quiet.reached('seen')]);
  await bot.update({ metadata: 'theirs' });
  expect(await changed.reached('drifted')).toMatchObject({ current: 'theirs' });
  expect(gavel.audit.filter(({ actionId }) => actionId === changed.actionId).map(({ outcome }) => outcome)).toEqual([
    '',
    'seen',
    'drifted',
  ]);
  expect(quiet.steps().at(-1)?.step).toBe('seen');
});

test('our own next change of the same value is no drift of the one before', async () => {
  await joinPerson('ours', 'one');
  const first = await gavel.start(setMetadata('ours', 'two', 'one'));
  await first.reached('seen');
  const second = await gavel.start(setMetadata('ours', 'three', 'two'));
  await second.reached('seen');
  const foreign = createTestApi(server);
  expectValue(await foreign.updateParticipant(room, { identity: 'ours', metadata: 'four' }));
  await second.reached('drifted');
  expect(first.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'accepted', 'seen']);
});

test('two moderators on one person’s rights at once: the side that lost is told so', async () => {
  await joinPerson('torn', 'base');
  const foreign = createTestApi(server);
  const { permission } = expectValue(await foreign.getParticipant(room, 'torn'));
  if (!permission) throw new Error('no permission');
  const removeDelay = proxy.delay({ method: 'GetParticipant', delayMs: 100 });
  const action = await gavel.start({
    verb: 'participant.set-permission',
    room,
    parameters: { identity: 'torn', right: 'can.metrics', value: true },
  });
  await action.reached('accepted');
  // The other console had read before our write: its whole set takes our right away.
  expectValue(
    await foreign.updateParticipant(room, { identity: 'torn', permission: { ...permission, canSubscribe: false } }),
  );
  const end = await action.ended();
  removeDelay();
  expect(end).toMatchObject({ step: 'drifted', current: 'cannot; can.subscribe: can → cannot' });
});

test('somebody who leaves before the change could be seen: the effect is unknown', async () => {
  const bot = await joinPerson('leaving', 'base');
  const removeDelay = proxy.delay({ method: 'GetParticipant', delayMs: 200 });
  const action = await gavel.start(setMetadata('leaving', 'mine', 'base'));
  await action.reached('accepted');
  bot.leave();
  const end = await action.ended();
  removeDelay();
  expect(end).toMatchObject({ step: 'effect_unknown', error: { code: 'not_found' } });
});

test('somebody who joins anew with the app’s own token undoes a change: that is told as drift', async () => {
  const bot = await joinPerson('returning', 'base');
  const action = await gavel.start(setMetadata('returning', 'mine', 'base'));
  await action.reached('seen');
  await bot.rejoin('app');
  expect(await action.reached('drifted')).toMatchObject({ current: 'base' });
});
