/**
 * Turns LiveKit's protocol messages into plain facts. Written against the shape of the messages and not against a package,
 * because the server SDK and the client carry different copies of the protocol (enums are numerically equal in both).
 */
import type {
  DataTrackFacts,
  ParticipantFacts,
  ParticipantKind,
  ParticipantState,
  PermissionFacts,
  TrackFacts,
  TrackSource,
} from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import { participantStates, trackSources } from '#contract/domain/participant-facts';

/** The members of protocol `ParticipantInfo` (1.51) that are read. */
export interface WireParticipant {
  sid: string;
  identity: string;
  state: number;
  tracks: WireTrack[];
  metadata: string;
  /** Seconds. */
  joinedAt: bigint;
  joinedAtMs?: bigint;
  name: string;
  version: number;
  permission?: WirePermission | undefined;
  region: string;
  isPublisher: boolean;
  kind: number;
  attributes: Record<string, string>;
  disconnectReason: number;
  kindDetails: number[];
  dataTracks?: WireDataTrack[];
  clientProtocol?: number;
  capabilities?: number[];
}

export interface WirePermission {
  canSubscribe: boolean;
  canPublish: boolean;
  canPublishData: boolean;
  canPublishSources: number[];
  hidden: boolean;
  recorder: boolean;
  canUpdateMetadata: boolean;
  agent: boolean;
  canSubscribeMetrics: boolean;
  canManageAgentSession?: boolean;
}

export interface WireTrack {
  sid: string;
  type: number;
  name: string;
  muted: boolean;
  width: number;
  height: number;
  simulcast: boolean;
  source: number;
  mimeType: string;
  encryption: number;
  stream: string;
}

export interface WireDataTrack {
  sid: string;
  name: string;
  encryption: number;
}

/** The members of protocol `Room` that are read. */
export interface WireRoom {
  sid: string;
  name: string;
  metadata: string;
  numParticipants: number;
  numPublishers: number;
  activeRecording: boolean;
  maxParticipants: number;
  emptyTimeout: number;
  departureTimeout: number;
  /** Seconds. */
  creationTime: bigint;
  creationTimeMs?: bigint;
}

const kinds: Record<number, ParticipantKind> = {
  0: 'standard',
  1: 'ingress',
  2: 'egress',
  3: 'sip',
  4: 'agent',
  7: 'connector',
  8: 'bridge',
};
const kindDetails = [
  'cloud_agent',
  'forwarded',
  'connector_whatsapp',
  'connector_twilio',
  'bridge_rtsp',
  'simulation',
] as const;
const capabilities = ['unused', 'packet_trailer', 'compression_deflate_raw'] as const;
const trackTypes = ['audio', 'video', 'data'] as const;
const encryptions = ['none', 'gcm', 'custom'] as const;

/** LiveKit's DisconnectReason by number, in lower case. */
export const disconnectReasons = [
  'unknown_reason',
  'client_initiated',
  'duplicate_identity',
  'server_shutdown',
  'participant_removed',
  'room_deleted',
  'state_mismatch',
  'join_failure',
  'migration',
  'signal_close',
  'room_closed',
  'user_unavailable',
  'user_rejected',
  'sip_trunk_failure',
  'connection_timeout',
  'media_failure',
  'agent_error',
] as const;

/** Name of a disconnect reason; numbers of newer servers are kept as `reason_<n>`. */
export function nameDisconnectReason(reason: number): string {
  return disconnectReasons[reason] ?? `reason_${reason}`;
}

/** Name of a track source; unknown numbers read as `unknown`. */
export function nameTrackSource(source: number): TrackSource {
  return trackSources[source] ?? 'unknown';
}

/** Number of a track source in the protocol, the way back of `nameTrackSource`. */
export function numberTrackSource(source: TrackSource): number {
  return trackSources.indexOf(source);
}

/** Plain facts of a ParticipantInfo from either copy of the protocol. */
export function readParticipant(info: WireParticipant): ParticipantFacts {
  const facts: ParticipantFacts = {
    sid: info.sid,
    identity: info.identity,
    name: info.name,
    state: readState(info.state),
    kind: kinds[info.kind] ?? 'unknown',
    kindDetails: info.kindDetails.map((detail) => kindDetails[detail] ?? `detail_${detail}`),
    metadata: info.metadata,
    attributes: sortByKey(info.attributes),
    joinedAtMs: Number(info.joinedAtMs ?? 0n) || Number(info.joinedAt) * 1000,
    version: info.version,
    region: info.region,
    isPublisher: info.isPublisher,
    tracks: info.tracks.map(readTrack),
    dataTracks: (info.dataTracks ?? []).map(readDataTrack),
    clientProtocol: info.clientProtocol ?? 0,
    capabilities: (info.capabilities ?? []).map((capability) => capabilities[capability] ?? `capability_${capability}`),
    disconnectReason: nameDisconnectReason(info.disconnectReason),
  };
  if (info.permission) facts.permission = readPermission(info.permission);
  return facts;
}

/** The server tells the same attributes in another order each time; facts that are equal must read the same. */
function sortByKey(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** SECURITY: named members only, so that a room's `turnPassword` and what newer servers add stay behind. */
export function readRoom(room: WireRoom): RoomSummary {
  return {
    sid: room.sid,
    name: room.name,
    createdAtMs: Number(room.creationTimeMs ?? 0n) || Number(room.creationTime) * 1000,
    metadata: room.metadata,
    numParticipants: room.numParticipants,
    numPublishers: room.numPublishers,
    isRecording: room.activeRecording,
    maxParticipants: room.maxParticipants,
    emptyTimeoutSeconds: room.emptyTimeout,
    departureTimeoutSeconds: room.departureTimeout,
  };
}

/** Plain facts of a ParticipantPermission. */
export function readPermission(permission: WirePermission): PermissionFacts {
  return {
    canSubscribe: permission.canSubscribe,
    canPublish: permission.canPublish,
    canPublishData: permission.canPublishData,
    canPublishSources: permission.canPublishSources.map(nameTrackSource),
    hidden: permission.hidden,
    recorder: permission.recorder,
    canUpdateMetadata: permission.canUpdateMetadata,
    agent: permission.agent,
    canSubscribeMetrics: permission.canSubscribeMetrics,
    canManageAgentSession: permission.canManageAgentSession ?? false,
  };
}

/** Plain facts of a TrackInfo. */
export function readTrack(track: WireTrack): TrackFacts {
  return {
    sid: track.sid,
    name: track.name,
    type: trackTypes[track.type] ?? 'unknown',
    source: nameTrackSource(track.source),
    muted: track.muted,
    mimeType: track.mimeType,
    width: track.width,
    height: track.height,
    simulcast: track.simulcast,
    encryption: encryptions[track.encryption] ?? 'unknown',
    stream: track.stream,
  };
}

function readDataTrack(track: WireDataTrack): DataTrackFacts {
  return { sid: track.sid, name: track.name, encryption: encryptions[track.encryption] ?? 'unknown' };
}

function readState(state: number): ParticipantState {
  return participantStates[state] ?? 'unknown';
}
