/**
 * Facts from livekit-client's own picture of people, for a version of it whose raw updates cannot be read. Poorer: no region,
 * no version, some rights' changes unnoticed. It is not used while the engine tap works.
 */
import type { RemoteParticipant, Room } from 'livekit-client';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { nameDisconnectReason, readPermission, readTrack, type WireTrack } from '#contract/wire';
import { participantKinds } from '#contract/domain/participant-facts';
import { listenTo, type RoomHandlers } from './room-listeners.ts';

/** One person as the client sees them. */
export function readRemoteParticipant(participant: RemoteParticipant): ParticipantFacts {
  const tracks = [...participant.trackPublications.values()].map(({ trackInfo }) => trackInfo as WireTrack | undefined);
  const facts: ParticipantFacts = {
    sid: participant.sid,
    identity: participant.identity,
    name: participant.name ?? '',
    state: participant.isActive ? 'active' : 'joined',
    kind: nameKind(participant.kind),
    kindDetails: [],
    metadata: participant.metadata ?? '',
    attributes: { ...participant.attributes },
    joinedAtMs: participant.joinedAt?.getTime() ?? 0,
    version: 0,
    region: '',
    isPublisher: tracks.length > 0,
    tracks: tracks.filter((track) => track !== undefined).map(readTrack),
    dataTracks: [],
    clientProtocol: 0,
    capabilities: [],
    disconnectReason: 'unknown_reason',
  };
  if (participant.permissions) facts.permission = readPermission(participant.permissions);
  return facts;
}

/** Follows people by room events; returns the way to stop. */
export function followRemoteParticipants(room: Room, onUpdate: (facts: ParticipantFacts) => void): () => void {
  function tell(participant: object): void {
    const remote = [...room.remoteParticipants.values()].find((candidate) => candidate === participant);
    if (remote) onUpdate(readRemoteParticipant(remote));
  }
  const handlers: RoomHandlers = {
    // What is set after this event comes with the events that follow it in the same turn.
    participantConnected: (participant) => queueMicrotask(() => tell(participant)),
    participantActive: tell,
    participantDisconnected: (participant, reason) =>
      onUpdate({
        ...readRemoteParticipant(participant),
        state: 'disconnected',
        disconnectReason: nameDisconnectReason(reason ?? 0),
      }),
    participantMetadataChanged: (_before, participant) => tell(participant),
    participantNameChanged: (_name, participant) => tell(participant),
    participantAttributesChanged: (_changed, participant) => tell(participant),
    participantPermissionsChanged: (_before, participant) => tell(participant),
    trackPublished: (_publication, participant) => tell(participant),
    trackUnpublished: (_publication, participant) => tell(participant),
    trackMuted: (_publication, participant) => tell(participant),
    trackUnmuted: (_publication, participant) => tell(participant),
  };
  return listenTo(room, handlers);
}

function nameKind(kind: number): ParticipantFacts['kind'] {
  const names: Record<number, ParticipantFacts['kind']> = {
    0: 'standard',
    1: 'ingress',
    2: 'egress',
    3: 'sip',
    4: 'agent',
    7: 'connector',
    8: 'bridge',
  };
  return names[kind] ?? participantKinds[participantKinds.length - 1] ?? 'unknown';
}
