/** One participant as the server's ParticipantInfo tells it, JSON-plain: the same shape from the API and from events. */

export const participantKinds = [
  'standard',
  'ingress',
  'egress',
  'sip',
  'agent',
  'connector',
  'bridge',
  'unknown',
] as const;
export type ParticipantKind = (typeof participantKinds)[number];

/** `unknown`: a state that a newer server has and this app does not know. */
export const participantStates = ['joining', 'joined', 'active', 'disconnected', 'unknown'] as const;
export type ParticipantState = (typeof participantStates)[number];

export const trackSources = ['unknown', 'camera', 'microphone', 'screen_share', 'screen_share_audio'] as const;
export type TrackSource = (typeof trackSources)[number];

export interface PermissionFacts {
  canSubscribe: boolean;
  canPublish: boolean;
  canPublishData: boolean;
  /** Empty means that every source is allowed. */
  canPublishSources: TrackSource[];
  hidden: boolean;
  recorder: boolean;
  canUpdateMetadata: boolean;
  agent: boolean;
  canSubscribeMetrics: boolean;
  canManageAgentSession: boolean;
}

export interface TrackFacts {
  sid: string;
  name: string;
  type: 'audio' | 'video' | 'data' | 'unknown';
  source: TrackSource;
  muted: boolean;
  mimeType: string;
  /** Pixels; 0 for audio. */
  width: number;
  height: number;
  simulcast: boolean;
  encryption: 'none' | 'gcm' | 'custom' | 'unknown';
  /** Name of the media stream that the track belongs to. */
  stream: string;
}

export interface DataTrackFacts {
  sid: string;
  name: string;
  encryption: 'none' | 'gcm' | 'custom' | 'unknown';
}

export interface ParticipantFacts {
  sid: string;
  identity: string;
  name: string;
  state: ParticipantState;
  kind: ParticipantKind;
  kindDetails: string[];
  metadata: string;
  attributes: Record<string, string>;
  /** Server clock, epoch ms. */
  joinedAtMs: number;
  /** Raised by the server with every change. */
  version: number;
  region: string;
  isPublisher: boolean;
  /** Absent while the server has not told it yet. */
  permission?: PermissionFacts;
  tracks: TrackFacts[];
  dataTracks: DataTrackFacts[];
  clientProtocol: number;
  capabilities: string[];
  /** LiveKit's DisconnectReason in lower case with underscores, `unknown_reason` while connected. */
  disconnectReason: string;
}
