/** Rights through the door, on a real server: one changes, all others and all sources stay as they are. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PermissionFacts } from '#contract/domain/participant-facts';
import { rights, type Right } from '#contract/domain/right';
import { requestSchemas } from '#contract/schemas/requests';
import { readRightState } from '#contract/verbs/permission-change';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import type { VideoGrants } from '#tools/people/access-token.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { RtcPerson, releaseRtcPeople } from '#tools/people/rtc-person.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createDoorOnServer, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';

const room = 'rights';
let server: LivekitServer;
let gavel: DoorOnServer;
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  gavel = createDoorOnServer(server);
});

afterAll(async () => {
  await gavel?.dispose();
  for (const bot of bots) bot.leave();
  await releaseRtcPeople();
  await server?.dispose();
});

async function joinGuest(identity: string, grants: VideoGrants): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, grants });
  bots.push(bot);
  await bot.join();
  return bot;
}

async function readPermission(identity: string): Promise<PermissionFacts> {
  const { permission } = expectValue(await gavel.api.getParticipant(room, identity));
  if (!permission) throw new Error(`no permission of ${identity}`);
  return permission;
}

function readStates(permission: PermissionFacts): Record<string, string> {
  return Object.fromEntries(rights.map((right) => [right, readRightState(permission, right)]));
}

function set(identity: string, right: Right, value: boolean) {
  return { verb: 'participant.set-permission', room, parameters: { identity, right, value } } as const;
}

const micOnly: VideoGrants = {
  canPublish: true,
  canPublishSources: ['microphone'],
  canSubscribe: true,
  canPublishData: true,
  canUpdateOwnMetadata: true,
};

describe('one right of a guest who may only speak', () => {
  const changes: [Right, boolean][] = [
    ['can.subscribe', false],
    ['can.publishData', false],
    ['can.updateMetadata', false],
    ['can.metrics', true],
    ['can.manageAgentSession', true],
    ['can.camera', true],
    ['can.screen', true],
    ['can.screenAudio', true],
  ];
  test.each(changes)('%s becomes %s, and every other right and source is as it was', async (right, value) => {
    const identity = `guest-${right}`;
    const guest = await joinGuest(identity, micOnly);
    const before = await readPermission(identity);
    const from = guest.events.length;
    const end = await gavel.perform(set(identity, right, value));
    expect(end).toMatchObject({ step: 'seen', fields: [right], after: value ? 'can' : 'cannot' });
    const after = await readPermission(identity);
    expect(readStates(after)).toEqual({ ...readStates(before), [right]: value ? 'can' : 'cannot' });
    expect([after.hidden, after.recorder, after.agent]).toEqual([before.hidden, before.recorder, before.agent]);
    // The person's own client is told the same whole set.
    await guest.waitForEvent((event) => event.type === 'permission' && event.self, { from });
  });

  test('the trap is real: the same change by a plain call takes everything else', async () => {
    await joinGuest('naive', micOnly);
    const before = await readPermission('naive');
    const nothing: PermissionFacts = {
      canSubscribe: false,
      canPublish: true,
      canPublishData: false,
      canPublishSources: [],
      hidden: false,
      recorder: false,
      canUpdateMetadata: false,
      agent: false,
      canSubscribeMetrics: false,
      canManageAgentSession: false,
    };
    expectValue(await gavel.api.updateParticipant(room, { identity: 'naive', permission: nothing }));
    const after = await readPermission('naive');
    expect(readStates(after)).not.toEqual(readStates(before));
    expect(readRightState(after, 'can.camera')).toBe('all');
  });
});

test('one source of somebody who may publish all: the other three are named, and undo brings "all" back', async () => {
  await joinGuest('host', { ...micOnly, canPublishSources: [] });
  const action = await gavel.start(set('host', 'can.camera', false));
  expect(action.plan.warnings.join(' ')).toMatch(/Every source was allowed/);
  expect(await action.ended()).toMatchObject({ step: 'seen', before: 'all', after: 'cannot' });
  expect((await readPermission('host')).canPublishSources.toSorted()).toEqual([
    'microphone',
    'screen_share',
    'screen_share_audio',
  ]);
  const undo = await gavel.runPlan(expectValue(await gavel.door.planUndo(testSender, action.actionId)));
  expect(await undo.ended()).toMatchObject({ step: 'seen', after: 'all' });
  expect((await readPermission('host')).canPublishSources).toEqual([]);
});

test('the last source turns publishing off, and giving one back turns it on for that one alone', async () => {
  await joinGuest('last', micOnly);
  const taken = await gavel.start(set('last', 'can.mic', false));
  expect(taken.plan.warnings.join(' ')).toMatch(/last source/);
  expect((await taken.ended()).step).toBe('seen');
  expect(await readPermission('last')).toMatchObject({ canPublish: false, canSubscribe: true, canPublishData: true });
  const given = await gavel.start(set('last', 'can.camera', true));
  expect((await given.ended()).step).toBe('seen');
  expect(await readPermission('last')).toMatchObject({ canPublish: true, canPublishSources: ['camera'] });
});

test('a right that is so already is not written', async () => {
  await joinGuest('already', micOnly);
  const { version } = expectValue(await gavel.api.getParticipant(room, 'already'));
  expect(await gavel.perform(set('already', 'can.mic', true))).toMatchObject({ step: 'skipped' });
  expect(expectValue(await gavel.api.getParticipant(room, 'already')).version).toBe(version);
});

test('a right that another moderator changed since the plan is kept', async () => {
  await joinGuest('shared', micOnly);
  const plan = await gavel.plan(set('shared', 'can.camera', true));
  const now = await readPermission('shared');
  expectValue(
    await gavel.api.updateParticipant(room, { identity: 'shared', permission: { ...now, canSubscribe: false } }),
  );
  const action = await gavel.runPlan(plan);
  expect((await action.ended()).step).toBe('seen');
  expect(await readPermission('shared')).toMatchObject({
    canSubscribe: false,
    canPublishSources: ['microphone', 'camera'],
  });
});

test('five changes to one person at once lose none of them', async () => {
  await joinGuest('crowded', micOnly);
  const wishes: [Right, boolean][] = [
    ['can.camera', true],
    ['can.screen', true],
    ['can.subscribe', false],
    ['can.publishData', false],
    ['can.metrics', true],
  ];
  const ends = await Promise.all(wishes.map(([right, value]) => gavel.perform(set('crowded', right, value))));
  expect(ends.map(({ step }) => step)).toEqual(['seen', 'seen', 'seen', 'seen', 'seen']);
  expect(readStates(await readPermission('crowded'))).toMatchObject({
    'can.mic': 'can',
    'can.camera': 'can',
    'can.screen': 'can',
    'can.screenAudio': 'cannot',
    'can.subscribe': 'cannot',
    'can.publishData': 'cannot',
    'can.metrics': 'can',
  });
});

test('taking the microphone ends its track, is said before, and giving it back does not bring it back', async () => {
  const speaker = new RtcPerson({ server, room, identity: 'speaker', grants: micOnly, hasMicrophone: true });
  await speaker.join();
  const readTracks = async () => expectValue(await gavel.api.getParticipant(room, 'speaker')).tracks.length;
  await waitUntil(async () => (await readTracks()) === 1, { what: 'the microphone to be published' });
  const action = await gavel.start(set('speaker', 'can.mic', false));
  expect(action.plan).toMatchObject({ reversibility: 'partial' });
  expect(action.plan.warnings.join(' ')).toMatch(/ends their microphone/);
  expect((await action.ended()).step).toBe('seen');
  expect(await readTracks()).toBe(0);
  const undo = await gavel.runPlan(expectValue(await gavel.door.planUndo(testSender, action.actionId)));
  expect((await undo.ended()).step).toBe('seen');
  expect(await readTracks()).toBe(0);
  await speaker.leave();
});

test('hiding somebody is no right that can be asked for', () => {
  const request = {
    verb: 'participant.set-permission',
    room,
    parameters: { identity: 'ada', right: 'hidden', value: true },
  };
  expect(requestSchemas['actions:plan'].safeParse(request).success).toBe(false);
  const control = { ...request, parameters: { ...request.parameters, right: 'can.mic' } };
  expect(requestSchemas['actions:plan'].safeParse(control).success).toBe(true);
});
