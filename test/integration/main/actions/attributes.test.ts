/** Attributes through the door, on a real server: added, changed, deleted, and guarded in their total. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createDoorOnServer, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';

const room = 'attributes';
let server: LivekitServer;
let proxy: FaultProxy;
let bot: LiveBot;
let gavel: DoorOnServer;

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  bot = new LiveBot({ server, room, identity: 'ada', attributes: { team: 'red', hand: '1' } });
  await bot.join();
  gavel = createDoorOnServer(proxy);
});

afterAll(async () => {
  await gavel?.dispose();
  bot?.leave();
  await proxy?.dispose();
  await server?.dispose();
});

function change(identity: string, changes: Record<string, string>, base: Record<string, string>) {
  return { verb: 'participant.set-attributes', room, parameters: { identity, changes, base } } as const;
}

test('one call adds, changes and deletes; the person’s own client is told; undo brings all back', async () => {
  const from = bot.events.length;
  const action = await gavel.start(change('ada', { role: 'host', team: 'blue', hand: '' }, { team: 'red', hand: '1' }));
  expect(await action.ended()).toMatchObject({
    step: 'seen',
    fields: ['attr.hand', 'attr.role', 'attr.team'],
    isUndoable: true,
  });
  await bot.waitForEvent(
    (event) =>
      event.type === 'attributes' &&
      event.changed['hand'] === '' &&
      event.changed['role'] === 'host' &&
      event.changed['team'] === 'blue',
    { from },
  );
  expect({ ...bot.self?.attributes }).toEqual({ role: 'host', team: 'blue' });
  const undo = await gavel.runPlan(expectValue(await gavel.door.planUndo(testSender, action.actionId)));
  expect((await undo.ended()).step).toBe('seen');
  expect(expectValue(await gavel.api.getParticipant(room, 'ada')).attributes).toEqual({ team: 'red', hand: '1' });
});

test('a write that changes nothing is not sent, for the server would broadcast it and raise the version', async () => {
  const sentBefore = proxy.count({ method: 'UpdateParticipant' });
  const version = expectValue(await gavel.api.getParticipant(room, 'ada')).version;
  expect(await gavel.perform(change('ada', { team: 'red' }, { team: 'red' }))).toMatchObject({ step: 'skipped' });
  expect(proxy.count({ method: 'UpdateParticipant' })).toBe(sentBefore);
  expect(expectValue(await gavel.api.getParticipant(room, 'ada')).version).toBe(version);
  // Control: the same write past the door is counted, and the server does raise the version.
  expectValue(await gavel.api.updateParticipant(room, { identity: 'ada', attributes: { team: 'red' } }));
  expect(proxy.count({ method: 'UpdateParticipant' })).toBe(sentBefore + 1);
  expect(expectValue(await gavel.api.getParticipant(room, 'ada')).version).toBeGreaterThan(version);
});

test('the total above 64 KiB is refused by us, since the server lets each request pass', async () => {
  const person = new LiveBot({ server, room, identity: 'heavy' });
  await person.join();
  const half = 'x'.repeat(40_000);
  expect((await gavel.perform(change('heavy', { first: half }, {}))).step).toBe('seen');
  const plan = await gavel.plan(change('heavy', { second: half }, {}));
  expect(plan.targets[0]).toMatchObject({ disposition: 'refuse', error: { code: 'limit_exceeded' } });
  expect(await gavel.door.run(testSender, plan.planId, '')).toMatchObject({ ok: false });
  expect(Object.keys(expectValue(await gavel.api.getParticipant(room, 'heavy')).attributes)).toEqual(['first']);
  // Control: the server itself takes it.
  expectValue(await gavel.api.updateParticipant(room, { identity: 'heavy', attributes: { second: half } }));
  expect(Object.keys(expectValue(await gavel.api.getParticipant(room, 'heavy')).attributes).toSorted()).toEqual([
    'first',
    'second',
  ]);
  // Deleting still works above the limit: it is the cure.
  expect((await gavel.perform(change('heavy', { second: '' }, { second: half }))).step).toBe('seen');
  person.leave();
});

test('a total that grew since the plan is refused at the run', async () => {
  const person = new LiveBot({ server, room, identity: 'growing' });
  await person.join();
  const plan = await gavel.plan(change('growing', { mine: 'x'.repeat(40_000) }, {}));
  expect(plan.targets[0]?.disposition).toBe('change');
  await person.update({ attributes: { own: 'y'.repeat(40_000) } });
  const action = await gavel.runPlan(plan);
  expect(await action.ended()).toMatchObject({ step: 'refused', error: { code: 'limit_exceeded' } });
  expect(Object.keys(person.self?.attributes ?? {})).toEqual(['own']);
  person.leave();
});

test('a key changed by the person since the draft began is a conflict; another key is not', async () => {
  const person = new LiveBot({ server, room, identity: 'busy', attributes: { team: 'red' } });
  await person.join();
  await person.update({ attributes: { team: 'green', mood: 'fine' } });
  const plan = await gavel.plan(change('busy', { team: 'blue' }, { team: 'red' }));
  expect(plan.targets[0]).toMatchObject({
    disposition: 'conflict',
    conflict: { base: '{"team":"red"}', theirs: '{"team":"green"}', mine: '{"team":"blue"}' },
  });
  expect(await gavel.perform(change('busy', { role: 'host' }, {}))).toMatchObject({ step: 'seen' });
  expect({ ...person.self?.attributes }).toEqual({ team: 'green', mood: 'fine', role: 'host' });
  person.leave();
});
