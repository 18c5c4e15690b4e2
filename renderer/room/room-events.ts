/**
 * What each of livekit-client's room events becomes in the Events dock: a row of its own, rows from the raw update that
 * carries the same change with old values, or no row for a stated reason. A new version's new event fails to compile here.
 */
import { RoomEvent } from 'livekit-client';

export type RoomEventPlan =
  /** A handler of the event itself writes this row. */
  | { by: 'event'; row: string }
  /** The server's raw update is compared with what was known; the event would only repeat it, without the old values. */
  | { by: 'update'; row: string }
  | { by: 'none'; because: string };

const ownTracks = 'The observer publishes nothing.';
const ownDevices = 'It is about this computer’s devices, not about the room.';

/** The plan of one event. */
export function planRoomEvent(event: RoomEvent): RoomEventPlan {
  switch (event) {
    case RoomEvent.Connected:
      return { by: 'event', row: 'connected' };
    case RoomEvent.SignalReconnecting:
    case RoomEvent.Reconnecting:
      return { by: 'event', row: 'cut-off' };
    case RoomEvent.Reconnected:
      return { by: 'none', because: 'livekit-client never reconnects by itself; a new join has a row of its own.' };
    case RoomEvent.Disconnected:
      return { by: 'event', row: 'disconnected' };
    case RoomEvent.SignalConnected:
      return { by: 'none', because: 'The join answer is read here; Connected follows and has the row.' };
    case RoomEvent.ConnectionStateChanged:
      return { by: 'none', because: 'The connection events tell the same changes with more to say.' };
    case RoomEvent.Moved:
      return { by: 'event', row: 'moved' };

    case RoomEvent.ParticipantConnected:
      return { by: 'update', row: 'joined' };
    case RoomEvent.ParticipantActive:
      return { by: 'update', row: 'active' };
    case RoomEvent.ParticipantDisconnected:
      return { by: 'update', row: 'left' };
    case RoomEvent.ParticipantMetadataChanged:
      return { by: 'update', row: 'metadata' };
    case RoomEvent.ParticipantNameChanged:
      return { by: 'update', row: 'name' };
    case RoomEvent.ParticipantAttributesChanged:
      return { by: 'update', row: 'attributes' };
    case RoomEvent.ParticipantPermissionsChanged:
      return { by: 'update', row: 'permissions' };
    case RoomEvent.TrackPublished:
      return { by: 'update', row: 'track-published' };
    case RoomEvent.TrackUnpublished:
      return { by: 'update', row: 'track-unpublished' };
    case RoomEvent.TrackMuted:
      return { by: 'update', row: 'track-muted' };
    case RoomEvent.TrackUnmuted:
      return { by: 'update', row: 'track-unmuted' };
    case RoomEvent.DataTrackPublished:
      return { by: 'update', row: 'data-track-published' };
    case RoomEvent.DataTrackUnpublished:
      return { by: 'update', row: 'data-track-unpublished' };
    case RoomEvent.RoomMetadataChanged:
      return { by: 'update', row: 'room-metadata' };
    case RoomEvent.RecordingStatusChanged:
      return { by: 'update', row: 'recording' };

    case RoomEvent.TrackSubscribed:
      return { by: 'event', row: 'track-subscribed' };
    case RoomEvent.TrackUnsubscribed:
      return { by: 'event', row: 'track-unsubscribed' };
    case RoomEvent.TrackSubscriptionFailed:
      return { by: 'event', row: 'subscription-failed' };
    case RoomEvent.TrackSubscriptionPermissionChanged:
      return { by: 'event', row: 'subscription-permission' };
    case RoomEvent.TrackSubscriptionStatusChanged:
      return { by: 'none', because: 'Subscribed and unsubscribed have rows; that it was asked for is no news.' };
    case RoomEvent.TrackStreamStateChanged:
      return { by: 'event', row: 'stream-state' };
    case RoomEvent.ActiveSpeakersChanged:
      return { by: 'event', row: 'speaking' };
    case RoomEvent.ConnectionQualityChanged:
      return { by: 'event', row: 'quality' };

    case RoomEvent.DataReceived:
      return { by: 'event', row: 'data' };
    case RoomEvent.ChatMessage:
      return { by: 'event', row: 'chat' };
    case RoomEvent.TranscriptionReceived:
      return { by: 'event', row: 'transcription' };
    case RoomEvent.SipDTMFReceived:
      return { by: 'event', row: 'dtmf' };
    case RoomEvent.MetricsReceived:
      return { by: 'event', row: 'metrics' };
    case RoomEvent.ParticipantEncryptionStatusChanged:
      return { by: 'event', row: 'encryption' };
    case RoomEvent.EncryptionError:
      return { by: 'event', row: 'encryption-error' };

    case RoomEvent.LocalTrackPublished:
    case RoomEvent.LocalTrackUnpublished:
    case RoomEvent.LocalTrackSubscribed:
    case RoomEvent.LocalAudioSilenceDetected:
    case RoomEvent.LocalDataTrackPublished:
    case RoomEvent.LocalDataTrackUnpublished:
      return { by: 'none', because: ownTracks };
    case RoomEvent.MediaDevicesChanged:
    case RoomEvent.MediaDevicesError:
    case RoomEvent.ActiveDeviceChanged:
      return { by: 'none', because: ownDevices };
    case RoomEvent.AudioPlaybackStatusChanged:
    case RoomEvent.VideoPlaybackStatusChanged:
      return { by: 'none', because: 'The observer plays nothing.' };
    case RoomEvent.DCBufferStatusChanged:
      return { by: 'none', because: 'It is about what the observer sends, and it sends nothing.' };
    default:
      return event satisfies never;
  }
}
