/**
 * What each of livekit-client's room events becomes in the Events dock: a row of its own, rows from the raw update that
 * carries the same change with old values, or no row for a stated reason. A new version's new event does not compile here.
 */
import { RoomEvent } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { createEventRows } from '#renderer/room/event-rows.ts';

type Plan = { by: 'event' | 'update'; row: string } | { by: 'none'; because: string };

/** A handler of the event itself writes this row. */
const byEvent = (row: string): Plan => ({ by: 'event', row });
/** The server's raw update is compared with what was known; the event would only repeat it, without the old values. */
const byUpdate = (row: string): Plan => ({ by: 'update', row });
const none = (because: string): Plan => ({ by: 'none', because });

const ownTracks = 'The observer publishes nothing.';
const ownDevices = 'It is about this computer’s devices, not about the room.';

const plans: Record<RoomEvent, Plan> = {
  [RoomEvent.Connected]: byEvent('connected'),
  [RoomEvent.SignalReconnecting]: byEvent('cut-off'),
  [RoomEvent.Reconnecting]: byEvent('cut-off'),
  [RoomEvent.Reconnected]: none('livekit-client never reconnects by itself; a new join has a row of its own.'),
  [RoomEvent.Disconnected]: byEvent('disconnected'),
  [RoomEvent.SignalConnected]: none('The join answer is read here; Connected follows and has the row.'),
  [RoomEvent.ConnectionStateChanged]: none('The connection events tell the same changes with more to say.'),
  [RoomEvent.Moved]: byEvent('moved'),
  [RoomEvent.ParticipantConnected]: byUpdate('joined'),
  [RoomEvent.ParticipantActive]: byUpdate('active'),
  [RoomEvent.ParticipantDisconnected]: byUpdate('left'),
  [RoomEvent.ParticipantMetadataChanged]: byUpdate('metadata'),
  [RoomEvent.ParticipantNameChanged]: byUpdate('name'),
  [RoomEvent.ParticipantAttributesChanged]: byUpdate('attributes'),
  [RoomEvent.ParticipantPermissionsChanged]: byUpdate('permissions'),
  [RoomEvent.TrackPublished]: byUpdate('track-published'),
  [RoomEvent.TrackUnpublished]: byUpdate('track-unpublished'),
  [RoomEvent.TrackMuted]: byUpdate('track-muted'),
  [RoomEvent.TrackUnmuted]: byUpdate('track-unmuted'),
  [RoomEvent.DataTrackPublished]: byUpdate('data-track-published'),
  [RoomEvent.DataTrackUnpublished]: byUpdate('data-track-unpublished'),
  [RoomEvent.RoomMetadataChanged]: byUpdate('room-metadata'),
  [RoomEvent.RecordingStatusChanged]: byUpdate('recording'),
  [RoomEvent.TrackSubscribed]: byEvent('track-subscribed'),
  [RoomEvent.TrackUnsubscribed]: byEvent('track-unsubscribed'),
  [RoomEvent.TrackSubscriptionFailed]: byEvent('subscription-failed'),
  [RoomEvent.TrackSubscriptionPermissionChanged]: byEvent('subscription-permission'),
  [RoomEvent.TrackSubscriptionStatusChanged]: none(
    'Subscribed and unsubscribed have rows; that it was asked for is no news.',
  ),
  [RoomEvent.TrackStreamStateChanged]: byEvent('stream-state'),
  [RoomEvent.ActiveSpeakersChanged]: byEvent('speaking'),
  [RoomEvent.ConnectionQualityChanged]: byEvent('quality'),
  [RoomEvent.DataReceived]: byEvent('data'),
  [RoomEvent.ChatMessage]: byEvent('chat'),
  [RoomEvent.TranscriptionReceived]: byEvent('transcription'),
  [RoomEvent.SipDTMFReceived]: byEvent('dtmf'),
  [RoomEvent.MetricsReceived]: byEvent('metrics'),
  [RoomEvent.ParticipantEncryptionStatusChanged]: byEvent('encryption'),
  [RoomEvent.EncryptionError]: byEvent('encryption-error'),
  [RoomEvent.LocalTrackPublished]: none(ownTracks),
  [RoomEvent.LocalTrackUnpublished]: none(ownTracks),
  [RoomEvent.LocalTrackSubscribed]: none(ownTracks),
  [RoomEvent.LocalAudioSilenceDetected]: none(ownTracks),
  [RoomEvent.LocalDataTrackPublished]: none(ownTracks),
  [RoomEvent.LocalDataTrackUnpublished]: none(ownTracks),
  [RoomEvent.MediaDevicesChanged]: none(ownDevices),
  [RoomEvent.MediaDevicesError]: none(ownDevices),
  [RoomEvent.ActiveDeviceChanged]: none(ownDevices),
  [RoomEvent.AudioPlaybackStatusChanged]: none('The observer plays nothing.'),
  [RoomEvent.VideoPlaybackStatusChanged]: none('The observer plays nothing.'),
  [RoomEvent.DCBufferStatusChanged]: none('It is about what the observer sends, and it sends nothing.'),
};

/** Written by session and connection, which know what they mean. */
const connectionEvents = ['connected', 'signalReconnecting', 'reconnecting', 'disconnected'];
/** Written by the levels, which have the old values. */
const levelEvents = ['activeSpeakersChanged', 'connectionQualityChanged'];

describe('every room event of livekit-client', () => {
  it('has a row or a reason for having none', () => {
    // By the enum as it runs: a version whose types lag behind it is noticed too.
    expect(Object.keys(plans).toSorted()).toEqual(Object.values<string>(RoomEvent).toSorted());
  });

  it('that is said to have a row of its own has a handler, and no other has one', () => {
    const planned = Object.entries(plans).flatMap(([event, { by }]) => (by === 'event' ? [event] : []));
    const handled = [...Object.keys(createEventRows(() => undefined)), ...connectionEvents, ...levelEvents];
    expect(handled.toSorted()).toEqual(planned.toSorted());
  });
});
