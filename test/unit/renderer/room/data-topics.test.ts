import { describe, expect, it, vi } from 'vitest';
import { createDataTopics, keptPayloadBytes, maxTopicRows, readRate } from '#renderer/room/data-topics.ts';
import type { DataMessage } from '#renderer/room/data-topics.ts';

function setUp() {
  const clock = { nowMs: 1_000_000 };
  const scheduler = { schedule: (task: () => void) => (task(), () => undefined) };
  const topics = createDataTopics({ now: () => clock.nowMs, scheduler });
  const add = (given: Partial<DataMessage> = {}): void =>
    topics.add({ kind: 'packet, reliable', topic: 'poll', who: 'ada', sizeBytes: 3, payload: 'abc', ...given });
  return { clock, topics, add };
}

describe('data topics', () => {
  it('count by kind and topic, with the last sender and payload', () => {
    const { topics, add } = setUp();
    const listener = vi.fn();
    topics.subscribe(listener);
    add();
    add({ who: '', payload: 'defg', sizeBytes: 4 });
    add({ kind: 'packet, lossy' });
    expect(topics.rows().map(({ kind, messageCount }) => [kind, messageCount])).toEqual([
      ['packet, reliable', 2],
      ['packet, lossy', 1],
    ]);
    expect(topics.rows()[0]).toMatchObject({ totalBytes: 7, lastBytes: 4, lastWho: '', payload: 'defg' });
    expect(listener).toHaveBeenCalled();
    topics.clear();
    expect(topics.rows()).toEqual([]);
    expect(topics.messageCount()).toBe(0);
  });

  it('tell the rate over ten seconds, which falls when nothing comes', () => {
    const { clock, topics, add } = setUp();
    for (let second = 0; second < 20; second++, clock.nowMs += 1_000) for (let n = 0; n < 5; n++) add();
    const row = topics.rows()[0];
    if (!row) throw new Error('no row');
    expect(readRate(row, clock.nowMs - 1_000)).toBe(5);
    expect(readRate(row, clock.nowMs + 4_000)).toBe(2.5);
    expect(readRate(row, clock.nowMs + 60_000)).toBe(0);
    expect(row.seconds.size).toBe(10);
  });

  it('stop at a bound of topics and say how many messages have no row', () => {
    const { topics, add } = setUp();
    for (let index = 0; index < maxTopicRows + 50; index++) add({ topic: `t${index}` });
    add({ topic: 't0' });
    expect(topics.rows()).toHaveLength(maxTopicRows);
    expect(topics.uncountedMessages()).toBe(50);
    expect(topics.rows()[0]?.messageCount).toBe(2);
  });

  it('keep payloads within one bound over all topics, the newest whole', () => {
    const { clock, topics, add } = setUp();
    for (let index = 0; index < 150; index++, clock.nowMs++) {
      add({ topic: `t${index}`, payload: new Uint8Array(2 * keptPayloadBytes), sizeBytes: 2 * keptPayloadBytes });
    }
    const kept = topics.rows().reduce((sum, { payload }) => sum + (payload?.length ?? 0), 0);
    expect(kept).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(topics.rows().at(-1)?.payload).toHaveLength(keptPayloadBytes);
    expect(topics.rows()[0]?.payload).toHaveLength(4_096);
    add({ topic: 'x'.repeat(100_000) });
    expect(topics.rows().at(-1)?.topic).toHaveLength(512);
  });
});
