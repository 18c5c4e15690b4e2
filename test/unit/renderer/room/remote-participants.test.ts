/** The way without raw updates: livekit-client's own picture of people, by its room events. */
import { ParticipantInfo_State, TrackInfo, TrackSource, TrackType } from '@livekit/protocol';
import { ConnectionState, Room } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { followRemoteParticipants } from '#renderer/room/remote-participants.ts';
import { makeWire } from './facts.ts';

describe('following people by room events', () => {
  it('tells who comes, changes and goes', async () => {
    const room = new Room();
    room.state = ConnectionState.Connected;
    const told: ParticipantFacts[] = [];
    const stop = followRemoteParticipants(room, (facts) => told.push(facts));
    const track = new TrackInfo({ sid: 'TR_1', type: TrackType.AUDIO, source: TrackSource.MICROPHONE, muted: true });

    room.engine.emit('participantUpdate', [makeWire('ada', { metadata: 'a', tracks: [track] })]);
    await Promise.resolve();
    expect(told.at(-1)).toMatchObject({
      identity: 'ada',
      state: 'active',
      metadata: 'a',
      kind: 'standard',
      permission: { canSubscribe: true, canPublish: false },
      tracks: [{ sid: 'TR_1', source: 'microphone', muted: true }],
    });
    room.engine.emit('participantUpdate', [
      makeWire('ada', { metadata: 'b', version: 2, attributes: { team: 'red' }, tracks: [track] }),
    ]);
    expect(told.at(-1)).toMatchObject({ metadata: 'b', attributes: { team: 'red' } });
    room.engine.emit('participantUpdate', [
      makeWire('ada', { version: 3, state: ParticipantInfo_State.DISCONNECTED, disconnectReason: 4 }),
    ]);
    expect(told.at(-1)).toMatchObject({ state: 'disconnected', disconnectReason: 'participant_removed' });

    stop();
    const count = told.length;
    room.engine.emit('participantUpdate', [makeWire('bob')]);
    await Promise.resolve();
    expect(told).toHaveLength(count);
  });
});
