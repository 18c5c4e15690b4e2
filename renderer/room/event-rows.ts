/** Rows for the room events that no raw update carries: data, chat, subscriptions and the like. It keeps no state. */
import type { Participant, TrackPublication } from 'livekit-client';
import type { NewEventRow } from './event-log.ts';
import { onPacket } from './packets.ts';
import type { RoomHandlers } from './room-listeners.ts';

export type AddEventRow = (row: Omit<NewEventRow, 'atMs' | 'source'>) => void;

const maxDecodedBytes = 16_384;

/** Handlers by event name, to be attached to one room. */
export function createEventRows(add: AddEventRow) {
  return {
    moved: (name) => add({ type: 'moved', who: '', details: `the server moved this session to room ${name}` }),
    trackSubscribed: (_track, publication, participant) =>
      add({ type: 'track-subscribed', who: participant.identity, details: describe(publication) }),
    trackUnsubscribed: (_track, publication, participant) =>
      add({ type: 'track-unsubscribed', who: participant.identity, details: describe(publication) }),
    trackSubscriptionFailed: (trackSid, participant, reason) =>
      add({
        type: 'subscription-failed',
        who: participant.identity,
        details: reason === undefined ? trackSid : `${trackSid} · reason ${reason}`,
      }),
    trackSubscriptionPermissionChanged: (publication, status, participant) =>
      add({
        type: 'subscription-permission',
        who: participant.identity,
        details: `${describe(publication)} · ${status}`,
      }),
    trackStreamStateChanged: (publication, streamState, participant) =>
      add({ type: 'stream-state', who: participant.identity, details: `${describe(publication)} · ${streamState}` }),
    dataReceived: onPacket(({ payload, who, topic, isLossy }) => {
      const { text, note } = decodePayload(payload);
      const parts = [
        topic === '' ? 'no topic' : `topic ${topic}`,
        isLossy ? 'lossy' : 'reliable',
        `${payload.length} bytes`,
      ];
      const details = [...parts, note, text.slice(0, 200)].filter(Boolean).join(' · ');
      add({ type: 'data', who, details, after: text });
    }),
    chatMessage: (message, participant) =>
      add({ type: 'chat', who: nameOf(participant), details: message.message.slice(0, 200), after: message.message }),
    transcriptionReceived: (segments, participant) => {
      const text = segments.map((segment) => segment.text).join(' ');
      const isFinal = segments.every((segment) => segment.final);
      const details = `${isFinal ? 'final' : 'interim'} · ${text.slice(0, 200)}`;
      add({ type: 'transcription', who: nameOf(participant), details, after: text });
    },
    sipDTMFReceived: (tone, participant) =>
      add({ type: 'dtmf', who: nameOf(participant), details: `digit ${tone.digit} · code ${tone.code}` }),
    metricsReceived: (batch, participant) =>
      add({ type: 'metrics', who: nameOf(participant), details: `${batch.timeSeries.length} series` }),
    participantEncryptionStatusChanged: (isEncrypted, participant) =>
      add({ type: 'encryption', who: nameOf(participant), details: isEncrypted ? 'encrypted' : 'not encrypted' }),
    encryptionError: (error, participant) =>
      add({ type: 'encryption-error', who: nameOf(participant), details: error.message }),
  } satisfies RoomHandlers;
}

function nameOf(participant: Participant | undefined): string {
  return participant?.identity ?? '';
}

function describe(publication: TrackPublication): string {
  return `${publication.source} · ${publication.kind} · ${publication.trackSid}`;
}

/** Text of a payload where it is text; what was left out is told in `note`. */
function decodePayload(payload: Uint8Array): { text: string; note: string } {
  const shown = payload.subarray(0, maxDecodedBytes);
  const note = payload.length > shown.length ? 'cut' : '';
  try {
    // A cut may fall inside a character, which is no sign of binary data.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(shown, { stream: note !== '' });
    return { text, note };
  } catch {
    return { text: '', note: 'not text' };
  }
}
