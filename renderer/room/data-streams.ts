/**
 * Text and byte streams as rows. livekit-client hears only topics that have a handler, so one is made for the topics that
 * are usual and for each topic when its first header comes in. Streams are read to a bound and told; nothing is kept here.
 */
import type { Room } from 'livekit-client';
import { countBytes } from '#contract/text-size';
import { keptPayloadBytes, type DataMessage } from './data-topics.ts';
import type { StreamHeader } from './engine-tap.ts';
import type { NewEventRow } from './event-log.ts';

export interface DataStreams {
  /** Makes sure that a topic is heard; called before livekit-client looks for its handler. */
  hear(header: StreamHeader): void;
}

interface StreamInfo {
  id: string;
  topic: string;
  mimeType: string;
  size?: number | undefined;
}

const usualTextTopics = ['lk.chat', 'lk.transcription', 'note-taker', 'notes'];
/** Participants choose topics; beyond this many, new ones are not read. */
const maxTopics = 64;
/** RPC has handlers of livekit-client's own. */
const ownPrefix = 'lk.rpc_';
const maxTextCharacters = 16_384;

export function createDataStreams(deps: {
  room: Room;
  addRow: (row: Omit<NewEventRow, 'atMs' | 'source'>) => void;
  addMessage: (message: DataMessage) => void;
}): DataStreams {
  const heard = new Set<string>();
  let hasToldLimit = false;

  /** That there is such a topic is told still; what it carries is not known. */
  function leaveUnread({ topic, isText }: StreamHeader): void {
    const note = `Not read: the streams of ${maxTopics} topics are, and this one came later.`;
    deps.addMessage({ kind: isText ? 'text stream' : 'byte stream', topic, who: '', sizeBytes: 0, note });
    if (hasToldLimit) return;
    hasToldLimit = true;
    deps.addRow({
      type: 'data-topics',
      who: '',
      details: `streams of ${maxTopics} topics are read; what comes on further ones is not`,
    });
  }

  function hear({ topic, isText }: StreamHeader): void {
    const key = `${isText ? 'text' : 'bytes'} ${topic}`;
    if (heard.has(key) || topic.startsWith(ownPrefix)) return;
    if (heard.size >= maxTopics) return leaveUnread({ topic, isText });
    heard.add(key);
    if (isText) {
      deps.room.registerTextStreamHandler(topic, (reader, sender) => {
        void readText(reader, reader.info, sender.identity);
      });
    } else {
      deps.room.registerByteStreamHandler(topic, (reader, sender) => {
        void readBytes(reader, reader.info, sender.identity);
      });
    }
  }

  async function readText(chunks: AsyncIterable<string>, info: StreamInfo, who: string): Promise<void> {
    let kept = '';
    let characterCount = 0;
    let sizeBytes = 0;
    const failure = await drain(chunks, (chunk) => {
      characterCount += chunk.length;
      sizeBytes += countBytes(chunk);
      // What comes beyond the bound is read on and let go, so that it piles up nowhere.
      if (kept.length < keptPayloadBytes) kept += chunk.slice(0, keptPayloadBytes - kept.length);
    });
    const { topic } = info;
    deps.addMessage({ kind: 'text stream', topic, who, sizeBytes, payload: kept, note: failure });
    const text = kept.slice(0, maxTextCharacters);
    const details = [
      `topic ${info.topic}`,
      `${characterCount} characters`,
      characterCount > text.length ? 'cut' : '',
      failure,
      text.slice(0, 200),
    ];
    deps.addRow({ type: nameTextRow(info.topic), who, details: joinParts(details), after: text });
  }

  async function readBytes(chunks: AsyncIterable<Uint8Array>, info: StreamInfo, who: string): Promise<void> {
    let sizeBytes = 0;
    const kept = createBoundedBuffer(keptPayloadBytes);
    const failure = await drain(chunks, (chunk) => {
      sizeBytes += chunk.byteLength;
      kept.add(chunk);
    });
    const { topic, mimeType } = info;
    const note = joinParts([mimeType.slice(0, 200), failure]);
    deps.addMessage({ kind: 'byte stream', topic, who, sizeBytes, payload: kept.read(), note });
    const details = [`topic ${topic}`, mimeType, `${sizeBytes} bytes`, failure];
    deps.addRow({ type: 'byte-stream', who, details: joinParts(details) });
  }

  for (const topic of usualTextTopics) hear({ topic, isText: true });
  return { hear };
}

function nameTextRow(topic: string): string {
  if (topic === 'lk.chat') return 'chat';
  if (topic === 'lk.transcription') return 'transcription';
  return 'text-stream';
}

/** Reads to the end; answers why it ended early, or nothing. */
async function drain<Chunk>(chunks: AsyncIterable<Chunk>, take: (chunk: Chunk) => void): Promise<string> {
  try {
    for await (const chunk of chunks) take(chunk);
    return '';
  } catch (failure) {
    return `broke off: ${failure instanceof Error ? failure.message : String(failure)}`;
  }
}

/** Grows by doubling, since a stream may come in bytes one by one. What is beyond the bound is let go. */
function createBoundedBuffer(maxBytes: number): { add(chunk: Uint8Array): void; read(): Uint8Array } {
  let buffer = new Uint8Array(1_024);
  let sizeBytes = 0;
  return {
    add(chunk) {
      const part = chunk.subarray(0, maxBytes - sizeBytes);
      const neededBytes = sizeBytes + part.byteLength;
      if (neededBytes > buffer.byteLength) {
        const grown = new Uint8Array(Math.min(maxBytes, Math.max(neededBytes, buffer.byteLength * 2)));
        grown.set(buffer.subarray(0, sizeBytes));
        buffer = grown;
      }
      buffer.set(part, sizeBytes);
      sizeBytes = neededBytes;
    },
    read: () => buffer.slice(0, sizeBytes),
  };
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
