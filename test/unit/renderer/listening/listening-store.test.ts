/** Whom a window listens to: nothing before main has recorded it, one person at a time, and what was ended stays ended. */
import { describe, expect, it } from 'vitest';
import type { GavelBridge } from '#contract/bridge';
import { fail, succeed, type Result } from '#contract/result';
import { createListeningStore } from '#renderer/features/listening/listening-store.ts';
import type { MediaEnd } from '#renderer/room/media.ts';

const microphone = { sid: 'TR_mic', source: 'microphone' } as never;
const camera = { sid: 'TR_cam', source: 'camera' } as never;

function setUp() {
  const log: string[] = [];
  const granted: ((answer: Result<{ listeningId: string }>) => void)[] = [];
  const world = { began: succeed(null) as Result<null>, knowsTrack: true };
  const enders = new Map<string, (end: MediaEnd) => void>();
  const listening = createListeningStore({
    request: ((channel: string, payload: Record<string, string>) => {
      const { kind, identity, listeningId, outcome, end } = payload;
      if (channel === 'listening:begin') {
        log.push(`begin ${kind} ${identity}`);
        return new Promise((resolve) => granted.push(resolve as never));
      }
      log.push(['report', listeningId, outcome, end].filter(Boolean).join(' '));
      return Promise.resolve(outcome === 'began' ? world.began : succeed(null));
    }) as GavelBridge['request'],
    notify: ({ title }) => void log.push(`notice ${title}`),
    play(_track, volume) {
      log.push(`play at ${volume}`);
      return { setVolume: (next) => void log.push(`volume ${next}`), stop: () => void log.push('silence') };
    },
  });
  const session = {
    room: 'town',
    takeMedia(trackSid: string) {
      log.push(`take ${trackSid}`);
      if (!world.knowsTrack) return undefined;
      return {
        track: () => 'media' as never,
        listen: ({ onEnd }: { onEnd: (end: MediaEnd) => void }) => void enders.set(trackSid, onEnd),
        stop: () => void log.push(`give back ${trackSid}`),
      };
    },
  };
  let count = 0;
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  async function grant(
    answer: Result<{ listeningId: string }> = succeed({ listeningId: `L${++count}` }),
  ): Promise<void> {
    granted.shift()?.(answer);
    await settle();
  }
  const state = () => listening.store.getState();
  return { log, world, enders, listening, session, grant, settle, state };
}

describe('listening', () => {
  it('takes nothing before main has answered, and is shown from the moment it is asked for', async () => {
    const { log, listening, session, grant, state } = setUp();
    listening.start(session, 'ada', 'listen', microphone);
    expect(log).toEqual(['begin listen ada']);
    expect(state()).toMatchObject({ room: 'town', identity: 'ada', parts: { listen: { track: undefined } } });
    await grant();
    expect(log.slice(1)).toEqual(['take TR_mic', 'play at 1', 'report L1 began']);
    expect(state().parts.listen?.track).toBe('media');
    listening.setVolume(0.5);
    listening.stop();
    expect(log.slice(4)).toEqual(['volume 0.5', 'give back TR_mic', 'silence', 'report L1 ended stopped']);
    expect(state()).toMatchObject({ room: '', identity: '', parts: {} });
  });

  it('keeps the sound beside the picture of one person, and ends both for another', async () => {
    const { log, listening, session, grant, state } = setUp();
    listening.start(session, 'ada', 'listen', microphone);
    await grant();
    listening.start(session, 'ada', 'see', camera);
    await grant();
    expect(Object.keys(state().parts)).toEqual(['listen', 'see']);
    listening.start(session, 'ben', 'listen', microphone);
    expect(log.filter((line) => line.includes('replaced'))).toEqual([
      'report L1 ended replaced',
      'report L2 ended replaced',
    ]);
    expect(state()).toMatchObject({ identity: 'ben', parts: { listen: { track: undefined } } });
    expect(state().parts.see).toBeUndefined();
  });

  it('that was stopped while main was writing takes nothing', async () => {
    const { log, listening, session, grant } = setUp();
    listening.start(session, 'ada', 'listen', microphone);
    listening.stop();
    await grant();
    expect(log).toEqual(['begin listen ada', 'report L1 ended stopped']);
  });

  it('that main refuses is told and takes nothing', async () => {
    const { log, listening, session, grant, state } = setUp();
    listening.start(session, 'ada', 'listen', microphone);
    await grant(fail('unsupported', 'strict'));
    expect(log).toEqual(['begin listen ada', 'notice ada cannot be listened to']);
    expect(state().parts).toEqual({});
  });

  it('that cannot be recorded as begun does not go on', async () => {
    const { log, world, listening, session, grant, state } = setUp();
    world.began = fail('not_saved', 'disk full');
    listening.start(session, 'ada', 'listen', microphone);
    await grant();
    expect(log).toContain('give back TR_mic');
    expect(state().parts).toEqual({});
  });

  it('of a track that the session does not know ends with a word', async () => {
    const { log, world, listening, session, grant } = setUp();
    world.knowsTrack = false;
    listening.start(session, 'ada', 'see', camera);
    await grant();
    expect(log.slice(2)).toEqual(['report L1 ended no_media', 'notice Seeing ada has ended: the media did not come.']);
  });

  it('that ended by itself is told once and does not come back', async () => {
    const { log, enders, listening, session, grant, state } = setUp();
    listening.start(session, 'ada', 'listen', microphone);
    await grant();
    enders.get('TR_mic')?.('left');
    enders.get('TR_mic')?.('session_over');
    expect(log.filter((line) => line.startsWith('notice'))).toEqual([
      'notice Listening to ada has ended: the person left.',
    ]);
    expect(log.filter((line) => line.includes('ended'))).toContain('report L1 ended left');
    expect(state().parts).toEqual({});
  });
});
