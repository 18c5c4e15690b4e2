/** Rooms made through the door on a real server: every option read back, and nothing sent where it would be ignored. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { createDoorOnServer, testSender, type DoorOnServer } from './door-on-server.ts';

let server: LivekitServer;
let gavel: DoorOnServer;

beforeAll(async () => {
  server = await startLivekitServer();
  gavel = createDoorOnServer(server);
});

afterAll(async () => {
  await gavel?.dispose();
  await server?.dispose();
});

const nothing = { metadata: '', agents: [] };

test('a room is made as asked: options, metadata to the last byte, and its agents called', async () => {
  const room = 'é'.repeat(127) + 'xy';
  const metadata = JSON.stringify({ title: 'x'.repeat(524_288 - 12) });
  const agents = [
    { agentName: 'scribe', metadata: '{"language":"Türkçe"}' },
    { agentName: 'scribe', metadata: '' },
  ];
  const parameters = { emptyTimeoutSeconds: 77, departureTimeoutSeconds: 7, maxParticipants: 9, metadata, agents };
  const ended = await gavel.perform({ verb: 'room.create', room, parameters });
  expect(ended).toMatchObject({ step: 'seen', target: room, isUndoable: false });
  const { rooms, dispatches } = createApiClients(server);
  const [made] = await rooms.listRooms([room]);
  expect(made).toMatchObject({ emptyTimeout: 77, departureTimeout: 7, maxParticipants: 9, metadata });
  const rows = await dispatches.listDispatch(room);
  const describe = (row: { agentName: string; metadata: string }): string => `${row.agentName} ${row.metadata}`;
  expect(new Set(rows.map(describe))).toEqual(new Set(agents.map(describe)));
  expect(rows).toHaveLength(agents.length);
  expect(gavel.audit.map(({ phase, verb, outcome }) => [phase, verb, outcome])).toEqual([
    ['intent', 'room.create', ''],
    ['outcome', 'room.create', 'seen'],
  ]);
});

test('a room without options is made with the server’s own, and an automatic dispatch comes along', async () => {
  expect(await gavel.perform({ verb: 'room.create', room: 'plain', parameters: nothing })).toMatchObject({
    step: 'seen',
  });
  const rows = await createApiClients(server).dispatches.listDispatch('plain');
  expect(rows.map(({ agentName }) => agentName)).toEqual(['']);
});

test('a live room is refused with what would be ignored, and stays as it is', async () => {
  const { rooms } = createApiClients(server);
  const before = await rooms.createRoom({ name: 'live', metadata: 'theirs' });
  const parameters = { metadata: 'mine', emptyTimeoutSeconds: 1, agents: [{ agentName: 'scribe', metadata: '' }] };
  const plan = await gavel.plan({ verb: 'room.create', room: 'live', parameters });
  expect(plan.targets[0]).toMatchObject({ disposition: 'refuse', error: { code: 'conflict' } });
  expect(plan.targets[0]?.error?.message).toContain('none of this: empty time-out 1 s, metadata, agent scribe');
  expect(await gavel.door.run(testSender, plan.planId, '')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  // The control: the server itself says 200 to the same and does nothing.
  const answer = await rooms.createRoom({ name: 'live', metadata: 'mine', emptyTimeout: 1 });
  expect(answer).toMatchObject({ sid: before.sid, metadata: 'theirs' });
});

test('a room that somebody else made between plan and run is not written to', async () => {
  const plan = await gavel.plan({ verb: 'room.create', room: 'raced', parameters: { ...nothing, metadata: 'mine' } });
  await createApiClients(server).rooms.createRoom({ name: 'raced', metadata: 'theirs' });
  const ended = await (await gavel.runPlan(plan)).ended();
  expect(ended).toMatchObject({ step: 'refused', error: { code: 'conflict' } });
});

test('names that are empty or too long are refused before anything is sent', async () => {
  const { rooms } = createApiClients(server);
  const before = (await rooms.listRooms()).length;
  const plan = await gavel.plan({ verb: 'room.create', room: 'x'.repeat(257), parameters: nothing });
  expect(plan.targets[0]?.error).toMatchObject({ code: 'limit_exceeded', detail: { field: 'name' } });
  const empty = await gavel.door.plan(testSender, { verb: 'room.create', room: '', parameters: nothing });
  expect(empty.ok).toBe(false);
  expect(await gavel.api.createRoom('', nothing)).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
  expect((await rooms.listRooms()).length).toBe(before);
});
