import { expect, test } from 'vitest';
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { createRoomMemory, type RoomMemory } from '#main/services/dispatch-watch/room-memory';
import type { Observed } from '#main/services/observations/observations';
import { makeDispatch, makeJob, makePermission, makePerson } from '../../contract/verbs/facts.ts';

const agent = makePerson({
  sid: 'PA_agent',
  identity: 'agent-AJ_1',
  kind: 'agent',
  joinedAtMs: 10_400,
  attributes: { 'lk.agent_name': 'note-taker' },
});

function look(
  memory: RoomMemory,
  atMs: number,
  dispatches: DispatchRow[],
  participants: ParticipantFacts[] = [],
  roomSid = 'RM_1',
): void {
  memory.learn({ roomSid, dispatches, participants, askedAtMs: atMs, answeredAtMs: atMs });
}

test('rows are sorted by their creation, whatever order the server gives', () => {
  const memory = createRoomMemory('hall');
  const [one, two, three] = [11_000, 12_000, 13_000].map((createdAtMs) =>
    makeDispatch({ id: `AD_${createdAtMs}`, createdAtMs }),
  ) as [DispatchRow, DispatchRow, DispatchRow];
  look(memory, 14_000, [three, one, two]);
  expect(memory.list().dispatches.map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
});

test('a dispatch lives from offering over running to ended, with its agent', () => {
  const memory = createRoomMemory('hall');
  look(memory, 9_000, []);
  look(memory, 10_100, [makeDispatch()]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('offering');
  look(memory, 10_500, [makeDispatch()], [agent]);
  expect(memory.list().dispatches[0]).toMatchObject({
    verdict: { code: 'accepted_unlisted' },
    agentIdentity: 'agent-AJ_1',
  });
  const row = makeDispatch({ jobs: [makeJob()] });
  look(memory, 14_000, [row], [agent]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('running');
  look(memory, 19_000, [row]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('ended');
});

test('"nobody took it" waits for 6 s of looking where the clocks are not matched', () => {
  const memory = createRoomMemory('hall');
  // This computer is 30 s ahead, and the dispatch was there at the first look: its true age is 1 s.
  look(memory, 41_000, [makeDispatch()]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('probably_not_taken');
  look(memory, 46_999, [makeDispatch()]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('probably_not_taken');
  look(memory, 47_000, [makeDispatch()]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('nobody_took_it');
});

test('an old dispatch is called dead at the first look, for no clock is that wrong', () => {
  const memory = createRoomMemory('hall');
  look(memory, 100_000, [makeDispatch()]);
  expect(memory.list().dispatches[0]?.verdict.code).toBe('nobody_took_it');
});

test('a deleted dispatch stays on the list as stopping until its agent has left', () => {
  const memory = createRoomMemory('hall');
  const row = makeDispatch({ jobs: [makeJob()] });
  look(memory, 11_000, [row], [agent]);
  look(memory, 12_000, [], [agent]);
  expect(memory.list().dispatches).toMatchObject([{ id: 'AD_1', verdict: { code: 'stopping' } }]);
  look(memory, 18_000, [], [agent]);
  expect(memory.list().orphans).toEqual([]);
  look(memory, 19_000, [], []);
  expect(memory.list().dispatches).toEqual([]);
});

test('an agent that outlives its deleted dispatch becomes one without a dispatch', () => {
  const memory = createRoomMemory('hall');
  look(memory, 11_000, [makeDispatch({ jobs: [makeJob()] })], [agent]);
  look(memory, 12_000, [], [agent]);
  look(memory, 25_000, [], [agent]);
  expect(memory.list()).toMatchObject({
    dispatches: [],
    orphans: [{ identity: 'agent-AJ_1', verdict: { code: 'orphan' } }],
  });
});

test('hidden observers are never taken for agents', () => {
  const memory = createRoomMemory('hall');
  const observer = makePerson({
    sid: 'PA_o',
    identity: 'gavel-1',
    kind: 'agent',
    permission: makePermission({ hidden: true }),
  });
  look(memory, 30_000, [], [observer]);
  expect(memory.list().orphans).toEqual([]);
  const { permission: _none, ...visible } = observer;
  look(memory, 30_000, [], [visible]);
  expect(memory.list().orphans).toHaveLength(1);
});

test('a room made anew by the same name shares nothing with the old one', () => {
  const memory = createRoomMemory('hall');
  look(memory, 11_000, [makeDispatch({ jobs: [makeJob()] })], [agent]);
  look(memory, 12_000, [], [], 'RM_2');
  expect(memory.list()).toMatchObject({ dispatches: [], orphans: [] });
});

test('where looks failed meanwhile, an agent that is not there is not said never to have joined', () => {
  const row = makeDispatch({ jobs: [makeJob()] });
  const watched = createRoomMemory('hall');
  look(watched, 9_000, []);
  look(watched, 10_300, [row]);
  look(watched, 40_000, [row]);
  expect(watched.list().dispatches[0]?.verdict.code, 'control: without a gap').toBe('never_joined');
  const interrupted = createRoomMemory('hall');
  look(interrupted, 9_000, []);
  look(interrupted, 10_300, [row]);
  interrupted.fail({ code: 'unreachable', message: 'no answer' });
  look(interrupted, 40_000, [row]);
  expect(interrupted.list().dispatches[0]?.verdict.code).toBe('not_here');
});

test('a failure is told with the last good list, and gone after the next good look', () => {
  const memory = createRoomMemory('hall');
  look(memory, 11_000, [makeDispatch()]);
  memory.fail({ code: 'unreachable', message: 'no answer' });
  expect(memory.list()).toMatchObject({
    readAtMs: 11_000,
    error: { code: 'unreachable' },
    dispatches: [{ id: 'AD_1' }],
  });
  look(memory, 13_000, [makeDispatch()]);
  expect(memory.list().error).toBeUndefined();
});

test('a window’s word tells why an agent is gone, and does not make it gone', () => {
  const observed = new Map<string, Observed>([['PA_agent', { leftReason: 'participant_removed' }]]);
  const memory = createRoomMemory('hall', () => observed);
  const row = makeDispatch({ jobs: [makeJob()] });
  look(memory, 14_000, [row], [agent]);
  expect(memory.list().dispatches[0]?.verdict.code, 'the list still has it').toBe('running');
  look(memory, 19_000, [row]);
  expect(memory.list().dispatches[0]?.verdict).toMatchObject({
    code: 'ended',
    text: expect.stringContaining('was removed') as string,
  });
  observed.clear();
  expect(memory.list().dispatches[0]?.verdict.text, 'the control').toContain('why is not known');
});

test('an agent is stuck since it said so, not since it was looked at', () => {
  const starting = { ...agent, attributes: { ...agent.attributes, 'lk.agent.state': 'initializing' } };
  const row = makeDispatch({ jobs: [makeJob()] });
  const seenAt = (sinceMs: number | undefined) => {
    const state = sinceMs === undefined ? {} : { agentState: { state: 'initializing', sinceMs } };
    const memory = createRoomMemory('hall', () => new Map<string, Observed>([['PA_agent', state]]));
    look(memory, 40_000, [row], [starting]);
    return memory.list().dispatches[0]?.verdict.certainty;
  };
  expect(seenAt(11_000)).toBe('likely');
  expect(seenAt(39_000)).toBe('certain');
  expect(seenAt(undefined)).toBe('certain');
});
