/** Forty real people changed at once through the door, on a real server: one refused, one gone, one come back, one changed meanwhile; then all taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActionProgress, BulkEnd, Plan } from '#contract/domain/action';
import type { ManyRequest } from '#contract/schemas/verbs';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createDoorOnServer, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';

const room = 'many';
const names = Array.from({ length: 40 }, (_, index) => `bot-${index}`);
let server: LivekitServer;
let proxy: FaultProxy;
let gavel: DoorOnServer;
const bots = new Map<string, LiveBot>();

async function join(identity: string): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, attributes: { team: 'red' } });
  await bot.join();
  bots.set(identity, bot);
  return bot;
}

beforeAll(async () => {
  server = await startLivekitServer();
  proxy = await startFaultProxy(server);
  await Promise.all(names.map(join));
  gavel = createDoorOnServer(proxy);
});

afterAll(async () => {
  await gavel?.dispose();
  for (const bot of bots.values()) bot.leave();
  await proxy?.dispose();
  await server?.dispose();
});

function setTeam(identities: string[], team: string): ManyRequest {
  return { verb: 'participant.set-attributes', room, identities, parameters: { changes: { team } } };
}

async function run(plan: Plan): Promise<Map<string, ActionProgress>> {
  expectValue(await gavel.door.run(testSender, plan.planId, 'a test'));
  await waitUntil(() => gavel.told('actions:bulk-ended').some((end) => (end as BulkEnd).bulkId === plan.planId), {
    what: 'the run of many to end',
  });
  const steps = gavel.told('actions:progress') as ActionProgress[];
  return new Map(steps.filter(({ bulkId }) => bulkId === plan.planId).map((step) => [step.target, step]));
}

async function readTeams(): Promise<Record<string, string | undefined>> {
  const people = expectValue(await gavel.api.listParticipants(room));
  return Object.fromEntries(people.map(({ identity, attributes }) => [identity, attributes['team']]));
}

test('each has its own end and its own record, who joins later is left alone, and all of it is taken back', async () => {
  const heavy = bots.get('bot-7')!;
  const plan = expectValue(await gavel.door.planMany(testSender, setTeam(names, 'blue and a little longer')));
  expect(plan.targets.map(({ disposition }) => disposition)).toEqual(names.map(() => 'change'));

  // Between plan and run: one goes, one comes back in a new session, one changes it, one has no room left, one is new.
  bots.get('bot-3')!.leave();
  bots.get('bot-4')!.leave();
  await waitUntil(async () => Object.keys(await readTeams()).length === 38, { what: 'two to be gone' });
  await join('bot-4');
  await bots.get('bot-5')!.update({ attributes: { team: 'green' } });
  await heavy.update({ attributes: { big: 'x'.repeat(65_536 - 'teamred'.length - 'big'.length) } });
  await join('late');

  const sentBefore = proxy.count({ method: 'UpdateParticipant' });
  const ends = await run(plan);
  const told = Object.fromEntries([...ends].map(([target, { step, error }]) => [target, [step, error?.code]]));
  const odd = {
    'bot-3': ['refused', 'not_found'],
    'bot-4': ['refused', 'conflict'],
    'bot-5': ['refused', 'conflict'],
    'bot-7': ['refused', 'limit_exceeded'],
  };
  const seen = names.filter((name) => !Object.hasOwn(odd, name));
  expect(told).toEqual({ ...Object.fromEntries(seen.map((name) => [name, ['seen', undefined]])), ...odd });
  expect(proxy.count({ method: 'UpdateParticipant' }) - sentBefore).toBe(seen.length);
  expect(await readTeams()).toMatchObject({
    ...Object.fromEntries(seen.map((name) => [name, 'blue and a little longer'])),
    'bot-4': 'red',
    'bot-5': 'green',
    'bot-7': 'red',
    late: 'red',
  });
  for (const phase of ['intent', 'outcome'])
    expect(
      gavel.audit
        .filter((row) => row.phase === phase)
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(names.toSorted());

  const undo = expectValue(await gavel.door.planUndo(testSender, plan.planId));
  expect(undo.targets).toHaveLength(seen.length);
  const back = await run(undo);
  expect(new Set([...back.values()].map(({ step }) => step))).toEqual(new Set(['seen']));
  expect(new Set(Object.values(await readTeams()))).toEqual(new Set(['red', 'green']));
});

test('what is stopped is not sent; without stopping all of it is', async () => {
  const identities = names.filter((name) => !['bot-3', 'bot-5', 'bot-7'].includes(name));
  const slow = proxy.delay({ method: 'UpdateParticipant', delayMs: 300 });
  const plan = expectValue(await gavel.door.planMany(testSender, setTeam(identities, 'stopped')));
  expectValue(await gavel.door.run(testSender, plan.planId, ''));
  await waitUntil(() => gavel.told('actions:progress').some((step) => isAccepted(step as ActionProgress, plan)), {
    what: 'the first to be accepted',
  });
  expectValue(gavel.door.cancel(testSender, plan.planId));
  await waitUntil(() => gavel.told('actions:bulk-ended').some((end) => (end as BulkEnd).bulkId === plan.planId), {
    what: 'the stopped run to end',
  });
  slow();
  const stopped = Object.values(await readTeams()).filter((team) => team === 'stopped').length;
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThanOrEqual(16);

  // Control: the same people, all of them.
  const ends = await run(expectValue(await gavel.door.planMany(testSender, setTeam(identities, 'done'))));
  expect(ends.size).toBe(identities.length);
  expect(Object.values(await readTeams()).filter((team) => team === 'done')).toHaveLength(identities.length);
});

function isAccepted({ bulkId, step }: ActionProgress, { planId }: Plan): boolean {
  return bulkId === planId && step === 'accepted';
}
