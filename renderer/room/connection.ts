/**
 * One hidden connection to one room with one grant: livekit-client behind a few listeners. It ends once and never comes
 * back: joining again is the session's, after main has looked at the list.
 */
import { LogLevel, setLogLevel } from 'livekit-client';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { ServerKind } from '#contract/domain/server-check';
import type { JoinGrant } from '#contract/domain/room-facts';
import { createRedactor } from '#contract/redaction';
import { nameDisconnectReason, readParticipant } from '#contract/wire';
import { createDataMessages } from './data-messages.ts';
import { createDataStreams } from './data-streams.ts';
import type { DataMessage } from './data-topics.ts';
import type { WireRoom } from '#contract/wire';
import { tapEngine } from './engine-tap.ts';
import { createEventRows, type AddEventRow } from './event-rows.ts';
import { createLevels, maxWatchedMicrophones } from './levels.ts';
import { makeClientRoom } from './make-client-room.ts';
import { createMedia, type TakenMedia } from './media.ts';
import type { Signals } from './people.ts';
import { followRemoteParticipants, readRemoteParticipant } from './remote-participants.ts';
import { listenTo, type RoomHandlers } from './room-listeners.ts';

/** Why a connection is over. */
export type ConnectionEnd =
  /** It could not be made. */
  | { kind: 'failed'; message: string }
  /** It landed in another room than the listed one, and left at once. */
  | { kind: 'wrong_room'; roomSid: string }
  /** Only a new join could mend it. */
  | { kind: 'cut_off' }
  /** The server ended it; LiveKit's DisconnectReason in lower case. */
  | { kind: 'ended'; reason: string };

export interface ConnectionListeners {
  onSnapshot(others: ParticipantFacts[], room: WireRoom | undefined, server?: ServerKind): void;
  onUpdates(people: ParticipantFacts[]): void;
  onRoom(room: WireRoom): void;
  onConnected(): void;
  /** Once, and not after `close`. */
  onEnd(end: ConnectionEnd): void;
  setSignals(identity: string, signals: Signals): void;
  addRow: AddEventRow;
  onData(message: DataMessage): void;
}

export interface RoomConnection {
  readRoundTripMs(): number | undefined;
  /** Takes the media of one track; undefined where the session does not know it or may not take it. */
  takeMedia(trackSid: string): TakenMedia | undefined;
  /** Leaves; no listener hears of it. */
  close(): void;
}

/** How a session gets a connection. */
export type ConnectRoom = (grant: JoinGrant, listeners: ConnectionListeners) => RoomConnection;

// SECURITY: a server's refusal may echo the token; it must not reach the screen or a record.
const redact = createRedactor(() => []);

/** For so long a join that has ended is given to say why. */
const refusalGraceMs = 1_000;

