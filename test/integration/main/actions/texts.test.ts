/** Metadata, name and room metadata through the door, on a real server, seen by a real participant. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createDoorOnServer, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';

const room = 'texts';
let server: LivekitServer;
let bot: LiveBot;
let other: LiveBot;
let gavel: DoorOnServer;

beforeAll(async () => {
  server = await startLivekitServer();
  bot = new LiveBot({ server, room, identity: 'ada', name: 'Ada', metadata: '{"team":"red"}' });
  other = new LiveBot({ server, room, identity: 'bea' });
  await Promise.all([bot.join(), other.join()]);
  gavel = createDoorOnServer(server);
});

afterAll(async () => {
  await gavel?.dispose();
  bot?.leave();
  other?.leave();
  await server?.dispose();
});

test('metadata goes queued → sent → accepted → seen, and the person’s own client is told', async () => {
  const from = bot.events.length;
  const action = await gavel.start({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'ada', metadata: '{"team":"blue"}', base: '{"team":"red"}' },
  });
  const end = await action.ended();
  expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'accepted', 'seen']);
  expect(end).toMatchObject({
    target: 'ada',
    fields: ['metadata'],
    before: '{"team":"red"}',
    after: '{"team":"blue"}',
    isUndoable: true,
  });
  expect(end.requestId).not.toBe('');
  await bot.waitForEvent((event) => event.type === 'metadata' && event.after === '{"team":"blue"}', { from });
  expect(
    gavel.audit.filter(({ actionId }) => actionId === action.actionId).map(({ phase, outcome }) => [phase, outcome]),
  ).toEqual([
    ['intent', ''],
    ['outcome', 'seen'],
  ]);
});

test('undo brings back what was read before, once it was seen', async () => {
  const base = bot.self?.metadata ?? '';
  const action = await gavel.start({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'ada', metadata: '{"undo":"me"}', base },
  });
  await action.ended();
  const from = bot.events.length;
  const undo = await gavel.runPlan(expectValue(await gavel.door.planUndo(testSender, action.actionId)));
  expect((await undo.ended()).step).toBe('seen');
  await bot.waitForEvent((event) => event.type === 'metadata' && event.after === base, { from });
});

test.each([
  ['of 512 KiB', 'x'.repeat(524_288)],
  ['with markup, bidi and zero-width characters', '<img src=x onerror=alert(1)>\u202e\u200b😀 ليلى'],
])('metadata %s arrives as it is', async (_what, metadata) => {
  const base = bot.self?.metadata ?? '';
  const end = await gavel.perform({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'ada', metadata, base },
  });
  expect(end.step).toBe('seen');
  await waitUntil(() => bot.self?.metadata === metadata);
});

test('a name is changed and the others see it', async () => {
  const from = other.events.length;
  const end = await gavel.perform({
    verb: 'participant.set-name',
    room,
    parameters: { identity: 'ada', name: 'Ada L.', base: 'Ada' },
  });
  expect(end.step).toBe('seen');
  await other.waitForEvent((event) => event.type === 'name' && event.identity === 'ada' && event.after === 'Ada L.', {
    from,
  });
});

test('room metadata is changed and cleared, and everybody sees both', async () => {
  for (const [metadata, base] of [
    ['{"topic":"tea"}', ''],
    ['', '{"topic":"tea"}'],
  ] as const) {
    const from = bot.events.length;
    const end = await gavel.perform({ verb: 'room.set-metadata', room, parameters: { metadata, base } });
    expect(end).toMatchObject({ step: 'seen', before: base, after: metadata });
    await bot.waitForEvent((event) => event.type === 'room' && event.field === 'metadata' && event.after === metadata, {
      from,
    });
  }
});

describe('what the server cannot do is said before the click, and nothing is sent', () => {
  test('an empty name or metadata of a person', async () => {
    for (const request of [
      {
        verb: 'participant.set-metadata',
        room,
        parameters: { identity: 'ada', metadata: '', base: bot.self?.metadata ?? '' },
      },
      { verb: 'participant.set-name', room, parameters: { identity: 'ada', name: '', base: 'Ada L.' } },
    ] as const) {
      const plan = await gavel.plan(request);
      expect(plan.targets[0]).toMatchObject({ disposition: 'refuse', error: { code: 'unsupported' } });
      expect(await gavel.door.run(testSender, plan.planId, '')).toMatchObject({
        ok: false,
        error: { code: 'unsupported' },
      });
    }
  });

  test('the trap is real: the server answers an empty text with yes and leaves all as it is', async () => {
    const before = expectValue(await gavel.api.getParticipant(room, 'ada'));
    expectValue(await gavel.api.updateParticipant(room, { identity: 'ada', metadata: '', name: '' }));
    const after = expectValue(await gavel.api.getParticipant(room, 'ada'));
    expect([after.metadata, after.name]).toEqual([before.metadata, before.name]);
  });

  test('half of a character, which the server does refuse', async () => {
    const metadata = 'broken \ud83d';
    const plan = await gavel.plan({
      verb: 'participant.set-metadata',
      room,
      parameters: { identity: 'ada', metadata, base: bot.self?.metadata ?? '' },
    });
    expect(plan.targets[0]?.error?.code).toBe('invalid_request');
    expect((await gavel.api.updateParticipant(room, { identity: 'ada', metadata })).ok).toBe(false);
  });
});

test('somebody who is not there is told at plan, without waiting', async () => {
  const plan = await gavel.plan({
    verb: 'participant.set-name',
    room,
    parameters: { identity: 'nobody', name: 'x', base: '' },
  });
  expect(plan.targets[0]).toMatchObject({ disposition: 'refuse', error: { code: 'not_found' } });
});

test('a room that was closed and made anew since the plan is not written', async () => {
  const name = 'made-anew';
  const keeper = new LiveBot({ server, room: name, identity: 'keeper' });
  await keeper.join();
  const plan = await gavel.plan({
    verb: 'room.set-metadata',
    room: name,
    parameters: { metadata: 'for the old one', base: '' },
  });
  await server.restart();
  await keeper.rejoin();
  await Promise.all([bot.rejoin(), other.rejoin()]);
  const action = await gavel.runPlan(plan);
  expect(await action.ended()).toMatchObject({ step: 'refused', error: { code: 'room_changed' } });
  expect(keeper.log.room?.metadata).toBe('');
  keeper.leave();
});
