/** Listening on record: the intent before anything is granted, one person at a time, and an end for everything that began. */
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#contract/result';
import { createListening, type ListeningWish } from '#main/services/listening/listening';
import type { AuditEntry } from '#main/services/ports';
import { createFakeClock, createRecordingLogger } from '#test/support/ports';

const window = { windowId: 7, serverId: 'server' };
const person = {
  tracks: [
    { sid: 'TR_mic', source: 'microphone', encryption: 'none' },
    { sid: 'TR_cam', source: 'camera', encryption: 'none' },
    { sid: 'TR_secret', source: 'camera', encryption: 'gcm' },
  ],
};

function setUp() {
  const clock = createFakeClock();
  const rows: string[] = [];
  const world = {
    observerMode: 'levels',
    isInRoom: true,
    canWrite: true,
    whileWriting: async () => undefined as unknown,
  };
  async function write(phase: string, entry: AuditEntry): Promise<void> {
    await world.whileWriting();
    if (!world.canWrite) throw new Error('disk full');
    rows.push([phase, entry.verb, entry.target, entry.outcome, entry.message, entry.tookMs].filter(Boolean).join(' '));
  }
  const listening = createListening({
    findAccess: async () => succeed({ serverName: 'Server', observerMode: world.observerMode }) as never,
    findApi: async () =>
      succeed({
        getParticipant: async (_room: string, identity: string) =>
          identity === 'gone' ? fail('not_found', 'not there') : succeed(person),
      }) as never,
    isInRoom: () => world.isInRoom,
    audit: { appendIntent: (entry) => write('intent', entry), appendOutcome: (entry) => write('outcome', entry) },
    clock,
    logger: createRecordingLogger(),
  });
  const begin = (more: Partial<ListeningWish> = {}, from = window) =>
    listening.begin(from, { kind: 'listen', room: 'town', identity: 'ada', trackSid: 'TR_mic', ...more });
  async function take(more: Partial<ListeningWish> = {}, from = window): Promise<string> {
    const answer = await begin(more, from);
    if (!answer.ok) throw new Error(answer.error.message);
    await listening.report(from, { listeningId: answer.value.listeningId, outcome: 'began' });
    return answer.value.listeningId;
  }
  return { clock, rows, world, listening, begin, take };
}

describe('what is on record', () => {
  it('is the intent, the beginning, and the end with how long it was', async () => {
    const { clock, rows, listening, begin } = setUp();
    const answer = await begin();
    expect(rows).toEqual(['intent listen ada']);
    const { listeningId } = answer.ok ? answer.value : { listeningId: '' };
    clock.advance(120);
    await listening.report(window, { listeningId, outcome: 'began' });
    clock.advance(5_000);
    await listening.report(window, { listeningId, outcome: 'ended', end: 'stopped' });
    expect(rows).toEqual([
      'intent listen ada',
      'outcome listen ada began 120',
      'outcome listen ada ended stopped by the moderator 5000',
    ]);
    expect(await listening.report(window, { listeningId, outcome: 'ended', end: 'left' })).toMatchObject({ ok: false });
    expect(rows).toHaveLength(3);
  });

  it('is a failure where no media came', async () => {
    const { rows, listening, begin } = setUp();
    const answer = await begin();
    if (answer.ok) await listening.report(window, { ...answer.value, outcome: 'ended', end: 'no_media' });
    expect(rows.at(-1)).toBe('outcome listen ada failed the media did not come');
  });

  it('is the session’s end, for all that was taken in that room and by that window', async () => {
    const { rows, listening, take } = setUp();
    const other = { windowId: 8, serverId: 'server' };
    await take();
    await take({ kind: 'see', trackSid: 'TR_cam' });
    const others = await take({}, other);
    await listening.endSession(window, 'another room');
    expect(rows.filter((row) => row.includes('ended'))).toEqual([]);
    await listening.endSession(window, 'town');
    expect(rows.filter((row) => row.includes('the session in the room was over'))).toHaveLength(2);
    expect(await listening.report(other, { listeningId: others, outcome: 'ended', end: 'stopped' })).toEqual(
      succeed(null),
    );
  });

  it('ends another person, and another picture of the same one, but not their sound', async () => {
    const { rows, take } = setUp();
    await take();
    await take({ kind: 'see', trackSid: 'TR_cam' });
    expect(rows.filter((row) => row.includes('another one was chosen'))).toEqual([]);
    await take({ identity: 'ben' });
    expect(rows.filter((row) => row.includes('another one was chosen'))).toEqual([
      'outcome listen ada ended another one was chosen',
      'outcome see ada ended another one was chosen',
    ]);
  });
});

describe('nothing is granted', () => {
  it.each([
    ['in strict mode', { observerMode: 'strict' }, {}, 'unsupported'],
    ['to a window outside of the room', { isInRoom: false }, {}, 'not_found'],
    ['that cannot be recorded', { canWrite: false }, {}, 'internal'],
    ['of who is not there', {}, { identity: 'gone' }, 'not_found'],
    ['of a camera as a sound', {}, { trackSid: 'TR_cam' }, 'unsupported'],
    ['of a track that is not theirs', {}, { trackSid: 'TR_other' }, 'unsupported'],
    ['of an encrypted track', {}, { kind: 'see', trackSid: 'TR_secret' }, 'unsupported'],
  ] as const)('%s', async (_what, change, wish, code) => {
    const { rows, world, begin } = setUp();
    Object.assign(world, change);
    expect(await begin(wish)).toMatchObject({ ok: false, error: { code } });
    expect(rows).toEqual([]);
  });

  it('to a window that left while it was recorded; the record says so', async () => {
    const { rows, world, begin } = setUp();
    world.whileWriting = async () => (world.isInRoom = false);
    expect(await begin()).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(rows).toEqual(['intent listen ada', 'outcome listen ada failed the session in the room was over']);
  });

  it('of another window’s listening', async () => {
    const { rows, listening, take } = setUp();
    const listeningId = await take();
    const report = { listeningId, outcome: 'ended', end: 'stopped' } as const;
    expect(await listening.report({ windowId: 8, serverId: 'server' }, report)).toMatchObject({ ok: false });
    expect(await listening.report({ windowId: 7, serverId: 'other' }, report)).toMatchObject({ ok: false });
    expect(rows.some((row) => row.includes('ended'))).toBe(false);
  });
});
