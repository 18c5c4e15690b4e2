/** What differs between two states of one participant, as rows for the Events dock. Pure: it compares facts, nothing else. */
import type { ParticipantFacts, PermissionFacts, TrackFacts, TrackSource } from '#contract/domain/participant-facts';
import { sayTextChange } from './say-text-change.ts';

export interface ParticipantChange {
  type: string;
  details: string;
  before?: string;
  after?: string;
  /** The field that a change of a track is about, where it has one of its own. */
  field?: string;
}

/** Fields of sources that a person has one track of. */
const trackFields: Partial<Record<TrackSource, string>> = {
  microphone: 'mic',
  camera: 'camera',
  screen_share: 'screen',
};

type Attributes = Readonly<Record<string, string>>;

const quotedCharacters = 80;

/**
 * Changes from one state to a later one, in the order in which the server applies them. `isEachKey` gives each attribute a row
 * of its own: what was found late came by no one update.
 */
export function listChanges(
  before: ParticipantFacts,
  after: ParticipantFacts,
  { isEachKey = false }: { isEachKey?: boolean } = {},
): ParticipantChange[] {
  const changes: ParticipantChange[] = [];
  if (before.state !== 'active' && after.state === 'active')
    changes.push({ type: 'active', details: 'media connected' });
  if (before.name !== after.name) changes.push(compareText('name', before.name, after.name));
  if (before.metadata !== after.metadata) changes.push(compareMetadata(before.metadata, after.metadata));
  changes.push(
    ...(isEachKey ? compareEachAttribute : compareAttributes)(before.attributes, after.attributes),
    ...comparePermissions(before.permission, after.permission),
    ...compareTracks(before.tracks, after.tracks),
    ...compareDataTracks(before, after),
  );
  if (before.kind !== after.kind) changes.push(compareText('kind', before.kind, after.kind));
  if (before.region !== after.region && before.region !== '') {
    changes.push(compareText('region', before.region, after.region));
  }
  return changes;
}

/** Keys added, changed and deleted; one row for one update. */
export function compareAttributes(before: Attributes, after: Attributes): ParticipantChange[] {
  const was: Record<string, string> = {};
  const is: Record<string, string> = {};
  const parts: string[] = [];
  for (const [key, value] of Object.entries(after)) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (old === value) continue;
    is[key] = value;
    if (old === undefined) parts.push(`+ ${quote(key)} = ${quote(value)}`);
    else {
      was[key] = old;
      parts.push(`${quote(key)}: ${quote(old)} → ${quote(value)}`);
    }
  }
  for (const [key, value] of Object.entries(before)) {
    if (Object.hasOwn(after, key)) continue;
    was[key] = value;
    parts.push(`− ${quote(key)} (was ${quote(value)})`);
  }
  if (parts.length === 0) return [];
  return [{ type: 'attributes', details: parts.join(' · '), before: JSON.stringify(was), after: JSON.stringify(is) }];
}

function compareEachAttribute(before: Attributes, after: Attributes): ParticipantChange[] {
  const pick = (from: Attributes, key: string): Attributes => {
    const value = Object.hasOwn(from, key) ? from[key] : undefined;
    return value === undefined ? {} : { [key]: value };
  };
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap((key) => compareAttributes(pick(before, key), pick(after, key)));
}

/** Every right that differs, sources by name; an unknown state before is no change. */
export function comparePermissions(
  before: PermissionFacts | undefined,
  after: PermissionFacts | undefined,
): ParticipantChange[] {
  if (!before || !after) return [];
  const parts: string[] = [];
  for (const right of Object.keys(after) as (keyof PermissionFacts)[]) {
    if (right === 'canPublishSources') continue;
    if (before[right] !== after[right]) parts.push(`${right}: ${sayRight(before[right])} → ${sayRight(after[right])}`);
  }
  const [sourcesBefore, sourcesAfter] = [saySources(before), saySources(after)];
  if (sourcesBefore !== sourcesAfter) parts.push(`sources: ${sourcesBefore} → ${sourcesAfter}`);
  if (parts.length === 0) return [];
  return [
    { type: 'permissions', details: parts.join(' · '), before: JSON.stringify(before), after: JSON.stringify(after) },
  ];
}

function compareTracks(before: readonly TrackFacts[], after: readonly TrackFacts[]): ParticipantChange[] {
  const known = new Map(before.map((track) => [track.sid, track]));
  const left = new Set(known.keys());
  const changes: ParticipantChange[] = [];
  for (const track of after) {
    const old = known.get(track.sid);
    left.delete(track.sid);
    if (!old) {
      changes.push({
        type: 'track-published',
        details: sayTrack(track),
        after: JSON.stringify(track),
        ...nameTrackField(track),
      });
      continue;
    }
    if (old.muted !== track.muted) {
      const type = track.muted ? 'track-muted' : 'track-unmuted';
      changes.push({ type, details: sayTrack(track), ...nameTrackField(track) });
    }
    const [was, is] = [JSON.stringify({ ...old, muted: false }), JSON.stringify({ ...track, muted: false })];
    if (was !== is) {
      changes.push({ type: 'track-changed', details: sayTrack(track), before: was, after: is });
    }
  }
  for (const sid of left) {
    const track = known.get(sid);
    if (track) {
      changes.push({
        type: 'track-unpublished',
        details: sayTrack(track),
        before: JSON.stringify(track),
        ...nameTrackField(track),
      });
    }
  }
  return changes;
}

function nameTrackField({ source }: TrackFacts): Pick<ParticipantChange, 'field'> {
  const field = trackFields[source];
  return field === undefined ? {} : { field };
}

function compareDataTracks(before: ParticipantFacts, after: ParticipantFacts): ParticipantChange[] {
  const was = new Map(before.dataTracks.map((track) => [track.sid, track]));
  const is = new Map(after.dataTracks.map((track) => [track.sid, track]));
  const published = [...is.values()].filter(({ sid }) => !was.has(sid));
  const unpublished = [...was.values()].filter(({ sid }) => !is.has(sid));
  return [
    ...published.map(({ sid, name }) => ({ type: 'data-track-published', details: `${quote(name)} (${sid})` })),
    ...unpublished.map(({ sid, name }) => ({ type: 'data-track-unpublished', details: `${quote(name)} (${sid})` })),
  ];
}

function compareMetadata(before: string, after: string): ParticipantChange {
  return { type: 'metadata', details: sayTextChange(before, after), before, after };
}

function compareText(type: string, before: string, after: string): ParticipantChange {
  return { type, details: `${quote(before)} → ${quote(after)}`, before, after };
}

/** One line about a track: source, kind, codec, size, encryption, sid. */
export function sayTrack(track: TrackFacts): string {
  const parts = [track.source.replaceAll('_', ' '), track.type, track.mimeType];
  if (track.type === 'video' && track.width > 0) parts.push(`${track.width}×${track.height}`);
  if (track.muted) parts.push('muted');
  if (track.encryption === 'unknown') parts.push('encryption unknown');
  else if (track.encryption !== 'none') parts.push(`encrypted (${track.encryption})`);
  parts.push(track.sid);
  return parts.filter((part) => part !== '').join(' · ');
}

function sayRight(value: unknown): string {
  return value === true ? 'can' : 'cannot';
}

function saySources(permission: PermissionFacts): string {
  return permission.canPublishSources.length === 0 ? 'all' : permission.canPublishSources.join(', ');
}

function quote(text: string): string {
  return JSON.stringify(text.length > quotedCharacters ? `${text.slice(0, quotedCharacters)}…` : text);
}
