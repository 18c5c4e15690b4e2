/**
 * What data the room sends, by kind and topic: counts, rate, and the last payload of each. Bounded in topics and in memory,
 * since people choose topics and sizes. It only counts what comes in anyway; nothing is subscribed for it.
 */
import { createFrameScheduler, type FrameScheduler } from '#renderer/table/frame-scheduler.ts';

export const dataKinds = [
  'packet, reliable',
  'packet, lossy',
  'text stream',
  'byte stream',
  'chat',
  'DTMF',
  'data track',
] as const;
export type DataKind = (typeof dataKinds)[number];

export interface DataMessage {
  kind: DataKind;
  /** Empty for none; a data track's name. */
  topic: string;
  /** Identity of the sender; empty where none is named. */
  who: string;
  sizeBytes: number;
  /** Absent where there is none to see (an announced track, a stream that was not read). */
  payload?: string | Uint8Array | undefined;
  /** Said beside the payload: cut, broken off, not read. */
  note?: string | undefined;
}

export interface DataTopicRow {
  /** Kind and topic; unique. */
  key: string;
  kind: DataKind;
  topic: string;
  messageCount: number;
  totalBytes: number;
  lastAtMs: number;
  lastBytes: number;
  lastWho: string;
  /** Of the last message, the first `keptPayloadBytes`. */
  payload: string | Uint8Array | undefined;
  note: string | undefined;
  /** Messages by whole second of this computer's clock, the last ten. */
  seconds: ReadonlyMap<number, number>;
}

export interface DataTopics {
  /** In the order in which they were first heard. */
  rows(): readonly DataTopicRow[];
  messageCount(): number;
  /** Messages on topics beyond the bound, which have no row. */
  uncountedMessages(): number;
  clear(): void;
  subscribe(listener: () => void): () => void;
}

export interface WritableDataTopics extends DataTopics {
  add(message: DataMessage): void;
  dispose(): void;
}

/** Rows at most. */
export const maxTopicRows = 200;
/** Kept of the last message of a topic, for the copy. */
export const keptPayloadBytes = 65_536;
/** All payloads together; above it those heard longest ago are shortened to what is shown of them. */
const maxPayloadBytes = 4 * 1024 * 1024;
const shortenedBytes = 4_096;
const rateSeconds = 10;
const maxNameCharacters = 512;

export function createDataTopics(deps: { now: () => number; scheduler?: FrameScheduler }): WritableDataTopics {
  const scheduler = deps.scheduler ?? createFrameScheduler();
  const topics = new Map<string, DataTopicRow>();
  const listeners = new Set<() => void>();
  let told: readonly DataTopicRow[] = [];
  let isStale = false;
  let messageCount = 0;
  let uncounted = 0;
  let payloadBytes = 0;
  let cancelNotice: (() => void) | undefined;

  function changed(): void {
    isStale = true;
    cancelNotice ??= scheduler.schedule(() => {
      cancelNotice = undefined;
      for (const listener of listeners) listener();
    });
  }

  function shortenOldest(): void {
    const byAge = [...topics.values()].toSorted((one, other) => one.lastAtMs - other.lastAtMs);
    for (const row of byAge) {
      if (payloadBytes <= maxPayloadBytes) return;
      const payload = cutPayload(row.payload, shortenedBytes);
      payloadBytes += measure(payload) - measure(row.payload);
      topics.set(row.key, { ...row, payload });
    }
  }

  return {
    add(message) {
      messageCount++;
      // A topic may be as long as a packet.
      const topic = message.topic.slice(0, maxNameCharacters);
      const key = `${message.kind} ${topic}`;
      const known = topics.get(key);
      changed();
      if (!known && topics.size >= maxTopicRows) {
        uncounted++;
        return;
      }
      const atMs = deps.now();
      const payload = cutPayload(message.payload, keptPayloadBytes);
      payloadBytes += measure(payload) - measure(known?.payload);
      topics.set(key, {
        key,
        kind: message.kind,
        topic,
        messageCount: (known?.messageCount ?? 0) + 1,
        totalBytes: (known?.totalBytes ?? 0) + message.sizeBytes,
        lastAtMs: atMs,
        lastBytes: message.sizeBytes,
        lastWho: message.who,
        payload,
        note: message.note,
        seconds: countSecond(known?.seconds, Math.floor(atMs / 1_000)),
      });
      if (payloadBytes > maxPayloadBytes) shortenOldest();
    },
    rows() {
      if (isStale) {
        isStale = false;
        told = [...topics.values()];
      }
      return told;
    },
    messageCount: () => messageCount,
    uncountedMessages: () => uncounted,
    clear() {
      topics.clear();
      payloadBytes = 0;
      messageCount = 0;
      uncounted = 0;
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      cancelNotice?.();
      cancelNotice = undefined;
      listeners.clear();
      topics.clear();
    },
  };
}

/** Messages a second over the last ten seconds. */
export function readRate({ seconds }: Pick<DataTopicRow, 'seconds'>, nowMs: number): number {
  const nowSecond = Math.floor(nowMs / 1_000);
  let count = 0;
  for (const [second, messages] of seconds) if (second > nowSecond - rateSeconds) count += messages;
  return count / rateSeconds;
}

function countSecond(seconds: ReadonlyMap<number, number> | undefined, now: number): ReadonlyMap<number, number> {
  const next = new Map([...(seconds ?? [])].filter(([second]) => second > now - rateSeconds));
  return next.set(now, (next.get(now) ?? 0) + 1);
}

function cutPayload(payload: DataMessage['payload'], maxBytes: number): DataMessage['payload'] {
  // A copy, so that a part of a large buffer does not hold the whole.
  return payload === undefined || payload.length <= maxBytes ? payload : payload.slice(0, maxBytes);
}

function measure(payload: DataMessage['payload']): number {
  return typeof payload === 'string' ? payload.length * 2 : (payload?.byteLength ?? 0);
}
