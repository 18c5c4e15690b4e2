/** Room events that carry data, as messages for the count by topic. Streams come from data-streams. It keeps no state. */
import { countBytes } from '#contract/text-size';
import type { DataMessage } from './data-topics.ts';
import { onPacket } from './packets.ts';
import type { RoomHandlers } from './room-listeners.ts';

/** Handlers by event name, to be attached to one room. */
export function createDataMessages(add: (message: DataMessage) => void) {
  return {
    dataReceived: onPacket(({ payload, who, topic, isLossy }) =>
      add({
        kind: isLossy ? 'packet, lossy' : 'packet, reliable',
        topic,
        who,
        sizeBytes: payload.byteLength,
        payload,
      }),
    ),
    chatMessage: ({ message }, participant) =>
      add({
        kind: 'chat',
        topic: '',
        who: participant?.identity ?? '',
        sizeBytes: countBytes(message),
        payload: message,
      }),
    sipDTMFReceived: ({ digit, code }, participant) =>
      add({
        kind: 'DTMF',
        topic: '',
        who: participant?.identity ?? '',
        sizeBytes: countBytes(digit),
        payload: `digit ${digit} · code ${code}`,
      }),
    dataTrackPublished: ({ info, publisherIdentity }) =>
      add({
        kind: 'data track',
        topic: info.name,
        who: publisherIdentity,
        sizeBytes: 0,
        note: 'Announced only: its frames are not subscribed.',
      }),
  } satisfies RoomHandlers;
}
