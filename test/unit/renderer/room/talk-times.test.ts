import { describe, expect, it } from 'vitest';
import { createTalkTimes } from '#renderer/room/talk-times.ts';

describe('talk time', () => {
  it('is the sum of the spans, each less what its end is late; short ones count as nothing', () => {
    const talks = createTalkTimes();
    for (const [fromMs, toMs] of [
      [1_000, 5_000],
      [6_000, 6_300],
      [7_000, 9_000],
    ] as const) {
      talks.take('ada', true, fromMs);
      talks.take('ada', false, toMs);
    }
    expect(talks.read('ada', 20_000)).toEqual({ talkMs: 3_550 + 1_550, spokeAtMs: 9_000, silentSinceMs: 9_000 });
  });

  it('tells of who speaks that they last spoke just now', () => {
    const talks = createTalkTimes();
    talks.take('ada', true, 1_000);
    expect(talks.read('ada', 8_000).spokeAtMs).toBe(8_000);
    talks.take('ada', false, 9_000);
    expect(talks.read('ada', 20_000).spokeAtMs).toBe(9_000);
  });

  it('never goes back, and a report said twice begins nothing anew', () => {
    const talks = createTalkTimes();
    const told = [1_000, 1_200, 2_000, 4_000].map((atMs) => talks.take('ada', true, atMs).talkMs);
    told.push(talks.take('ada', false, 4_000).talkMs, talks.take('ada', false, 9_000).talkMs);
    expect(told).toEqual([0, 0, 550, 2_550, 2_550, 2_550]);
    expect(talks.read('ada', 9_000).silentSinceMs).toBe(4_000);
  });

  it('is unknown of who was only ever silent; their silence is known', () => {
    const talks = createTalkTimes();
    expect(talks.take('ada', undefined, 500).silentSinceMs).toBeUndefined();
    expect(talks.take('ada', false, 1_000)).toEqual({ talkMs: undefined, spokeAtMs: undefined, silentSinceMs: 1_000 });
  });

  it('ends, and silence is not known, where nothing is reported any more', () => {
    const talks = createTalkTimes();
    talks.take('ada', true, 1_000);
    expect(talks.take('ada', undefined, 3_000)).toEqual({ talkMs: 1_550, spokeAtMs: 3_000, silentSinceMs: undefined });
    expect(talks.read('ada', 60_000).talkMs).toBe(1_550);
    expect([...talks.speaking()]).toEqual([]);
  });
});

it('forgets who was not heard for longest, never who speaks', () => {
  const talks = createTalkTimes(3);
  talks.take('speaker', true, 1);
  for (const [index, identity] of ['a', 'b', 'c'].entries()) talks.take(identity, false, 10 + index);
  expect(['speaker', 'a', 'b', 'c'].map((identity) => talks.read(identity, 20).silentSinceMs)).toEqual([
    undefined,
    undefined,
    11,
    12,
  ]);
  expect(talks.read('speaker', 1_001).talkMs).toBe(550);
});
