/**
 * Facts from livekit-client's own picture of people, for a version of it whose raw updates cannot be read. Poorer: no region,
 * no version, some rights' changes unnoticed. It is not used while the engine tap works.
 */
import type { RemoteParticipant, Room } from 'livekit-client';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { nameDisconnectReason, readParticipant } from '#contract/wire';
import { listenTo, type RoomHandlers } from './room-listeners.ts';
import { unknownVersion } from './versions.ts';

const joinedState = 1;
const activeState = 2;

/** One person as the client sees them. */
export function readRemoteParticipant(participant: RemoteParticipant): ParticipantFacts {
  const tracks = [...participant.trackPublications.values()]
    .map(({ trackInfo }) => trackInfo)
    .filter((track) => track !== undefined);
  return readParticipant({
    sid: participant.sid,
    identity: participant.identity,
    name: participant.name ?? '',
    state: participant.isActive ? activeState : joinedState,
    kind: participant.kind,
    kindDetails: [],
    metadata: participant.metadata ?? '',
    attributes: participant.attributes,
    joinedAt: BigInt(Math.floor((participant.joinedAt?.getTime() ?? 0) / 1_000)),
    version: unknownVersion,
    region: '',
    isPublisher: tracks.length > 0,
    permission: participant.permissions,
    tracks,
    disconnectReason: 0,
  });
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
