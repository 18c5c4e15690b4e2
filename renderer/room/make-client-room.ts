/**
 * livekit-client's room without what this console has no use for, the device list and playback through the client: with
 * either, a room that is over would stay in memory to the end of the page, with everything that was known of it.
 */
import { Room, type RoomOptions } from 'livekit-client';

/** Sound is played from single tracks, past the client. Given one, it makes no audio context (and no audio thread) for each room. */
const noAudioContext = { state: 'running' } as AudioContext;

export function makeClientRoom(options: RoomOptions): Room {
  // The constructor (2.23.0) listens to the device list, and has a registry stop it once the room is garbage; the functions that
  // both of them keep share a scope with the room, which therefore never is. Without either nothing keeps it.
  Room.cleanupRegistry = false;
  Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
  try {
    return new Room({ ...options, webAudioMix: { audioContext: noAudioContext } });
  } finally {
    Reflect.deleteProperty(navigator, 'mediaDevices');
  }
}
