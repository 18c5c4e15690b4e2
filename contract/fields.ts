/**
 * The registry of fields: one list for columns, sort, filters, exports and verbs' progress, and the one codec for their
 * names. A reader gets plain facts; `undefined` means unknown, `null` means that there is nothing to know.
 */
import type { CellValue } from '#contract/cell-value';
import { readHand } from '#contract/signals/profiles';
import type { ParticipantFacts, TrackSource } from '#contract/domain/participant-facts';
import { nameDoubts, type PresenceDoubt } from '#contract/presence-doubt';

/** What kinds of values fields have; decides their cells and their sort order. */
export const fieldTypes = [
  'text',
  'number',
  'time',
  'duration',
  'enumeration',
  'track',
  'right',
  'boolean',
  'json',
  'source',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** What only the watching session knows of a participant, beside the server's facts. */
export interface SessionFacts {
  /** unknown until the server has reported a change: silence that was never reported is not known. */
  isSpeaking: boolean | undefined;
  /** Steps 0–4. */
  level: number | undefined;
  quality: 'excellent' | 'good' | 'poor' | 'lost' | undefined;
  /** True for a microphone beyond those that are watched. */
  isUnwatched?: boolean | undefined;
  /** Who told it: live events, the API's sweep, or both. */
  source: 'event' | 'api' | 'both';
  /** Epoch ms of this computer. */
  seenAtMs: number;
  changedAtMs: number;
  /** Approximate talk time; unknown until the person was heard. */
  talkMs?: number | undefined;
  /** When the person last began to speak. */
  spokeAtMs?: number | undefined;
  /** Since when the person is known to be silent; unknown while they speak, and where nothing is reported. */
  silentSinceMs?: number | undefined;
  /** Set once the participant has left. */
  leftAtMs: number | undefined;
  /** Left long enough to be out of the way. */
  isGone?: boolean | undefined;
  leftReason: string | undefined;
  /** What is not as it looks about their presence; absent where nobody has looked. */
  doubts?: readonly PresenceDoubt[];
}

export interface FieldSubject {
  facts: ParticipantFacts;
  session: SessionFacts;
}

export interface Field {
  name: string;
  /** Upper line of a grid's head: the prefix that groups neighbours. */
  group: '' | 'tracks' | 'can' | 'attr' | 'meta';
  label: string;
  type: FieldType;
  read(subject: FieldSubject): CellValue;
}

/** can: allowed · cannot: not · all: allowed because the list of sources is empty, which means every source. */
export type RightState = 'can' | 'cannot' | 'all';

/** Whether a right is there; unknown while the server has not told the permissions. */
export function readRight(
  facts: ParticipantFacts,
  isAllowed: (permission: NonNullable<ParticipantFacts['permission']>) => boolean,
): RightState | undefined {
  if (!facts.permission) return undefined;
  return isAllowed(facts.permission) ? 'can' : 'cannot';
}

/** Whether a source may be published, with the empty list told apart from a list that names it. */
export function readSourceRight(facts: ParticipantFacts, source: TrackSource): RightState | undefined {
  const permission = facts.permission;
  if (!permission) return undefined;
  if (!permission.canPublish) return 'cannot';
  if (permission.canPublishSources.length === 0) return 'all';
  return permission.canPublishSources.includes(source) ? 'can' : 'cannot';
}

function readTrackState(facts: ParticipantFacts, source: TrackSource): CellValue {
  const track = facts.tracks.find((candidate) => candidate.source === source);
  if (!track) return null;
  return track.muted ? 'muted' : 'live';
}

function hasMicrophone(facts: ParticipantFacts): boolean {
  return facts.tracks.some((track) => track.source === 'microphone');
}

/** Every field with a fixed name, in the order in which columns are offered. */
export const participantFields: readonly Field[] = [
  { name: 'identity', group: '', label: 'identity', type: 'text', read: ({ facts }) => facts.identity },
  { name: 'name', group: '', label: 'name', type: 'text', read: ({ facts }) => facts.name },
  { name: 'kind', group: '', label: 'kind', type: 'enumeration', read: ({ facts }) => facts.kind },
  {
    name: 'state',
    group: '',
    label: 'state',
    type: 'enumeration',
    read: ({ facts, session }) => (session.leftAtMs === undefined ? facts.state : 'left'),
  },
  { name: 'joined', group: '', label: 'joined', type: 'time', read: ({ facts }) => facts.joinedAtMs || undefined },
  {
    name: 'mic',
    group: 'tracks',
    label: 'microphone',
    type: 'track',
    read: ({ facts }) => readTrackState(facts, 'microphone'),
  },
  {
    name: 'camera',
    group: 'tracks',
    label: 'camera',
    type: 'track',
    read: ({ facts }) => readTrackState(facts, 'camera'),
  },
  {
    name: 'screen',
    group: 'tracks',
    label: 'screen share',
    type: 'track',
    read: ({ facts }) => readTrackState(facts, 'screen_share'),
  },
  {
    name: 'speaking',
    group: '',
    label: 'speaking',
    type: 'boolean',
    read: ({ facts, session }) => (hasMicrophone(facts) ? session.isSpeaking : null),
  },
  {
    name: 'level',
    group: '',
    label: 'level',
    type: 'number',
    read: ({ facts, session }) => (hasMicrophone(facts) ? session.level : null),
  },
  {
    name: 'talk',
    group: '',
    label: 'talk time',
    type: 'duration',
    read: ({ facts, session }) => session.talkMs ?? (hasMicrophone(facts) ? undefined : null),
  },
  {
    name: 'spoken',
    group: '',
    label: 'last spoke',
    type: 'time',
    read: ({ facts, session }) => session.spokeAtMs ?? (hasMicrophone(facts) ? undefined : null),
  },
  {
    name: 'silence',
    group: '',
    label: 'silence',
    type: 'time',
    read: ({ facts, session }) => {
      if (!hasMicrophone(facts) || session.isSpeaking === true) return null;
      return session.isSpeaking === false ? session.silentSinceMs : undefined;
    },
  },
  { name: 'hand', group: '', label: 'hand', type: 'time', read: ({ facts }) => readHand(facts) },
  {
    name: 'quality',
    group: '',
    label: 'quality',
    type: 'enumeration',
    read: ({ facts, session }) => (facts.tracks.length > 0 ? session.quality : null),
  },
  {
    name: 'can.subscribe',
    group: 'can',
    label: 'subscribe',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canSubscribe),
  },
  {
    name: 'can.publish',
    group: 'can',
    label: 'publish',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canPublish),
  },
  {
    name: 'can.mic',
    group: 'can',
    label: 'microphone',
    type: 'right',
    read: ({ facts }) => readSourceRight(facts, 'microphone'),
  },
  {
    name: 'can.camera',
    group: 'can',
    label: 'camera',
    type: 'right',
    read: ({ facts }) => readSourceRight(facts, 'camera'),
  },
  {
    name: 'can.screen',
    group: 'can',
    label: 'screen share',
    type: 'right',
    read: ({ facts }) => readSourceRight(facts, 'screen_share'),
  },
  {
    name: 'can.screenAudio',
    group: 'can',
    label: 'screen audio',
    type: 'right',
    read: ({ facts }) => readSourceRight(facts, 'screen_share_audio'),
  },
  {
    name: 'can.publishData',
    group: 'can',
    label: 'data',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canPublishData),
  },
  {
    name: 'can.updateMetadata',
    group: 'can',
    label: 'own metadata',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canUpdateMetadata),
  },
  {
    name: 'can.metrics',
    group: 'can',
    label: 'metrics',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canSubscribeMetrics),
  },
  {
    name: 'can.manageAgentSession',
    group: 'can',
    label: 'agent session',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.canManageAgentSession),
  },
  {
    name: 'can.agent',
    group: 'can',
    label: 'agent',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.agent),
  },
  {
    name: 'can.recorder',
    group: 'can',
    label: 'recorder',
    type: 'right',
    read: ({ facts }) => readRight(facts, (p) => p.recorder),
  },
  { name: 'hidden', group: '', label: 'hidden', type: 'boolean', read: ({ facts }) => facts.permission?.hidden },
  { name: 'metadata', group: '', label: 'metadata', type: 'json', read: ({ facts }) => facts.metadata },
  { name: 'region', group: '', label: 'region', type: 'text', read: ({ facts }) => facts.region || null },
  { name: 'sid', group: '', label: 'sid', type: 'text', read: ({ facts }) => facts.sid },
  {
    name: 'reason',
    group: '',
    label: 'left because',
    type: 'text',
    read: ({ session }) => (session.leftAtMs === undefined ? null : session.leftReason),
  },
  { name: 'left', group: '', label: 'left', type: 'time', read: ({ session }) => session.leftAtMs ?? null },
  { name: 'seen', group: '', label: 'seen', type: 'time', read: ({ session }) => session.seenAtMs },
  { name: 'changed', group: '', label: 'changed', type: 'time', read: ({ session }) => session.changedAtMs },
  { name: 'doubt', group: '', label: 'doubt', type: 'text', read: ({ session }) => nameDoubts(session.doubts) },
  { name: 'source', group: '', label: 'source', type: 'source', read: ({ session }) => session.source },
];

