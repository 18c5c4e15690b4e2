/**
 * A synthetic person as the bytes of a ParticipantInfo. By hand: the protocol's own writer takes thirty times as long, and
 * thousands are written each second by a process that must keep its pace.
 */
import { DisconnectReason, ParticipantInfo_State, TrackSource, TrackType } from '@livekit/protocol';
import type { SyntheticPerson, SyntheticTrack } from './crowd-model.ts';

export const trackSources = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
} as const;

const wireTypes = { varint: 0, bytes: 2 } as const;

/** Nothing named: every source. */
export function listSources({ canShareScreen }: SyntheticPerson): TrackSource[] {
  return canShareScreen ? [] : [TrackSource.MICROPHONE, TrackSource.CAMERA];
}

/** Fields are numbered as in livekit_models.proto. */
export function encodeInfo(person: SyntheticPerson, hasLeft = false): Buffer {
  const parts = [
    text(1, person.sid),
    text(2, person.identity),
    number(3, hasLeft ? ParticipantInfo_State.DISCONNECTED : ParticipantInfo_State.ACTIVE),
    text(5, person.metadata),
    number(6, Math.floor(person.joinedAtMs / 1_000)),
    text(9, person.name),
    number(10, person.version),
    bytes(11, encodePermission(person)),
    number(13, Number(person.tracks.length > 0)),
    number(17, person.joinedAtMs),
  ];
  if (hasLeft) parts.push(number(16, DisconnectReason.CLIENT_INITIATED));
  else for (const track of person.tracks) parts.push(bytes(4, encodeTrack(track)));
  for (const [key, value] of Object.entries(person.attributes)) {
    parts.push(bytes(15, Buffer.concat([text(1, key), text(2, value)])));
  }
  return Buffer.concat(parts);
}

function encodePermission(person: SyntheticPerson): Buffer {
  return Buffer.concat([
    number(1, 1),
    number(2, Number(person.canPublish)),
    number(3, 1),
    bytes(9, Buffer.from(listSources(person))),
    number(10, 1),
  ]);
}

function encodeTrack({ sid, source, muted }: SyntheticTrack): Buffer {
  const isAudio = source === 'microphone';
  return Buffer.concat([
    text(1, sid),
    number(2, isAudio ? TrackType.AUDIO : TrackType.VIDEO),
    text(3, source),
    number(4, Number(muted)),
    number(5, isAudio ? 0 : 1_280),
    number(6, isAudio ? 0 : 720),
    number(9, trackSources[source]),
    text(11, isAudio ? 'audio/opus' : 'video/vp8'),
  ]);
}

const nothing = Buffer.alloc(0);

/** What is empty is not written, as the protocol has it. */
function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

/** A field of bytes, or of a message. */
export function bytes(field: number, value: Buffer): Buffer {
  if (value.length === 0) return nothing;
  return Buffer.concat([varint(field * 8 + wireTypes.bytes), varint(value.length), value]);
}

function number(field: number, value: number): Buffer {
  return value === 0 ? nothing : Buffer.concat([varint(field * 8 + wireTypes.varint), varint(value)]);
}

function varint(value: number): Buffer {
  const written: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) written.push((rest % 128) + 128);
  written.push(rest);
  return Buffer.from(written);
}
