/**
 * What one participant's own client was told about its room: the current picture, and every change as an event.
 * Fed with signalling messages; knows no socket and no media.
 */
import {
  DisconnectReason,
  ParticipantInfo_State,
  type DataPacket,
  type JoinResponse,
  type ParticipantInfo,
  type Room,
  type SignalResponse,
} from '@livekit/protocol';

/** A change as the participant was told it. `self` is true when it concerns the participant itself. */
export type RoomLogEvent =
  | { readonly type: 'connected' | 'disconnected'; readonly detail: string }
  | { readonly type: 'joined' | 'active'; readonly identity: string; readonly self: boolean }
  | { readonly type: 'left'; readonly identity: string; readonly self: boolean; readonly reason: string }
  | {
      readonly type: 'metadata' | 'name';
      readonly identity: string;
      readonly self: boolean;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly type: 'attributes';
      readonly identity: string;
      readonly self: boolean;
      readonly changed: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'permission' | 'tracks';
      readonly identity: string;
      readonly self: boolean;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly type: 'room'; readonly field: string; readonly before: unknown; readonly after: unknown }
  | { readonly type: 'speakers'; readonly sids: readonly string[] }
  | { readonly type: 'quality'; readonly sid: string; readonly quality: number }
  | { readonly type: 'data'; readonly identity: string; readonly topic: string; readonly text: string }
  | { readonly type: 'text-stream'; readonly identity: string; readonly topic: string; readonly text: string }
  | { readonly type: 'refused'; readonly requestId: number; readonly reason: number; readonly message: string }
  | { readonly type: 'other'; readonly case: string };

/** An event and when it came, in milliseconds since the epoch by this machine's clock. */
export type TimedRoomLogEvent = RoomLogEvent & { readonly atMs: number };

/** What a participant's own client says of itself: with it tests compare what others show. */
export interface OwnView {
  readonly sid: string;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Published tracks by sid; their order means nothing. */
  readonly isMutedByTrackSid: Readonly<Record<string, boolean>>;
}

/** Picture and history of a room as one participant has it. */
export interface RoomLog {
  /** All events since the log was made, over all sessions of the participant. */
  readonly events: readonly TimedRoomLogEvent[];
  /** Everybody whom the participant was told of, itself included, by identity. */
  readonly participants: ReadonlyMap<string, ParticipantInfo>;
  readonly room: Room | undefined;
  self(): ParticipantInfo | undefined;
  /** Events from position `from` on that are of none of the types in `ignoring`. */
  since(from: number, ignoring?: readonly RoomLogEvent['type'][]): readonly TimedRoomLogEvent[];
  add(event: RoomLogEvent): void;
  readSignal(message: SignalResponse['message']): void;
  readData(packet: DataPacket): void;
  clear(): void;
}

/** Messages that only carry the connection and say nothing about the room. */
const TRANSPORT_CASES = new Set<string | undefined>([
  undefined,
  'answer',
  'offer',
  'trickle',
  'pong',
  'pongResp',
  'refreshToken',
  'reconnect',
  'mediaSectionsRequirement',
  'subscribedQualityUpdate',
  'subscribedAudioCodecUpdate',
  'leave',
]);

const ROOM_FIELDS = [
  'sid',
  'name',
  'metadata',
  'numParticipants',
  'numPublishers',
  'activeRecording',
  'maxParticipants',
  'emptyTimeout',
  'departureTimeout',
] as const;

