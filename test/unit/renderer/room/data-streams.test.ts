import type { Room } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { createDataStreams } from '#renderer/room/data-streams.ts';

type Handler = (reader: unknown, sender: { identity: string }) => void;

function setUp() {
  const text = new Map<string, Handler>();
  const bytes = new Map<string, Handler>();
  const room = {
    registerTextStreamHandler: (topic: string, handler: Handler) => text.set(topic, handler),
    registerByteStreamHandler: (topic: string, handler: Handler) => bytes.set(topic, handler),
  };
  const addRow = vi.fn();
  const addMessage = vi.fn();
  const streams = createDataStreams({ room: room as unknown as Room, addRow, addMessage });
  return { streams, text, bytes, addRow, addMessage };
}

async function* chunksOf<Chunk>(chunks: Chunk[], failure?: Error): AsyncGenerator<Chunk> {
  for (const chunk of chunks) yield chunk;
  if (failure) throw failure;
}

function makeReader(topic: string, chunks: AsyncGenerator<unknown>) {
  return Object.assign(chunks, { info: { id: 's', topic, mimeType: 'text/plain' } });
}

describe('data streams', () => {
  it('are heard on the usual topics from the start, on others from their first header', () => {
    const { streams, text, bytes } = setUp();
    expect([...text.keys()]).toContain('lk.chat');
    streams.hear({ topic: 'polls', isText: true });
    streams.hear({ topic: 'polls', isText: true });
    streams.hear({ topic: 'polls', isText: false });
    expect(text.has('polls') && bytes.has('polls')).toBe(true);
  });

  it('leave RPC to livekit-client and stop at a bound, since people choose topics', () => {
    const { streams, text, bytes, addRow, addMessage } = setUp();
    streams.hear({ topic: 'lk.rpc_request', isText: true });
    expect(text.has('lk.rpc_request')).toBe(false);
    for (let index = 0; index < 1_000; index++) streams.hear({ topic: `t${index}`, isText: index % 2 === 0 });
    expect(text.size + bytes.size).toBe(64);
    expect(addMessage, 'told as not read').toHaveBeenCalledTimes(1_000 - 60);
    expect(addRow, 'said once').toHaveBeenCalledTimes(1);
  });

  it('become one row each, cut at a bound, with what broke them off', async () => {
    const { text, bytes, addRow, streams } = setUp();
    text.get('lk.chat')?.(makeReader('lk.chat', chunksOf(['hel', 'lo'])), { identity: 'ada' });
    await vi.waitFor(() => expect(addRow).toHaveBeenCalledTimes(1));
    expect(addRow.mock.calls[0]?.[0]).toMatchObject({ type: 'chat', who: 'ada', after: 'hello' });

    const many = Array.from({ length: 100 }, () => 'x'.repeat(1_000));
    text.get('notes')?.(makeReader('notes', chunksOf(many, new Error('gone'))), { identity: 'bot' });
    await vi.waitFor(() => expect(addRow).toHaveBeenCalledTimes(2));
    const row = addRow.mock.calls[1]?.[0] as { type: string; details: string; after: string };
    expect(row.type).toBe('text-stream');
    expect(row.after).toHaveLength(16_384);
    expect(row.details).toContain('100000 characters · cut · broke off: gone');

    streams.hear({ topic: 'file', isText: false });
    bytes.get('file')?.(makeReader('file', chunksOf([new Uint8Array(3), new Uint8Array(4)])), { identity: 'ada' });
    await vi.waitFor(() => expect(addRow).toHaveBeenCalledTimes(3));
    expect(addRow.mock.calls[2]?.[0]).toMatchObject({
      type: 'byte-stream',
      details: 'topic file · text/plain · 7 bytes',
    });
  });
});
