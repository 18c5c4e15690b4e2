/** The roster's forty columns for the baselines: the same names, order, widths and values, read from livekit-client's participants. */
import { ConnectionQuality, Track, type RemoteParticipant } from 'livekit-client';
import { attributeKeys } from '../../../support/feed/crowd-model.ts';

export interface BaselineColumn {
  name: string;
  label: string;
  widthPx: number;
  /** How a rich cell draws it; texts stay texts. */
  look: 'text' | 'right' | 'track' | 'lamp' | 'bars' | 'dot' | 'age';
  pin?: 'left' | 'right';
  read(participant: RemoteParticipant): string;
}

/** `TrackSource` of the protocol. */
const protocolSources = { camera: 1, microphone: 2, screen_share: 3, screen_share_audio: 4 } as const;

function readTrack(source: Track.Source): BaselineColumn['read'] {
  return (participant) => {
    const publication = participant.getTrackPublication(source);
    if (!publication) return '';
    return publication.isMuted ? 'muted' : 'live';
  };
}

function readSource(source: keyof typeof protocolSources): BaselineColumn['read'] {
  return ({ permissions }) => {
    if (!permissions) return '';
    if (!permissions.canPublish) return 'cannot';
    if (permissions.canPublishSources.length === 0) return 'all';
    return permissions.canPublishSources.includes(protocolSources[source]) ? 'can' : 'cannot';
  };
}

type Permissions = NonNullable<RemoteParticipant['permissions']>;

function readRight(isAllowed: (permissions: Permissions) => boolean): BaselineColumn['read'] {
  return ({ permissions }) => {
    if (!permissions) return '';
    return isAllowed(permissions) ? 'can' : 'cannot';
  };
}

function right(name: string, label: string, read: BaselineColumn['read'], widthPx = 38): BaselineColumn {
  return { name, label, widthPx, look: 'right', read };
}

function text(name: string, widthPx: number, read: BaselineColumn['read']): BaselineColumn {
  return { name, label: name, widthPx, look: 'text', read };
}

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
/** When each identity was last told of; livekit-client does not keep it. */
export const changedAtMs = new Map<string, number>();

function readLevel({ audioLevel }: RemoteParticipant): string {
  return String(Math.ceil(audioLevel * 4));
}

export const columns: readonly BaselineColumn[] = [
  { name: 'identity', label: 'identity', widthPx: 188, look: 'dot', pin: 'left', read: ({ identity }) => identity },
  text('name', 120, ({ name }) => name ?? ''),
  { name: 'state', label: 'state', widthPx: 84, look: 'dot', read: ({ isActive }) => (isActive ? 'active' : 'joined') },
  { name: 'speaking', label: '', widthPx: 30, look: 'lamp', read: ({ isSpeaking }) => (isSpeaking ? 'speaking' : '') },
  { name: 'level', label: '', widthPx: 30, look: 'bars', read: readLevel },
  { name: 'mic', label: '', widthPx: 30, look: 'track', read: readTrack(Track.Source.Microphone) },
  { name: 'camera', label: '', widthPx: 30, look: 'track', read: readTrack(Track.Source.Camera) },
  { name: 'screen', label: '', widthPx: 30, look: 'track', read: readTrack(Track.Source.ScreenShare) },
  right(
    'can.publish',
    'publish',
    readRight(({ canPublish }) => canPublish),
    54,
  ),
  right('can.mic', 'mic', readSource('microphone')),
  right('can.camera', 'cam', readSource('camera')),
  right('can.screen', 'scr', readSource('screen_share')),
  // The console tells attributes in the order of their keys.
  ...attributeKeys.toSorted().map((key) => text(`attr.${key}`, 104, ({ attributes }) => attributes[key] ?? '')),
  text('metadata', 220, ({ metadata }) => metadata ?? ''),
  text('quality', 80, ({ connectionQuality }) =>
    connectionQuality === ConnectionQuality.Unknown ? '' : connectionQuality,
  ),
  { ...text('changed', 76, ({ identity }) => clock.format(changedAtMs.get(identity) ?? 0)), look: 'age' },
  { ...text('joined', 72, ({ joinedAt }) => clock.format(joinedAt ?? 0)), look: 'age' },
  text('kind', 70, ({ kind }) => String(kind)),
  right('can.screenAudio', 'audio', readSource('screen_share_audio')),
  right(
    'can.publishData',
    'data',
    readRight(({ canPublishData }) => canPublishData),
  ),
  right(
    'can.subscribe',
    'subscribe',
    readRight(({ canSubscribe }) => canSubscribe),
    62,
  ),
  right(
    'can.updateMetadata',
    'own metadata',
    readRight(({ canUpdateMetadata }) => canUpdateMetadata),
    92,
  ),
  right(
    'can.metrics',
    'metrics',
    readRight(({ canSubscribeMetrics }) => canSubscribeMetrics),
    54,
  ),
  right(
    'can.manageAgentSession',
    'agent session',
    readRight(({ canManageAgentSession }) => canManageAgentSession),
    88,
  ),
  right(
    'can.agent',
    'agent',
    readRight(({ agent }) => agent),
    46,
  ),
  right(
    'can.recorder',
    'recorder',
    readRight(({ recorder }) => recorder),
    58,
  ),
  text('hidden', 60, ({ permissions }) => (permissions?.hidden ? 'hidden' : '')),
  text('region', 88, () => ''),
  { ...text('seen', 60, ({ identity }) => clock.format(changedAtMs.get(identity) ?? 0)), look: 'age' },
  text('reason', 120, () => ''),
  text('sid', 132, ({ sid }) => sid),
  { name: 'source', label: 'source', widthPx: 60, look: 'lamp', pin: 'right', read: () => 'event' },
];

/** Columns whose changes are not lit, as in the roster. */
export const quietColumns: ReadonlySet<string> = new Set(['speaking', 'level', 'seen', 'changed']);