/** Makes an empty log for one identity. `onEvent` is called for each event as it comes. */
export function createRoomLog(identity: string, onEvent?: (event: TimedRoomLogEvent) => void): RoomLog {
  let events: TimedRoomLogEvent[] = [];
  const participants = new Map<string, ParticipantInfo>();
  const streams = new Map<string, { identity: string; topic: string; chunks: Uint8Array[] }>();
  let room: Room | undefined;

  function add(event: RoomLogEvent): void {
    const timed = { ...event, atMs: Date.now() };
    events.push(timed);
    onEvent?.(timed);
  }

  function readJoin(join: JoinResponse): void {
    participants.clear();
    for (const info of [join.participant, ...join.otherParticipants]) if (info) participants.set(info.identity, info);
    room = join.room;
  }

  function readParticipant(info: ParticipantInfo): void {
    const known = participants.get(info.identity);
    const self = info.identity === identity;
    const who = { identity: info.identity, self };
    if (info.state === ParticipantInfo_State.DISCONNECTED) {
      // A late goodbye of a session that has been replaced already is not a leave.
      if (known && known.sid !== info.sid) return;
      participants.delete(info.identity);
      add({ type: 'left', ...who, reason: DisconnectReason[info.disconnectReason] ?? String(info.disconnectReason) });
      return;
    }
    if (known && known.sid === info.sid && info.version < known.version) return;
    participants.set(info.identity, info);
    if (!known || known.sid !== info.sid) add({ type: 'joined', ...who });
    if (info.state === ParticipantInfo_State.ACTIVE && (known?.sid !== info.sid || known.state !== info.state))
      add({ type: 'active', ...who });
    if (known) compare(known, info, who);
  }

  function compare(before: ParticipantInfo, after: ParticipantInfo, who: { identity: string; self: boolean }): void {
    if (before.metadata !== after.metadata)
      add({ type: 'metadata', ...who, before: before.metadata, after: after.metadata });
    if (before.name !== after.name) add({ type: 'name', ...who, before: before.name, after: after.name });
    const changed = diffAttributes(before.attributes, after.attributes);
    if (Object.keys(changed).length > 0) add({ type: 'attributes', ...who, changed });
    for (const field of ['permission', 'tracks'] as const) {
      const [was, is] = [plain(before[field]), plain(after[field])];
      if (JSON.stringify(was) !== JSON.stringify(is)) add({ type: field, ...who, before: was, after: is });
    }
  }

  function readRoom(next: Room): void {
    for (const field of ROOM_FIELDS) {
      if (room && room[field] !== next[field]) add({ type: 'room', field, before: room[field], after: next[field] });
    }
    room = next;
  }

  function readSignal(message: SignalResponse['message']): void {
    switch (message.case) {
      case 'join':
        return readJoin(message.value);
      case 'update':
        return message.value.participants.forEach(readParticipant);
      case 'roomUpdate':
        return message.value.room && readRoom(message.value.room);
      case 'speakersChanged':
        return add({
          type: 'speakers',
          sids: message.value.speakers.filter((speaker) => speaker.active).map((speaker) => speaker.sid),
        });
      case 'connectionQuality':
        return message.value.updates.forEach((update) =>
          add({ type: 'quality', sid: update.participantSid, quality: update.quality }),
        );
      case 'requestResponse':
        if (message.value.reason !== 0)
          add({
            type: 'refused',
            requestId: message.value.requestId,
            reason: message.value.reason,
            message: message.value.message,
          });
        return;
      default:
        if (!TRANSPORT_CASES.has(message.case)) add({ type: 'other', case: String(message.case) });
    }
  }

  function readData(packet: DataPacket): void {
    const { case: kind, value } = packet.value;
    const from = packet.participantIdentity;
    if (kind === 'user') add({ type: 'data', identity: from, topic: value.topic ?? '', text: decode([value.payload]) });
    else if (kind === 'streamHeader') streams.set(value.streamId, { identity: from, topic: value.topic, chunks: [] });
    else if (kind === 'streamChunk') streams.get(value.streamId)?.chunks.push(value.content);
    else if (kind === 'streamTrailer') {
      const stream = streams.get(value.streamId);
      streams.delete(value.streamId);
      if (stream)
        add({ type: 'text-stream', identity: stream.identity, topic: stream.topic, text: decode(stream.chunks) });
    } else if (kind) add({ type: 'other', case: kind });
  }

  return {
    get events() {
      return events;
    },
    participants,
    get room() {
      return room;
    },
    self: () => participants.get(identity),
    since: (from, ignoring = []) => events.slice(from).filter((event) => !ignoring.includes(event.type)),
    add,
    readSignal,
    readData,
    clear() {
      events = [];
    },
  };
}

/** New and changed keys with their values, deleted keys with `""`, as LiveKit itself reports a deletion. */
export function diffAttributes(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const [key, value] of Object.entries(after)) if (before[key] !== value) changed[key] = value;
  for (const key of Object.keys(before)) if (!(key in after)) changed[key] = '';
  return changed;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function decode(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8');
}
