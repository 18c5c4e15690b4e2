/** Synthetic people in the server's own words: signal messages for a client, JSON for the API's answers. Pure. */
import {
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  ParticipantInfo,
  SignalRequest,
  SignalResponse,
  SpeakerInfo,
  SpeakersChanged,
} from '@livekit/protocol';
import { bytes, encodeInfo, listSources, trackSources } from './encode-info.ts';
import type { SyntheticChange, SyntheticPerson } from './crowd-model.ts';

/** `SignalResponse.update`, and the people in it. */
const updateFields = { update: 5, participant: 1 } as const;

/** The messages that tell of these changes: no more than one of each kind, each person once and as they are now. */
export function encodeChanges(changes: readonly SyntheticChange[]): Uint8Array[] {
  const people = new Map<string, Buffer>();
  const speakers = new Map<string, SpeakerInfo>();
  const qualities = new Map<string, ConnectionQualityInfo>();
  for (const change of changes) {
    const { person } = change;
    if (change.kind === 'speaker') {
      const { level } = change;
      speakers.set(person.sid, new SpeakerInfo({ sid: person.sid, level, active: level > 0 }));
    } else if (change.kind === 'quality') {
      qualities.set(
        person.sid,
        new ConnectionQualityInfo({ participantSid: person.sid, quality: change.quality, score: 4 }),
      );
    } else people.set(person.sid, bytes(updateFields.participant, encodeInfo(person, change.kind === 'left')));
  }
  const messages: SignalResponse['message'][] = [];
  if (speakers.size > 0)
    messages.push({ case: 'speakersChanged', value: new SpeakersChanged({ speakers: [...speakers.values()] }) });
  if (qualities.size > 0)
    messages.push({
      case: 'connectionQuality',
      value: new ConnectionQualityUpdate({ updates: [...qualities.values()] }),
    });
  const others = messages.map((message) => new SignalResponse({ message }).toBinary());
  if (people.size === 0) return others;
  return [bytes(updateFields.update, Buffer.concat([...people.values()])), ...others];
}

/**
 * A person as the API's JSON. By hand and not by the protocol's `toJson`, which takes ten times as long: thousands are written
 * at once, and the feed must keep its pace meanwhile.
 */
export function describeInfo(person: SyntheticPerson): object {
  return {
    sid: person.sid,
    identity: person.identity,
    name: person.name,
    state: 'ACTIVE',
    metadata: person.metadata,
    attributes: person.attributes,
    joinedAt: String(Math.floor(person.joinedAtMs / 1_000)),
    joinedAtMs: String(person.joinedAtMs),
    version: person.version,
    isPublisher: person.tracks.length > 0,
    permission: {
      canSubscribe: true,
      canPublish: person.canPublish,
      canPublishData: true,
      canPublishSources: listSources(person),
      canUpdateMetadata: true,
    },
    tracks: person.tracks.map(({ sid, source, muted }) => ({
      sid,
      name: source,
      type: source === 'microphone' ? 'AUDIO' : 'VIDEO',
      source: trackSources[source],
      muted,
      mimeType: source === 'microphone' ? 'audio/opus' : 'video/vp8',
      ...(source === 'microphone' ? {} : { width: 1_280, height: 720 }),
    })),
  };
}

/** The server's answer to a join, with more people in it; undefined for any other message. */
export function addToJoin(bytes: Uint8Array, people: readonly SyntheticPerson[]): Uint8Array | undefined {
  // The first byte names the field; a join is field 1.
  if (bytes[0] !== 0x0a) return undefined;
  const response = SignalResponse.fromBinary(bytes);
  if (response.message.case !== 'join') return undefined;
  response.message.value.otherParticipants.push(
    ...people.map((person) => ParticipantInfo.fromBinary(encodeInfo(person))),
  );
  return response.toBinary();
}

/** True for what a client asks of synthetic tracks, of which the server knows nothing. */
export function isAboutSyntheticTracks(bytes: Uint8Array): boolean {
  const { message } = SignalRequest.fromBinary(bytes);
  if (message.case !== 'subscription' && message.case !== 'trackSetting') return false;
  return message.value.trackSids.some((sid) => sid.startsWith('TR_SYN_'));
}
