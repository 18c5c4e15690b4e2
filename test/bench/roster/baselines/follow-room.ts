/** Tells which participants a message of the server has touched: each once a message, however many events it made. */
import { RoomEvent, type Participant, type RemoteParticipant, type Room } from 'livekit-client';
import { changedAtMs } from './columns.ts';

export interface Touched {
  came: RemoteParticipant[];
  changed: RemoteParticipant[];
  left: RemoteParticipant[];
}

export function followRoom(room: Room, onTouched: (touched: Touched) => void): void {
  let came = new Set<RemoteParticipant>();
  let changed = new Set<RemoteParticipant>();
  let left = new Set<RemoteParticipant>();
  let isPlanned = false;
  let speaking = new Set<Participant>();

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    // All events of one message come in one turn.
    queueMicrotask(() => {
      isPlanned = false;
      const touched = { came: [...came], changed: [...changed].filter((one) => !came.has(one)), left: [...left] };
      came = new Set();
      changed = new Set();
      left = new Set();
      onTouched(touched);
    });
  }

  function touch(participant: Participant | undefined): void {
    if (!participant || participant === room.localParticipant) return;
    changedAtMs.set(participant.identity, Date.now());
    changed.add(participant as RemoteParticipant);
    plan();
  }

  room
    .on(RoomEvent.ParticipantConnected, (participant) => {
      changedAtMs.set(participant.identity, Date.now());
      came.add(participant);
      plan();
    })
    .on(RoomEvent.ParticipantDisconnected, (participant) => {
      left.add(participant);
      plan();
    })
    .on(RoomEvent.ParticipantMetadataChanged, (_before, participant) => touch(participant))
    .on(RoomEvent.ParticipantNameChanged, (_name, participant) => touch(participant))
    .on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => touch(participant))
    .on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => touch(participant))
    .on(RoomEvent.TrackPublished, (_publication, participant) => touch(participant))
    .on(RoomEvent.TrackUnpublished, (_publication, participant) => touch(participant))
    .on(RoomEvent.TrackMuted, (_publication, participant) => touch(participant))
    .on(RoomEvent.TrackUnmuted, (_publication, participant) => touch(participant))
    .on(RoomEvent.ConnectionQualityChanged, (_quality, participant) => touch(participant))
    .on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
      const now = new Set(speakers);
      for (const participant of new Set([...speaking, ...now])) touch(participant);
      speaking = now;
    });
}
