/** Facts and wire messages for tests, with everything that a test does not name at its usual value. */
import { ParticipantInfo, ParticipantInfo_State, ParticipantPermission } from '@livekit/protocol';
import type { ParticipantFacts, PermissionFacts, TrackFacts } from '#contract/domain/participant-facts';
import type { RoomFacts, RoomSummary } from '#contract/domain/room-facts';

export const permission: PermissionFacts = {
  canSubscribe: true,
  canPublish: true,
  canPublishData: true,
  canPublishSources: [],
  hidden: false,
  recorder: false,
  canUpdateMetadata: false,
  agent: false,
  canSubscribeMetrics: false,
  canManageAgentSession: false,
};

export function makeFacts(identity: string, over: Partial<ParticipantFacts> = {}): ParticipantFacts {
  return {
    sid: `PA_${identity}`,
    identity,
    name: '',
    state: 'active',
    kind: 'standard',
    kindDetails: [],
    metadata: '',
    attributes: {},
    joinedAtMs: 1_000,
    version: 1,
    region: '',
    isPublisher: false,
    permission,
    tracks: [],
    dataTracks: [],
    clientProtocol: 15,
    capabilities: [],
    disconnectReason: 'unknown_reason',
    ...over,
  };
}

export function makeTrack(sid: string, over: Partial<TrackFacts> = {}): TrackFacts {
  return {
    sid,
    name: '',
    type: 'audio',
    source: 'microphone',
    muted: false,
    mimeType: 'audio/opus',
    width: 0,
    height: 0,
    simulcast: false,
    encryption: 'none',
    stream: '',
    ...over,
  };
}

export function makeSummary(over: Partial<RoomSummary> = {}): RoomSummary {
  return {
    sid: 'RM_1',
    name: 'town',
    createdAtMs: 1_000,
    metadata: '',
    numParticipants: 0,
    numPublishers: 0,
    isRecording: false,
    maxParticipants: 0,
    emptyTimeoutSeconds: 300,
    departureTimeoutSeconds: 20,
    ...over,
  };
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
