/** Metadata, name and room metadata through the door, on a real server, seen by a real participant. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot, releaseLiveBots } from '#tools/people/live-bot.ts';
import { createDoorOnServer, type DoorOnServer } from './door-on-server.ts';

const room = 'texts';
let server: LivekitServer;
let bot: LiveBot;
let gavel: DoorOnServer;

beforeAll(async () => {
  server = await startLivekitServer();
  bot = new LiveBot({ server, room, identity: 'ada', name: 'Ada', metadata: '{"team":"red"}' });
  await bot.join();
  gavel = createDoorOnServer(server);
});

afterAll(async () => {
  await gavel?.dispose();
  bot?.leave();
  releaseLiveBots();
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
