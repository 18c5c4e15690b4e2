/** What the baselines show in the bench's columns, read from livekit-client's participants. */
import { ConnectionQuality, Track, type RemoteParticipant } from 'livekit-client';
import { benchColumns, type BenchColumn } from '../bench-columns.ts';

type ReadCell = (participant: RemoteParticipant) => string;

export interface BaselineColumn extends BenchColumn {
  read: ReadCell;
}

/** `TrackSource` of the protocol. */
const protocolSources = { camera: 1, microphone: 2, screen_share: 3, screen_share_audio: 4 } as const;

function readTrack(source: Track.Source): ReadCell {
  return (participant) => {
    const publication = participant.getTrackPublication(source);
    if (!publication) return '';
    return publication.isMuted ? 'muted' : 'live';
  };
}

function readSource(source: keyof typeof protocolSources): ReadCell {
  return ({ permissions }) => {
    if (!permissions) return '';
    if (!permissions.canPublish) return 'cannot';
    if (permissions.canPublishSources.length === 0) return 'all';
    return permissions.canPublishSources.includes(protocolSources[source]) ? 'can' : 'cannot';
  };
}

type Permissions = NonNullable<RemoteParticipant['permissions']>;

function readRight(isAllowed: (permissions: Permissions) => boolean): ReadCell {
  return ({ permissions }) => {
    if (!permissions) return '';
    return isAllowed(permissions) ? 'can' : 'cannot';
  };
}

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
/** When each identity was last told of; livekit-client does not keep it. */
export const changedAtMs = new Map<string, number>();
const readChanged: ReadCell = ({ identity }) => clock.format(changedAtMs.get(identity) ?? 0);

const readers: Readonly<Record<string, ReadCell>> = {
  identity: ({ identity }) => identity,
  name: ({ name }) => name ?? '',
  state: ({ isActive }) => (isActive ? 'active' : 'joined'),
  speaking: ({ isSpeaking }) => (isSpeaking ? 'speaking' : ''),
  level: ({ audioLevel }) => String(Math.ceil(audioLevel * 4)),
  mic: readTrack(Track.Source.Microphone),
  camera: readTrack(Track.Source.Camera),
  screen: readTrack(Track.Source.ScreenShare),
  'can.publish': readRight(({ canPublish }) => canPublish),
  'can.mic': readSource('microphone'),
  'can.camera': readSource('camera'),
  'can.screen': readSource('screen_share'),
  metadata: ({ metadata }) => metadata ?? '',
  quality: ({ connectionQuality: quality }) => (quality === ConnectionQuality.Unknown ? '' : quality),
  changed: readChanged,
  joined: ({ joinedAt }) => clock.format(joinedAt ?? 0),
  kind: ({ kind }) => String(kind),
  'can.screenAudio': readSource('screen_share_audio'),
  'can.publishData': readRight(({ canPublishData }) => canPublishData),
  'can.subscribe': readRight(({ canSubscribe }) => canSubscribe),
  'can.updateMetadata': readRight(({ canUpdateMetadata }) => canUpdateMetadata),
  'can.metrics': readRight(({ canSubscribeMetrics }) => canSubscribeMetrics),
  'can.manageAgentSession': readRight(({ canManageAgentSession }) => canManageAgentSession),
  'can.agent': readRight(({ agent }) => agent),
  'can.recorder': readRight(({ recorder }) => recorder),
  hidden: ({ permissions }) => (permissions?.hidden ? 'hidden' : ''),
  region: () => '',
  seen: readChanged,
  reason: () => '',
  sid: ({ sid }) => sid,
  source: () => 'event',
};

function findReader(name: string): ReadCell {
  const key = name.startsWith('attr.') ? name.slice('attr.'.length) : undefined;
  if (key !== undefined) return ({ attributes }) => attributes[key] ?? '';
  const reader = readers[name];
  if (!reader) throw new Error(`the baselines cannot read ${name}`);
  return reader;
}

export const columns: readonly BaselineColumn[] = benchColumns.map((column) => ({
  ...column,
  read: findReader(column.name),
}));

/** Columns whose changes are not lit, as in the roster. */
export const quietColumns: ReadonlySet<string> = new Set(['speaking', 'level', 'seen', 'changed']);
