/** Facts and wire messages for tests, with everything that a test does not name at its usual value. */
import { ParticipantInfo, ParticipantInfo_State, ParticipantPermission } from '@livekit/protocol';
import type { ParticipantFacts, TrackFacts } from '#contract/domain/participant-facts';
import type { RoomFacts, RoomSummary } from '#contract/domain/room-facts';
import { makePermission, makePerson, makeRoom, makeTrack as makeTrackOf } from '../../contract/verbs/facts.ts';

export const permission = makePermission();

export function makeFacts(identity: string, over: Partial<ParticipantFacts> = {}): ParticipantFacts {
  return makePerson({ sid: `PA_${identity}`, identity, name: '', permission, ...over });
}

export function makeTrack(sid: string, over: Partial<TrackFacts> = {}): TrackFacts {
  return { ...makeTrackOf('microphone'), sid, name: '', mimeType: 'audio/opus', ...over };
}

export function makeSummary(over: Partial<RoomSummary> = {}): RoomSummary {
  return makeRoom({ name: 'town', numParticipants: 0, ...over });
}

export function makeSweep(over: Partial<RoomFacts> = {}): RoomFacts {
  return { room: 'town', summary: makeSummary(), isComplete: false, changed: [], gone: [], readAtMs: 1, ...over };
}

/** A message as the server sends it. */
export function makeWire(identity: string, over: Partial<ParticipantInfo> = {}): ParticipantInfo {
  return new ParticipantInfo({
    sid: `PA_${identity}`,
    identity,
    state: ParticipantInfo_State.ACTIVE,
    joinedAt: 1n,
    version: 1,
    permission: new ParticipantPermission({ canSubscribe: true }),
    ...over,
  });
}
