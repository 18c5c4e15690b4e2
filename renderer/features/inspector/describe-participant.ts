/** Every field that server and session know of one participant, as rows of label and text. Pure, so that none is forgotten. */
import { participantFields, type FieldSubject } from '#contract/fields';
import type { DataTrackFacts, ParticipantFacts, TrackFacts } from '#contract/domain/participant-facts';
import { nameKind } from '#renderer/components/glyphs/kind-icon.tsx';
import { explainUnheard, type HeardField } from '#renderer/room/explain-unheard.ts';
import { formatDuration } from '#renderer/lib/format.ts';
import type { RoomStatus } from '#renderer/room/types.ts';

export interface InspectorRow {
  label: string;
  /** undefined: unknown · null: nothing to know · '' known to be empty. */
  value: string | null | undefined;
  /** Text that came from the room and is drawn with its control characters visible. */
  isFromRoom?: boolean;
  isMono?: boolean;
  /** Why it is unknown, where it is; begins with that word. */
  why?: string;
}

/** The fields section, in the order in which a moderator looks for them. The name is a field to type into, above them. */
export function describeParticipant(
  subject: FieldSubject,
  nowMs: number,
  status: Pick<RoomStatus, 'state' | 'isStrict' | 'liveBlock'>,
): InspectorRow[] {
  const { facts, session } = subject;
  const why = (signal: HeardField): string => explainUnheard(signal, subject, status);
  return [
    { label: 'sid', value: facts.sid, isMono: true },
    { label: 'identity', value: facts.identity, isFromRoom: true },
    { label: 'kind', value: nameKind(facts.kind) },
    { label: 'kind details', value: listOrNothing(facts.kindDetails) },
    { label: 'state', value: session.leftAtMs === undefined ? facts.state : 'left' },
    { label: 'joined', value: facts.joinedAtMs ? describeTime(facts.joinedAtMs, nowMs) : undefined },
    {
      label: 'left because',
      value: session.leftAtMs === undefined ? null : (session.leftReason ?? undefined),
    },
    { label: 'disconnect reason', value: facts.disconnectReason === 'unknown_reason' ? null : facts.disconnectReason },
    { label: 'publisher', value: facts.isPublisher ? 'yes' : 'no' },
    { label: 'region', value: facts.region || null },
    { label: 'hidden', value: facts.permission ? yesNo(facts.permission.hidden) : undefined },
    { label: 'speaking', value: hasMicrophone(facts) ? readYesNo(session.isSpeaking) : null, why: why('speaking') },
    { label: 'level', value: hasMicrophone(facts) ? readLevel(session.level) : null, why: why('level') },
    { label: 'quality', value: session.quality, why: why('quality') },
    ...(['talk', 'spoken', 'silence'] as const).map((name) => describeHeard(name, subject, nowMs, why(name))),
    { label: 'version', value: String(facts.version), isMono: true },
    { label: 'client protocol', value: facts.clientProtocol === 0 ? null : String(facts.clientProtocol), isMono: true },
    { label: 'capabilities', value: listOrNothing(facts.capabilities) },
    { label: 'seen', value: describeTime(session.seenAtMs, nowMs) },
    { label: 'changed', value: describeTime(session.changedAtMs, nowMs) },
    { label: 'source', value: describeSource(session.source) },
  ];
}

function describeHeard(
  name: 'talk' | 'spoken' | 'silence',
  subject: FieldSubject,
  nowMs: number,
  why: string,
): InspectorRow {
  const field = participantFields.find((candidate) => candidate.name === name);
  const value = field?.read(subject);
  const text = typeof value !== 'number' ? value : name === 'talk' ? formatDuration(value) : describeTime(value, nowMs);
  return { label: `${field?.label ?? name}, approx.`, value: text === null ? null : text?.toString(), why };
}

/** One track as rows. */
export function listTrackRows(track: TrackFacts): InspectorRow[] {
  return [
    { label: 'source', value: track.source.replaceAll('_', ' ') },
    { label: 'state', value: track.muted ? 'muted' : 'live' },
    { label: 'kind', value: track.type },
    { label: 'codec', value: track.mimeType || undefined, isMono: true },
    { label: 'size', value: track.width > 0 ? `${track.width} × ${track.height}` : null },
    { label: 'simulcast', value: track.type === 'video' ? yesNo(track.simulcast) : null },
    { label: 'encryption', value: track.encryption },
    { label: 'stream', value: track.stream || null, isFromRoom: true },
    { label: 'name', value: track.name, isFromRoom: true },
    { label: 'sid', value: track.sid, isMono: true },
  ];
}

/** One data track as rows. */
export function listDataTrackRows(track: DataTrackFacts): InspectorRow[] {
  return [
    { label: 'name', value: track.name, isFromRoom: true },
    { label: 'encryption', value: track.encryption },
    { label: 'sid', value: track.sid, isMono: true },
  ];
}

/** Where the row is known from, in words. */
export function describeSource(source: FieldSubject['session']['source']): string {
  if (source === 'both') return 'events and API';
  return source === 'api' ? 'API only' : 'events only';
}

function listOrNothing(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.join(', ').replaceAll('_', ' ');
}

function hasMicrophone(facts: ParticipantFacts): boolean {
  return facts.tracks.some(({ source }) => source === 'microphone');
}

function readYesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : yesNo(value);
}

function readLevel(level: number | undefined): string | undefined {
  return level === undefined ? undefined : `${level} of 4`;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** Clock time and age: `08:34:11 · 1:40:02 ago`. */
function describeTime(atMs: number, nowMs: number): string {
  const clock = new Date(atMs).toLocaleTimeString('en-GB');
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  if (hours > 0) return `${clock} · ${hours}:${String(minutes).padStart(2, '0')}:${rest} ago`;
  return minutes > 0 ? `${clock} · ${minutes}:${rest} ago` : `${clock} · ${seconds} s ago`;
}
