/** The page of the room tests: the renderer's own session code, with the test process as main behind the bridge. */
import { Room } from 'livekit-client';
import type { GavelBridge } from '#contract/bridge';
import type { EventChannel } from '#contract/channels';
import { createRoomSession } from '#renderer/room/session.ts';
import type { DataTopicRow } from '#renderer/room/data-topics.ts';
import type { RoomEventRow, RoomSession } from '#renderer/room/types.ts';

/** Given by the test process. */
type AskMain = (channel: string, payload: unknown) => Promise<unknown>;

export interface RoomPage {
  open(room: string): void;
  close(): void;
  retry(): void;
  status(): ReturnType<RoomSession['status']>;
  summary(): ReturnType<RoomSession['summary']>;
  counts(): ReturnType<RoomSession['counts']>;
  /** Cells of the table by identity, for the columns asked for. */
  cells(columns: string[]): Record<string, Record<string, unknown>>;
  participant(identity: string): ReturnType<RoomSession['participant']>;
  sessions(identity: string): ReturnType<RoomSession['sessionsOf']>;
  events(): RoomEventRow[];
  /** The counted topics, with payloads as text and the rate not at all: maps do not leave the page. */
  topics(): (Omit<DataTopicRow, 'payload' | 'seconds'> & { payload: string })[];
  /** Bytes of media received so far over all connections. */
  mediaBytes(): Promise<number>;
  /** Joins beside the session as an ordinary client that takes all media: the control of `mediaBytes`. */
  joinPlainly(url: string, token: string): Promise<void>;
  /** Writes an error to the console: the control of the page's complaints. */
  complain(text: string): void;
  emit(channel: EventChannel, payload: unknown): void;
}

declare global {
  interface Window {
    askMain: AskMain;
    roomPage: RoomPage;
  }
}

const listeners = new Map<EventChannel, Set<(payload: never) => void>>();
const bridge: GavelBridge = {
  request: (channel, payload) => window.askMain(channel, payload) as never,
  listen(channel, listener) {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known);
    known.add(listener);
    return () => void known.delete(listener);
  },
};

const connections: RTCPeerConnection[] = [];
const Original = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

let session: RoomSession | undefined;

function current(): RoomSession {
  if (!session) throw new Error('no room is open');
  return session;
}

window.roomPage = {
  open(room) {
    session = createRoomSession({ bridge, room });
  },
  close() {
    session?.dispose();
    session = undefined;
  },
  retry: () => current().retry(),
  status: () => current().status(),
  summary: () => current().summary(),
  counts: () => current().counts(),
  cells(columns) {
    const { table } = current();
    const all = table.rows().map((row) => {
      const cells = columns.map((column) => [column, table.read(row, column)] as const);
      return [table.keyOf(row), Object.fromEntries(cells)] as const;
    });
    return Object.fromEntries(all);
  },
  sessions: (identity) => current().sessionsOf(identity),
  participant: (identity) => current().participant(identity),
  events: () => [...current().events.rows()],
  topics: () =>
    current()
      .data.rows()
      .map(({ seconds: _seconds, payload, ...row }) => ({
        ...row,
        payload: typeof payload === 'string' ? payload : new TextDecoder().decode(payload),
      })),
  async mediaBytes() {
    let bytes = 0;
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      report.forEach((entry: { type: string; bytesReceived?: number }) => {
        if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived ?? 0;
      });
    }
    return bytes;
  },
  async joinPlainly(url, token) {
    await new Room().connect(url, token);
  },
  complain: (text) => console.error(text),
  emit(channel, payload) {
    for (const listener of listeners.get(channel) ?? []) listener(payload as never);
  },
};
