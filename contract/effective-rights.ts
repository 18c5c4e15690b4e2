/** What a participant's rights come to, in words: each right's effect and its reason. Pure; says unknown where it is. */
import type { ParticipantFacts, PermissionFacts, TrackSource } from '#contract/domain/participant-facts';

export interface RightSentence {
  /** Name of the field that it explains. */
  field: string;
  verdict: 'yes' | 'no' | 'unknown';
  /** What they may or may not do. */
  words: string;
  /** Why it is so; empty where the right itself is all there is to say. */
  reason: string;
}

const sourceWords: Record<TrackSource, string> = {
  unknown: 'an unnamed source',
  microphone: 'microphone',
  camera: 'camera',
  screen_share: 'screen share',
  screen_share_audio: 'sound of a screen share',
};

const sourceFields: Record<string, TrackSource> = {
  'can.mic': 'microphone',
  'can.camera': 'camera',
  'can.screen': 'screen_share',
  'can.screenAudio': 'screen_share_audio',
};

/** A right that the server takes as it stands: what it allows, and what its lack means. */
const plainRights: Record<string, { key: keyof PermissionFacts; can: string; cannot: string; lack?: string }> = {
  'can.subscribe': { key: 'canSubscribe', can: 'may hear and see others', cannot: 'may not hear or see anybody' },
  'can.publishData': {
    key: 'canPublishData',
    can: 'may send data',
    cannot: 'may not send data',
    lack: 'what they send is dropped, and nobody is told',
  },
  'can.updateMetadata': {
    key: 'canUpdateMetadata',
    can: 'may change their own name, metadata and attributes',
    cannot: 'may not change their own name, metadata or attributes',
  },
  'can.metrics': { key: 'canSubscribeMetrics', can: 'may read the room’s metrics', cannot: 'may not read metrics' },
  'can.manageAgentSession': {
    key: 'canManageAgentSession',
    can: 'may manage agent sessions',
    cannot: 'may not manage agent sessions',
  },
  'can.recorder': {
    key: 'recorder',
    can: 'counts as a recorder',
    cannot: 'does not count as a recorder',
  },
  hidden: { key: 'hidden', can: 'is hidden: others do not see them', cannot: 'is not hidden' },
};

const unknownReason = 'the server has not told their rights';

/** One sentence for a right by its field name; undefined for a field that is no right. */
export function sayRight(
  field: string,
  person: Pick<ParticipantFacts, 'kind' | 'permission'>,
): RightSentence | undefined {
  const { permission } = person;
  if (field === 'can.agent') return sayAgent(person);
  if (field === 'can.publish') return { field, ...sayPublishing(permission) };
  const source = sourceFields[field];
  if (source !== undefined) return { field, ...saySource(source, permission) };
  const plain = plainRights[field];
  if (!plain) return undefined;
  if (!permission) return { field, verdict: 'unknown', words: `${plain.can}?`, reason: unknownReason };
  if (permission[plain.key] === true) {
    const reason = plain.key === 'recorder' ? 'its token says so; the room shows as being recorded' : '';
    return { field, verdict: 'yes', words: plain.can, reason };
  }
  return { field, verdict: 'no', words: plain.cannot, reason: plain.lack ?? '' };
}

type Said = Omit<RightSentence, 'field'>;

function sayPublishing(permission: PermissionFacts | undefined): Said {
  if (!permission) return { verdict: 'unknown', words: 'may publish?', reason: unknownReason };
  const listed = permission.canPublishSources;
  if (!permission.canPublish) {
    const reason = listed.length === 0 ? 'the right is off' : 'the right is off, whatever the list of sources says';
    return { verdict: 'no', words: 'may not publish', reason };
  }
  if (listed.length === 0) {
    return { verdict: 'yes', words: 'may publish every source', reason: 'because no list of sources is set' };
  }
  const named = [...new Set(listed)].filter((source) => source !== 'unknown');
  if (named.length === 0) {
    const reason = 'the list of sources names only “unknown”, which allows none';
    return { verdict: 'no', words: 'may publish nothing', reason };
  }
  const them = named.length === 1 ? 'it' : 'them';
  return {
    verdict: 'yes',
    words: `may publish ${joinWords(named.map((source) => sourceWords[source]))} only`,
    reason: `because the list of sources names only ${them}`,
  };
}

function saySource(source: TrackSource, permission: PermissionFacts | undefined): Said {
  const what = sourceWords[source];
  if (!permission) return { verdict: 'unknown', words: `${what}?`, reason: unknownReason };
  const isListed = permission.canPublishSources.includes(source);
  if (!permission.canPublish) {
    const reason = isListed ? 'listed, but publishing is off' : 'publishing is off';
    return { verdict: 'no', words: `no ${what}`, reason };
  }
  if (permission.canPublishSources.length === 0) return { verdict: 'yes', words: what, reason: 'no list is set' };
  if (isListed) return { verdict: 'yes', words: what, reason: 'the list names it' };
  return { verdict: 'no', words: `no ${what}`, reason: 'the list does not name it' };
}

/** The kind alone makes somebody an agent, and so does the grant alone. */
function sayAgent({ kind, permission }: Pick<ParticipantFacts, 'kind' | 'permission'>): RightSentence {
  const field = 'can.agent';
  const isGranted = permission?.agent === true;
  if (kind === 'agent') {
    const reason = isGranted ? 'by its kind, and its token says so' : 'by its kind';
    return { field, verdict: 'yes', words: 'counts as an agent', reason };
  }
  if (isGranted) return { field, verdict: 'yes', words: 'counts as an agent', reason: 'its token says so' };
  if (!permission) return { field, verdict: 'unknown', words: 'counts as an agent?', reason: unknownReason };
  return { field, verdict: 'no', words: 'does not count as an agent', reason: '' };
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
