/** Facts for tests of verbs: everything has a value, and each test says only what it is about. */
import type { DispatchRow, JobFacts } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts, PermissionFacts, TrackFacts } from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';

export function makePermission(given: Partial<PermissionFacts> = {}): PermissionFacts {
  return {
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
    ...given,
  };
}

export function makePerson(given: Partial<ParticipantFacts> = {}): ParticipantFacts {
  return {
    sid: 'PA_1',
    identity: 'ada',
    name: 'Ada',
    state: 'active',
    kind: 'standard',
    kindDetails: [],
    metadata: '',
    attributes: {},
    joinedAtMs: 1_000,
    version: 1,
    region: '',
    isPublisher: false,
    permission: makePermission(),
    tracks: [],
    dataTracks: [],
    clientProtocol: 15,
    capabilities: [],
    disconnectReason: 'unknown_reason',
    ...given,
  };
}

export function makeTrack(source: TrackFacts['source']): TrackFacts {
  return {
    sid: `TR_${source}`,
    name: source,
    type: source === 'microphone' || source === 'screen_share_audio' ? 'audio' : 'video',
    source,
    muted: false,
    mimeType: '',
    width: 0,
    height: 0,
    simulcast: false,
    encryption: 'none',
    stream: '',
  };
}

export function makeRoom(given: Partial<RoomSummary> = {}): RoomSummary {
  return {
    sid: 'RM_1',
    name: 'hall',
    createdAtMs: 1_000,
    metadata: '',
    numParticipants: 1,
    numPublishers: 0,
    isRecording: false,
    maxParticipants: 0,
    emptyTimeoutSeconds: 300,
    departureTimeoutSeconds: 20,
    ...given,
  };
}

export function makeDispatch(given: Partial<DispatchRow> = {}): DispatchRow {
  return {
    id: 'AD_1',
    agentName: 'note-taker',
    room: 'hall',
    metadata: '',
    deployment: '',
    createdAtMs: 10_000,
    jobs: [],
    ...given,
  };
}

export function makeJob(given: Partial<JobFacts> = {}): JobFacts {
  return {
    id: 'AJ_1',
    status: 'running',
    error: '',
    startedAtMs: 10_200,
    endedAtMs: 0,
    participantIdentity: 'agent-AJ_1',
    workerId: 'AW_1',
    ...given,
  };
}