export const connectRoom: ConnectRoom = (grant, listeners) => {
  // SECURITY: livekit-client logs addresses with tokens and people's data; the console keeps its own rows instead.
  setLogLevel(LogLevel.silent);
  // A new Room for each connection: an engine that exists before `connect` is one that can be listened to from the start.
  const room = makeClientRoom({
    adaptiveStream: false,
    dynacast: false,
    disconnectOnPageLeave: true,
    // Not even the signal is resumed: a resume that reaches a restarted server makes the closed room anew (server 1.13.5),
    // and it then stands empty for minutes. A lost connection ends here; nothing is sent before the list was asked.
    reconnectPolicy: { nextRetryDelayInMs: () => null },
  });
  let isOver = false;
  let isConnected = false;
  let hasSnapshot = false;
  const stops: (() => void)[] = [];

  function finish(): boolean {
    if (isOver) return false;
    isOver = true;
    for (const stop of stops) stop();
    media.stop();
    levels.stop();
    room.disconnect().catch(() => undefined);
    return true;
  }

  function end(how: ConnectionEnd): void {
    if (finish()) listeners.onEnd(how);
  }

  /** Leaves at once if this is another room than the one that was listed. */
  function isRightRoom(wireRoom: WireRoom | undefined): boolean {
    if (!wireRoom || wireRoom.sid === '' || wireRoom.sid === grant.roomSid) return true;
    end({ kind: 'wrong_room', roomSid: wireRoom.sid });
    return false;
  }

  const streams = createDataStreams({ room, addRow: listeners.addRow, addMessage: listeners.onData });
  const media = createMedia({ room, isWatched: (trackSid) => levels.isWatched(trackSid) });
  const levels = createLevels({
    room,
    isTaken: media.isTaken,
    withholdMedia: (trackSid) => tap.withholdMedia(trackSid),
    setSignals: listeners.setSignals,
    onSpeaking: (who, isSpeaking) =>
      listeners.addRow({ type: 'speaking', who, details: isSpeaking ? 'started' : 'stopped' }),
    onLimit: () =>
      listeners.addRow({
        type: 'levels',
        who: '',
        details: `only ${maxWatchedMicrophones} microphones are watched; speaking, level and quality of the others stay unknown`,
      }),
    onQuality: (who, before, after) =>
      listeners.addRow({ type: 'quality', who, details: `${before ?? 'no report'} → ${after ?? 'no report'}` }),
  });
  const tap = tapEngine(room, {
    onJoined(snapshot) {
      if (isOver || !isRightRoom(snapshot.room)) return;
      hasSnapshot = true;
      listeners.onSnapshot(snapshot.others.map(readParticipant), snapshot.room, snapshot.server);
    },
    onParticipants(infos) {
      if (!isOver && hasSnapshot) listeners.onUpdates(infos.map(readParticipant));
    },
    onRoom(wireRoom) {
      if (!isOver && isRightRoom(wireRoom)) listeners.onRoom(wireRoom);
    },
    onStreamHeader: (header) => streams.hear(header),
  });

  /** For a livekit-client whose engine cannot be read. */
  function fallBack(): void {
    hasSnapshot = true;
    listeners.onSnapshot([...room.remoteParticipants.values()].map(readRemoteParticipant), undefined);
    stops.push(followRemoteParticipants(room, (facts) => listeners.onUpdates([facts])));
  }

  /** Should livekit-client begin to reconnect in spite of the policy: synchronously, or it joins by itself. */
  function stop(): void {
    tap.stopEngine();
    end({ kind: 'cut_off' });
  }

  const handlers = {
    connected() {
      isConnected = true;
      listeners.onConnected();
      if (grant.canSubscribe) levels.start();
    },
    signalReconnecting: stop,
    reconnecting: stop,
    moved: () => end({ kind: 'wrong_room', roomSid: '' }),
    disconnected(reason) {
      const how = (): void =>
        end(reason ? { kind: 'ended', reason: nameDisconnectReason(reason) } : { kind: 'cut_off' });
      if (isConnected) return how();
      // A join that is refused ends with this event first; the server's words come a moment later with the rejection.
      const timer = setTimeout(how, refusalGraceMs);
      stops.push(() => clearTimeout(timer));
    },
    signalConnected() {
      tap.refresh();
      if (!hasSnapshot && !isOver) fallBack();
    },
  } satisfies RoomHandlers;
  // The rows first: after an end nobody listens.
  stops.push(
    listenTo(room, createEventRows(listeners.addRow)),
    listenTo(room, createDataMessages(listeners.onData)),
    listenTo(room, handlers),
  );

  room.connect(grant.url, grant.token, { autoSubscribe: false }).catch((failure: unknown) => {
    end({ kind: 'failed', message: redact(failure instanceof Error ? failure.message : String(failure)) });
  });

  return {
    readRoundTripMs: () => tap.readRoundTripMs(),
    takeMedia: (trackSid) => (isConnected && !isOver && grant.canSubscribe ? media.take(trackSid) : undefined),
    close: () => void finish(),
  };
};
