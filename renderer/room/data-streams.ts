/**
 * Text and byte streams as rows. livekit-client hears only topics that have a handler, so one is made for the topics that
 * are usual and for each topic when its first header comes in. Streams are read to a bound; nothing is kept but the row.
 */
import type { Room } from 'livekit-client';
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
}): DataStreams {
  const heard = new Set<string>();

  function hear({ topic, isText }: StreamHeader): void {
    const key = `${isText ? 'text' : 'bytes'} ${topic}`;
    if (heard.has(key) || heard.size >= maxTopics || topic.startsWith(ownPrefix)) return;
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
    let text = '';
    let characterCount = 0;
    const failure = await drain(chunks, (chunk) => {
      characterCount += chunk.length;
      // What comes beyond the bound is read on and let go, so that it piles up nowhere.
      if (text.length < maxTextCharacters) text += chunk.slice(0, maxTextCharacters - text.length);
    });
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
    const failure = await drain(chunks, (chunk) => {
      sizeBytes += chunk.byteLength;
    });
    const details = [`topic ${info.topic}`, info.mimeType, `${sizeBytes} bytes`, failure];
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

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
