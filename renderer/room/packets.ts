/** A data packet as livekit-client hands it over in six arguments, by name. */
import type { Participant } from 'livekit-client';

export interface DataPacket {
  payload: Uint8Array;
  /** Identity of the sender; '' where the server itself sent it. */
  who: string;
  /** '' for none. */
  topic: string;
  isLossy: boolean;
}

/** A handler for the room's `dataReceived`. */
export function onPacket(handle: (packet: DataPacket) => void) {
  return (
    payload: Uint8Array,
    participant?: Participant,
    kind?: number,
    topic?: string,
    _encryption?: unknown,
    /** Told where the sender is not known as a participant. */
    identity?: string,
  ): void => handle({ payload, who: participant?.identity ?? identity ?? '', topic: topic ?? '', isLossy: kind === 1 });
}