const ofSession = new Set(
  'state speaking level talk spoken silence quality reason left seen changed doubt source'.split(' '),
);

/** Those that may be another while the server's facts are the same; all others are read from the facts alone. */
export const sessionFields: readonly Field[] = participantFields.filter(({ name }) => ofSession.has(name));

/**
 * Beside the fields, for lists alone: `true` for who left so long ago that only who asks for those who left sees them,
 * `null` for everybody else.
 */
export const goneColumn = 'gone';

export function readGone({ session }: FieldSubject): true | null {
  return session.isGone === true ? true : null;
}

const plainKey = /^[A-Za-z0-9_-]+$/;

/** Field name of an attribute key: `attr.team`, `attr."sip.h.x"`, `attr.""`. */
export function nameAttributeField(key: string): string {
  return `attr.${plainKey.test(key) ? key : JSON.stringify(key)}`;
}

/** Attribute key of a field name, or undefined if the name is not an attribute's. */
export function readAttributeFieldName(name: string): string | undefined {
  if (!name.startsWith('attr.')) return undefined;
  const rest = name.slice('attr.'.length);
  if (plainKey.test(rest)) return rest;
  try {
    const key: unknown = JSON.parse(rest);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The field of an attribute key; a person without the key has nothing to know there. */
export function createAttributeField(key: string): Field {
  return {
    name: nameAttributeField(key),
    group: 'attr',
    label: key,
    type: 'text',
    read: ({ facts }) => (Object.hasOwn(facts.attributes, key) ? facts.attributes[key] : null),
  };
}
