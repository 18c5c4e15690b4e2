/** Whom the count asks for, how often, and what it concludes from what others were told. */
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { RoomFindings, RoomSummary } from '#contract/domain/room-facts';
import { fail, succeed } from '#contract/result';
import type { LivekitApi } from '#main/services/livekit-api/livekit-api';
import { createCountSweep, type CountSweep } from '#main/services/watch/count-sweep';
import { createSweepPaces } from '#main/services/watch/sweep-pace';
import { createFakeClock } from '#test/support/ports';

let clock: ReturnType<typeof createFakeClock>;
let asked: string[];
let told: RoomFindings[];
let counting: CountSweep;
let doesAnswer: boolean;

beforeEach(() => {
  clock = createFakeClock();
  asked = [];
  told = [];
  doesAnswer = true;
  const listParticipants = async (room: string) => {
    asked.push(room);
    const call = { requestId: '', tookMs: 1 };
    if (!doesAnswer) return { ...fail('unavailable', 'gone'), call };
    return { ...succeed([person('ana'), person('ours')]), call };
  };
  counting = createCountSweep({
    serverId: 'one',
    findApi: async () => succeed({ listParticipants } as unknown as LivekitApi),
    clock,
    paces: createSweepPaces(clock),
    isOwnIdentity: (identity) => identity === 'ours',
    onCounted: (found) => void told.push(found),
  });
  onTestFinished(counting.start());
});

function person(identity: string): ParticipantFacts {
  return { identity, kind: 'standard' } as ParticipantFacts;
}

function room(name: string, numParticipants = 1): RoomSummary {
  return {
    sid: `RM_${name}`,
    name,
    numParticipants,
    numPublishers: 0,
    emptyTimeoutSeconds: 300,
    departureTimeoutSeconds: 20,
  } as RoomSummary;
}

/** Lets time pass a second at a time, so that what was asked is answered between the timers. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1_000);
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
}

it('asks for four rooms a second at most, each in its turn, and not again while the count is fresh', async () => {
  counting.take(['a', 'b', 'c', 'd', 'e', ''].map((name) => room(name)));
  clock.advance(0);
  await settle();
  expect(asked).toEqual(['a', 'b', 'c', 'd']);
  await pass(1);
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e']);
  await pass(8);
  expect(asked).toHaveLength(5);
  await pass(8);
  expect(asked.slice(5)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(counting.read().counts['RM_a']).toMatchObject({ people: 1, agents: 0 });
});

it('asks sooner for a room of which the list says something new, and never for one that is gone', async () => {
  counting.take([room('a'), room('b')]);
  await pass(1);
  counting.take([room('a', 7)]);
  expect(Object.keys(counting.read().counts)).toEqual(['RM_a']);
  await pass(6);
  expect(asked).toEqual(['a', 'b', 'a']);
  await pass(20);
  expect(asked.filter((name) => name === 'b')).toHaveLength(1);
});

it('goes on counting when the clock is set back', async () => {
  counting.take([room('a')]);
  await pass(1);
  clock.setBack(600_000);
  await pass(2);
  expect(asked).toEqual(['a', 'a']);
  await pass(8);
  expect(asked, 'fresh by the clock of now').toHaveLength(2);
});

it('doubts a room that does not answer twice, and does not let it keep the others waiting', async () => {
  doesAnswer = false;
  counting.take(['a', 'b', 'c', 'd', 'e'].map((name) => room(name)));
  await pass(3);
  expect(asked).toContain('e');
  expect(told.at(-1)).toEqual({ counts: {}, doubts: {} });
  await pass(16);
  expect(told.at(-1)?.doubts['RM_a']?.kind).toBe('no_answer');
  doesAnswer = true;
  await pass(16);
  expect(counting.read().doubts).toEqual({});
});

it('learns of a dead node from calls that others make, and forgets it when it answers or nobody asks again', async () => {
  counting.take([room('a')]);
  const call = { serverId: 'one', method: 'AgentDispatchService/ListDispatch', target: 'a' };
  counting.noteCall({ ...call, status: 503, tookMs: 40 });
  counting.noteCall({ ...call, method: 'RoomService/UpdateParticipant', status: 503, tookMs: 3_000 });
  expect(counting.read().doubts).toEqual({});
  counting.noteCall({ ...call, status: 503, tookMs: 3_001 });
  expect(counting.read().doubts['RM_a']).toEqual({ kind: 'no_answer', sinceMs: clock.now() });
  counting.noteCall({ ...call, status: 200, tookMs: 5 });
  expect(counting.read().doubts).toEqual({});
  counting.noteCall({ ...call, status: 503, tookMs: 3_001 });
  clock.advance(6 * 60_000);
  expect(counting.read().doubts).toEqual({});
});
