/** Media of single tracks: what is asked of livekit-client, and why it ended. */
import type { Room } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMedia } from '#renderer/room/media.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp({ isWatched = false } = {}) {
  const calls: string[] = [];
  const publication = {
    trackSid: 'TR_1',
    isEnabled: !isWatched,
    track: isWatched ? { mediaStreamTrack: 'media' } : undefined,
    setSubscribed: (isSubscribed: boolean) => void calls.push(`subscribed ${isSubscribed}`),
    setEnabled(isEnabled: boolean) {
      publication.isEnabled = isEnabled;
      calls.push(`enabled ${isEnabled}`);
    },
  };
  const ada = { identity: 'ada', trackPublications: new Map([['TR_1', publication]]) };
  const handlers = new Map<string, (...values: unknown[]) => void>();
  const room = {
    state: 'connected',
    remoteParticipants: new Map([['ada', ada]]),
    on: (event: string, handler: (...values: unknown[]) => void) => handlers.set(event, handler),
    off: (event: string) => handlers.delete(event),
  };
  const media = createMedia({ room: room as unknown as Room, isWatched: () => isWatched });
  const told: string[] = [];
  function take() {
    const taken = media.take('TR_1');
    taken?.listen({ onTrack: () => told.push('track'), onEnd: (end) => told.push(end) });
    return taken;
  }
  const emit = (event: string, ...values: unknown[]) => handlers.get(event)?.(...values);
  return { calls, publication, ada, room, media, told, take, emit };
}

describe('taking and giving back', () => {
  it('enables a watched microphone and disables it again: it stays subscribed', () => {
    const { calls, take } = setUp({ isWatched: true });
    const taken = take();
    expect(taken?.track()).toBe('media');
    taken?.stop();
    taken?.stop();
    expect(calls).toEqual(['subscribed true', 'enabled true', 'enabled false']);
  });

  it('subscribes a camera, tells when it is there, and unsubscribes it', () => {
    const { calls, publication, media, told, take, emit } = setUp();
    const taken = take();
    expect(taken?.track()).toBeUndefined();
    expect(media.isTaken('TR_1')).toBe(true);
    publication.track = { mediaStreamTrack: 'media' };
    emit('trackSubscribed', publication.track, publication);
    expect(told).toEqual(['track']);
    taken?.stop();
    expect(calls).toEqual(['subscribed true', 'subscribed false']);
    expect(media.isTaken('TR_1')).toBe(false);
  });

  it('takes nothing that is not there, and nothing twice', () => {
    const { media, take } = setUp();
    expect(media.take('TR_other')).toBeUndefined();
    take();
    expect(media.take('TR_1')).toBeUndefined();
  });
});

describe('an end by itself', () => {
  it.each([
    ['unpublished', ({ ada }) => ada.trackPublications.clear()],
    ['left', ({ room }) => room.remoteParticipants.clear()],
    ['unsubscribed', () => undefined],
    ['session_over', ({ room }) => (room.state = 'disconnected')],
  ] as [string, (world: ReturnType<typeof setUp>) => unknown][])('%s', async (end, happen) => {
    const world = setUp({ isWatched: true });
    world.take();
    // livekit-client tells this before what it comes from has happened.
    world.emit('trackUnsubscribed', undefined, world.publication);
    expect(world.media.isTaken('TR_1'), 'what comes later is not taken').toBe(false);
    happen(world);
    await vi.advanceTimersByTimeAsync(0);
    expect(world.told).toEqual([end]);
    expect(world.calls, 'nothing is asked of what is gone').toEqual(['subscribed true', 'enabled true']);
  });

  it('comes with the connection’s end, once', () => {
    const { media, told, take } = setUp();
    take();
    media.stop();
    media.stop();
    expect(told).toEqual(['session_over']);
  });

  it('comes where the server sends nothing', () => {
    const { calls, told, take } = setUp();
    take();
    vi.advanceTimersByTime(8_000);
    expect(told).toEqual(['no_media']);
    expect(calls).toEqual(['subscribed true', 'subscribed false']);
  });
});
