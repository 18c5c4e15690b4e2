/**
 * The one file that touches livekit-client's engine (internal, but in its public types; 2.23.0): raw participant and room
 * updates, the join answer, stream headers, withheld media, and the way to stop a full restart. Room events miss canUpdateMetadata, state,
 * region and version, and name new values only. Every access is guarded, so that another version degrades and does not break.
 */
import type { Room } from 'livekit-client';
import type { ServerKind } from '#contract/domain/server-check';
import type { WireParticipant, WireRoom } from '#contract/wire';

export interface JoinSnapshot {
  room: WireRoom | undefined;
  /** Everybody else whom the server shows to us. */
  others: WireParticipant[];
  /** How the server names itself, where it does. */
  server?: ServerKind;
}

export interface StreamHeader {
  topic: string;
  isText: boolean;
}

export interface EngineListeners {
  onJoined(snapshot: JoinSnapshot): void;
  onParticipants(infos: WireParticipant[]): void;
  onRoom(room: WireRoom): void;
  /** Before livekit-client looks for a handler of the stream's topic. */
  onStreamHeader(header: StreamHeader): void;
}

export interface EngineTap {
  /** False when this livekit-client has no engine as expected: then room events must do. */
  readonly isAttached: boolean;
  /** Attaches again if livekit-client has replaced its engine; tells the join answer if it was missed. */
  refresh(): void;
  /** Stops the engine for good, at once: called while it announces a full restart, it keeps it from joining by itself. */
  stopEngine(): void;
  /** Asks the server to send no media of a track. It remembers that for one that is not subscribed yet, which livekit-client cannot say. */
  withholdMedia(trackSid: string): void;
  /** Round trip of signalling in ms, when it was measured. */
  readRoundTripMs(): number | undefined;
}

interface Emitter {
  on(event: string, listener: (...values: never[]) => void): unknown;
  prependListener(event: string, listener: (...values: never[]) => void): unknown;
}

/** Attaches to a room's engine; must be called before `connect`. */
export function tapEngine(room: Room, listeners: EngineListeners): EngineTap {
  let tapped: object | undefined;
  let hasJoined = false;

  function readJoin(answer: unknown): void {
    const snapshot = readJoinAnswer(answer);
    if (!snapshot) return;
    hasJoined = true;
    listeners.onJoined(snapshot);
  }

  function attach(): void {
    const engine: unknown = room.engine;
    if (!isEmitter(engine) || engine === tapped) return;
    tapped = engine;
    hasJoined = false;
    engine.on('joined', readJoin);
    engine.on('participantUpdate', (infos: WireParticipant[]) => {
      listeners.onParticipants(infos.filter(isParticipant));
    });
    engine.on('roomUpdate', (wireRoom: WireRoom) => {
      if (isRoom(wireRoom)) listeners.onRoom(wireRoom);
    });
    engine.prependListener('dataPacketReceived', (packet: unknown) => {
      const header = readStreamHeader(packet);
      if (header) listeners.onStreamHeader(header);
    });
  }

  attach();
  return {
    get isAttached() {
      return tapped !== undefined;
    },
    refresh() {
      attach();
      if (!hasJoined) readJoin((room.engine as { latestJoinResponse?: unknown } | undefined)?.latestJoinResponse);
    },
    stopEngine() {
      const engine: { close?: unknown } | undefined = room.engine;
      if (typeof engine?.close === 'function') void (engine.close as () => Promise<void>).call(engine);
    },
    withholdMedia(trackSid) {
      const client: { sendUpdateTrackSettings?: unknown } | undefined = room.engine?.client;
      if (typeof client?.sendUpdateTrackSettings !== 'function') return;
      (client.sendUpdateTrackSettings as (settings: object) => void)({ trackSids: [trackSid], disabled: true });
    },
    readRoundTripMs() {
      const client: { rtt?: unknown } | undefined = room.engine?.client;
      return typeof client?.rtt === 'number' && client.rtt > 0 ? client.rtt : undefined;
    },
  };
}

function isEmitter(value: unknown): value is Emitter & object {
  const candidate = value as Partial<Emitter> | undefined | null;
  return typeof candidate?.on === 'function' && typeof candidate.prependListener === 'function';
}

function isParticipant(value: unknown): value is WireParticipant {
  const candidate = value as Partial<WireParticipant> | undefined | null;
  return (
    typeof candidate?.sid === 'string' &&
    typeof candidate.identity === 'string' &&
    typeof candidate.attributes === 'object' &&
    Array.isArray(candidate.tracks)
  );
}

function isRoom(value: unknown): value is WireRoom {
  const candidate = value as Partial<WireRoom> | undefined | null;
  return typeof candidate?.sid === 'string' && typeof candidate.metadata === 'string';
}

function readJoinAnswer(answer: unknown): JoinSnapshot | undefined {
  const candidate = answer as { room?: unknown; otherParticipants?: unknown; serverInfo?: unknown } | undefined;
  if (!Array.isArray(candidate?.otherParticipants)) return undefined;
  return {
    room: isRoom(candidate.room) ? candidate.room : undefined,
    others: candidate.otherParticipants.filter(isParticipant),
    ...readServerKind(candidate.serverInfo),
  };
}

function readStreamHeader(packet: unknown): StreamHeader | undefined {
  const value = (packet as { value?: { case?: unknown; value?: unknown } } | undefined)?.value;
  if (value?.case !== 'streamHeader') return undefined;
  const header = value.value as { topic?: unknown; contentHeader?: { case?: unknown } } | undefined;
  if (typeof header?.topic !== 'string') return undefined;
  return { topic: header.topic, isText: header.contentHeader?.case === 'textHeader' };
}

/** `edition` is 1 for LiveKit Cloud. */
function readServerKind(value: unknown): { server?: ServerKind } {
  const info = value as { edition?: unknown; version?: unknown; region?: unknown } | undefined;
  if (typeof info?.version !== 'string') return {};
  return {
    server: {
      isCloud: info.edition === 1,
      version: info.version,
      region: typeof info.region === 'string' ? info.region : '',
    },
  };
}
