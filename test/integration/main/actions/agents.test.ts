/** An agent called in and stopped through the door, with a real worker, and what the dispatch watch tells meanwhile. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DispatchFacts, DispatchList } from '#contract/domain/dispatch-facts';
import { createDispatchWatch, type DispatchWatch } from '#main/services/dispatch-watch/dispatch-watch';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import { startNoteTaker, type NoteTaker } from '#tools/agent/start-note-taker.ts';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { createDoorOnServer, expectValue, testSender, type DoorOnServer } from './door-on-server.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

const { serverId } = testSender;
const room = 'agents';
let server: LivekitServer;
let noteTaker: NoteTaker;
let bot: LiveBot;
let watch: DispatchWatch;
let gavel: DoorOnServer;
const events = createRecordingEvents();

beforeAll(async () => {
  server = await startLivekitServer();
  noteTaker = await startNoteTaker({ server });
  bot = new LiveBot({ server, room, identity: 'ada' });
  await bot.join();
  gavel = createDoorOnServer(server, { onDispatchesTouched: (id, name) => watch.lookSoon(id, name) });
  watch = createDispatchWatch({
    findApi: async () => ({ ok: true, value: gavel.api }),
    events,
    clock: createRealClock(),
    paces: createSweepPaces(createRealClock()),
  });
});

afterAll(async () => {
  watch?.dispose();
  await gavel?.dispose();
  bot?.leave();
  await noteTaker?.stop();
  await server?.dispose();
});

function readLists(): DispatchList[] {
  return events.sent
    .filter(({ channel }) => channel === 'dispatches:list-changed')
    .map(({ payload }) => payload as DispatchList);
}

function findLatest(id: string | undefined): DispatchFacts | undefined {
  return readLists()
    .at(-1)
    ?.dispatches.find((dispatch) => dispatch.id === id);
}

function readVerdicts(id: string | undefined): string[] {
  const codes = readLists().flatMap((list) =>
    list.dispatches.filter((dispatch) => dispatch.id === id).map(({ verdict }) => verdict.code),
  );
  return codes.filter((code, index) => code !== codes[index - 1]);
}

test('an agent is called, comes, echoes what it was given, and is gone when the stop is seen', async () => {
  const release = watch.watch(serverId, room);
  const metadata = JSON.stringify({ everyMs: 1_000, greeting: 'سلام', filler: 'x'.repeat(2_000) });
  const created = await gavel.perform({
    verb: 'agent.dispatch',
    room,
    parameters: { agentName: ' note-taker ', metadata },
  });
  expect(created).toMatchObject({ step: 'seen', target: 'note-taker', isUndoable: true });
  const { createdId } = created;

  await waitUntil(() => findLatest(createdId)?.verdict.code === 'running', {
    what: 'the agent to be running',
  });
  // A job listed late must never have been told as missing.
  expect(readVerdicts(createdId)).not.toContain('nobody_took_it');
  await waitUntil(() => findLatest(createdId)?.jobs.length === 1, { what: 'the job to be listed' });
  const running = findLatest(createdId);
  expect(running).toMatchObject({ agentName: 'note-taker', metadata, isAutomatic: false });
  expect(JSON.stringify(readLists())).not.toMatch(/turnPassword|turn_password/);

  const agent = await bot.waitForEvent(
    (event) => event.type === 'attributes' && event.identity === running?.agentIdentity,
  );
  expect(agent).toBeDefined();
  const attributes = bot.log.participants.get(running?.agentIdentity ?? '')?.attributes;
  expect(attributes?.['note.echo.sha256']).toBe(createHash('sha256').update(metadata).digest('hex'));

  // The server's own dispatch is told apart, and a second call of the same name is warned about.
  expect(readLists().at(-1)?.dispatches[0]).toMatchObject({ isAutomatic: true, verdict: { code: 'automatic' } });
  const again = await gavel.plan({ verb: 'agent.dispatch', room, parameters: { agentName: 'note-taker', metadata } });
  expect(again.warnings.join(' ')).toContain(createdId);

  const stopped = await gavel.perform({
    verb: 'agent.stop-dispatch',
    room,
    parameters: { dispatchId: createdId ?? '' },
  });
  expect(stopped).toMatchObject({ step: 'seen', isUndoable: false });
  const state = expectValue(await gavel.api.listParticipants(room));
  expect(state.map(({ identity }) => identity)).toEqual(['ada']);
  await bot.waitForEvent((event) => event.type === 'left' && event.identity === running?.agentIdentity);
  await waitUntil(() => findLatest(createdId) === undefined, { what: 'the dispatch to be off the list' });
  release();
});

test('an agent that joins only after its dispatch was stopped, and does not leave, is gone too when the stop is seen', async () => {
  const called = expectValue(await gavel.api.createDispatch(room, { agentName: 'deaf', metadata: '' }));
  const stopping = await gavel.start({
    verb: 'agent.stop-dispatch',
    room,
    parameters: { dispatchId: called.id },
  });
  expect(stopping.plan.warnings.join(' ')).toContain('No agent of it has joined yet');
  await stopping.reached('accepted');
  const agent = new LiveBot({
    server,
    room,
    identity: 'agent-AJ_deaf',
    kind: 'agent',
    attributes: { 'lk.agent_name': 'deaf' },
  });
  await agent.join();
  const readIdentities = async (): Promise<string[]> =>
    expectValue(await gavel.api.listParticipants(room)).map(({ identity }) => identity);
  expect(await readIdentities(), 'control: it is there').toContain('agent-AJ_deaf');
  expect(await stopping.ended()).toMatchObject({ step: 'seen' });
  expect(await readIdentities()).not.toContain('agent-AJ_deaf');
  agent.leave();
});

test('the dispatch of a name that nobody has is "nobody took it" after 6 s and not before', async () => {
  const release = watch.watch(serverId, room);
  const created = await gavel.perform({
    verb: 'agent.dispatch',
    room,
    parameters: { agentName: 'note-takre', metadata: '' },
  });
  const { createdId } = created;
  await waitUntil(() => findLatest(createdId)?.verdict.code === 'nobody_took_it', {
    what: 'the verdict',
  });
  expect(readVerdicts(createdId)).toEqual(['offering', 'probably_not_taken', 'nobody_took_it']);
  const verdictAtMs = events.sent
    .filter(({ channel }) => channel === 'dispatches:list-changed')
    .map(({ payload }) => payload as DispatchList)
    .find((list) =>
      list.dispatches.some(({ id, verdict }) => id === createdId && verdict.code === 'nobody_took_it'),
    )?.readAtMs;
  // One machine, one clock: the server's stamp can be compared with ours here.
  expect((verdictAtMs ?? 0) - (findLatest(createdId)?.createdAtMs ?? 0)).toBeGreaterThanOrEqual(5_990);
  expect(
    await gavel.perform({ verb: 'agent.stop-dispatch', room, parameters: { dispatchId: createdId ?? '' } }),
  ).toMatchObject({ step: 'seen' });
  release();
});

test('a dispatch into a room that is not open is refused, and makes no room', async () => {
  const plan = await gavel.plan({
    verb: 'agent.dispatch',
    room: 'nowhere',
    parameters: { agentName: 'note-taker', metadata: '' },
  });
  expect(plan.targets[0]).toMatchObject({ disposition: 'refuse', error: { code: 'room_not_listed' } });
  expect(expectValue(await gavel.api.listRooms()).map(({ name }) => name)).toEqual([room]);
  // Control: the server itself would make it.
  expectValue(await gavel.api.createDispatch('nowhere', { agentName: 'x', metadata: '' }));
  expect(expectValue(await gavel.api.listRooms()).map(({ name }) => name)).toContain('nowhere');
});

test('a room that is not open is told so by the watch, without the 3 s that the server would take', async () => {
  const listDispatch = vi.spyOn(gavel.api, 'listDispatch');
  const list = expectValue(await watch.list(serverId, 'never opened'));
  expect(list).toMatchObject({ dispatches: [], error: { code: 'room_not_listed' } });
  expect(listDispatch).not.toHaveBeenCalled();
  // Control: of an open room the dispatches are asked, and this is how.
  expectValue(await watch.list(serverId, room));
  expect(listDispatch).toHaveBeenCalled();
});
