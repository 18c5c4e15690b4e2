/** A server that says yes and does nothing, or does not answer: the door must never call it seen. */
import { afterAll, beforeAll, describe, expect as expectOutside, test } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { VerbRequest } from '#contract/verbs/definition';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { createDoorOnServer, expectValue, type DoorOnServer } from './door-on-server.ts';

let server: LivekitServer;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
});

afterAll(async () => {
  await Promise.all(endings.map((end) => end()));
  await server?.dispose();
});

interface Stage {
  room: string;
  proxy: FaultProxy;
  bot: LiveBot;
  gavel: DoorOnServer;
  readAda(): Promise<ParticipantFacts>;
}

/** A room, a person and a proxy of its own for each test, so that all can wait at once. */
async function openStage(room: string): Promise<Stage> {
  const proxy = await startFaultProxy(server);
  const bot = new LiveBot({ server, room, identity: 'ada', name: 'Ada', metadata: 'm', attributes: { a: '0' } });
  await bot.join();
  const gavel = createDoorOnServer(proxy);
  endings.push(async () => {
    await gavel.dispose();
    bot.leave();
    await proxy.dispose();
  });
  return { room, proxy, bot, gavel, readAda: async () => expectValue(await gavel.api.getParticipant(room, 'ada')) };
}

const wishes: [string, string, (room: string) => VerbRequest][] = [
  [
    'metadata',
    'UpdateParticipant',
    (room) => ({
      verb: 'participant.set-metadata',
      room,
      parameters: { identity: 'ada', metadata: 'new', base: 'm' },
    }),
  ],
  [
    'a name',
    'UpdateParticipant',
    (room) => ({ verb: 'participant.set-name', room, parameters: { identity: 'ada', name: 'New', base: 'Ada' } }),
  ],
  [
    'an attribute',
    'UpdateParticipant',
    (room) => ({
      verb: 'participant.set-attributes',
      room,
      parameters: { identity: 'ada', changes: { a: '1' }, base: { a: '0' } },
    }),
  ],
  [
    'a deleted attribute',
    'UpdateParticipant',
    (room) => ({
      verb: 'participant.set-attributes',
      room,
      parameters: { identity: 'ada', changes: { a: '' }, base: { a: '0' } },
    }),
  ],
  [
    'a right',
    'UpdateParticipant',
    (room) => ({
      verb: 'participant.set-permission',
      room,
      parameters: { identity: 'ada', right: 'can.metrics', value: true },
    }),
  ],
  [
    'room metadata',
    'UpdateRoomMetadata',
    (room) => ({ verb: 'room.set-metadata', room, parameters: { metadata: 'new', base: '' } }),
  ],
  [
    'a dispatch',
    'CreateDispatch',
    (room) => ({ verb: 'agent.dispatch', room, parameters: { agentName: 'nobody', metadata: '' } }),
  ],
];
const cases = wishes.flatMap(([what, method, makeRequest]) =>
  (['current', 'requested'] as const).map((answer) => ({ what, method, makeRequest, answer })),
);

test.concurrent.for(cases)(
  '$what dropped with 200 and the $answer values is refused as without effect; without the fault it is seen',
  async ({ what, method, makeRequest, answer }, { expect }) => {
    const { room, proxy, gavel } = await openStage(`dropped ${what} ${answer}`);
    const removeFault = proxy.dropWrites({ method, answer });
    const action = await gavel.start(makeRequest(room));
    const end = await action.ended();
    expect(removeFault()).toBe(1);
    expect(end).toMatchObject({ step: 'refused', error: { code: 'no_effect' }, isUndoable: false });
    expect(end.current).toBe(end.before);
    expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'accepted', 'refused']);
    expect(gavel.audit.at(-1)).toMatchObject({ outcome: 'refused', code: 'no_effect' });
    // Control: the very same wish is seen once nothing drops it.
    expect(await gavel.perform(makeRequest(room))).toMatchObject({ step: 'seen' });
  },
);

test.concurrent('a dispatch whose deletion is dropped is not stopped', async ({ expect }) => {
  const { room, proxy, gavel } = await openStage('dropped stop');
  const created = await gavel.perform({ verb: 'agent.dispatch', room, parameters: { agentName: 'a', metadata: '' } });
  const stop: VerbRequest = {
    verb: 'agent.stop-dispatch',
    room,
    parameters: { dispatchId: created.createdId ?? 'none' },
  };
  proxy.dropWrites({ method: 'DeleteDispatch', times: 1 });
  expect(await gavel.perform(stop)).toMatchObject({ step: 'refused', error: { code: 'no_effect' } });
  expect(await gavel.perform(stop)).toMatchObject({ step: 'seen' });
});

describe('a server that does not answer as it should', () => {
  const setMetadata = (room: string, metadata: string): VerbRequest => ({
    verb: 'participant.set-metadata',
    room,
    parameters: { identity: 'ada', metadata, base: 'm' },
  });

  test.concurrent('refuses: its words are told, and nothing is looked for', async ({ expect }) => {
    const { room, proxy, gavel } = await openStage('refusing');
    proxy.answer({
      method: 'UpdateParticipant',
      status: 400,
      body: '{"code":"invalid_argument","msg":"twirp error unknown: metadata size exceeds limits 524288"}',
    });
    const action = await gavel.start(setMetadata(room, 'new'));
    expect(await action.ended()).toMatchObject({
      step: 'refused',
      error: { code: 'rejected_by_server', detail: { serverMessage: 'metadata size exceeds limits 524288' } },
    });
    expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'refused']);
  });

  test.concurrent('cuts the connection before the write: refused with what happened', async ({ expect }) => {
    const { room, proxy, gavel } = await openStage('cutting');
    proxy.cut({ method: 'UpdateParticipant' });
    expect(await gavel.perform(setMetadata(room, 'new'))).toMatchObject({
      step: 'refused',
      error: { code: 'unreachable' },
      current: 'm',
    });
  });

  test.concurrent('fails after it has written: seen, though it was never accepted', async ({ expect }) => {
    const { room, proxy, bot, gavel } = await openStage('failing');
    proxy.answer({ method: 'UpdateParticipant', status: 500, body: '{"code":"internal","msg":"oops"}' });
    const action = await gavel.start(setMetadata(room, 'new'));
    await action.reached('sent');
    await bot.update({ metadata: 'new' });
    expect(await action.ended()).toMatchObject({ step: 'seen' });
    expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'seen']);
  });

  test.concurrent('is gone after it accepted: the effect is unknown, and that is said', async ({ expect }) => {
    const { room, proxy, gavel } = await openStage('vanishing');
    proxy.delay({ method: 'UpdateParticipant', delayMs: 200 });
    const action = await gavel.start(setMetadata(room, 'new'));
    await action.reached('sent');
    proxy.cut({ method: 'GetParticipant' });
    expect(await action.ended()).toMatchObject({ step: 'effect_unknown', error: { code: 'unreachable' } });
    expect(action.steps().map(({ step }) => step)).toEqual(['queued', 'sent', 'accepted', 'effect_unknown']);
  });
});

test('every verb that writes is in this file', () => {
  expectOutside(new Set(wishes.map(([, , makeRequest]) => makeRequest('x').verb)).size + 1).toBe(7);
});
