/** The log of API calls: bounded for each server, told in batches, apart from other servers. */
import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '#contract/domain/activity';
import { createRequestLog, type RequestLog } from '#main/services/request-log/request-log';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';

function open(): {
  log: RequestLog;
  clock: ReturnType<typeof createFakeClock>;
  events: ReturnType<typeof createRecordingEvents>;
  append: (serverId: string, count?: number) => void;
} {
  const clock = createFakeClock();
  const events = createRecordingEvents();
  const log = createRequestLog({ clock, events });
  return {
    log,
    clock,
    events,
    append(serverId, count = 1) {
      for (let done = 0; done < count; done += 1) log.append(makeRecord(serverId, log.nextSequence(), clock.now()));
    },
  };
}

function makeRecord(serverId: string, sequence: number, atMs: number): RequestRecord {
  return {
    sequence,
    serverId,
    atMs,
    method: 'RoomService/ListRooms',
    target: '',
    lane: 'sweep',
    status: 200,
    tookMs: 3,
    requestId: `request-${sequence}`,
  };
}

const readSequences = (records: readonly RequestRecord[]): number[] => records.map(({ sequence }) => sequence);

describe('request log', () => {
  it('tells nothing at once, and everything of 200 ms in one message for each server', () => {
    const { clock, events, append } = open();
    append('first', 3);
    append('second');
    append('first');
    clock.advance(199);
    expect(events.sent).toEqual([]);
    clock.advance(1);
    expect(
      events.sent.map(({ to, channel, payload }) => [to, channel, readSequences(payload as RequestRecord[])]),
    ).toEqual([
      ['first', 'requests:logged', [1, 2, 3, 5]],
      ['second', 'requests:logged', [4]],
    ]);
    clock.advance(60_000);
    expect(events.sent, 'nothing new, nothing told').toHaveLength(2);
    append('second');
    clock.advance(200);
    expect(readSequences(events.sent.at(-1)?.payload as RequestRecord[])).toEqual([6]);
  });

  it('keeps the newest 5,000 of each server, whatever another one asks', () => {
    const { log, append } = open();
    append('quiet', 2);
    append('busy', 5_000);
    expect(log.list('busy', 10_000)).toHaveLength(5_000);
    append('busy', 7);
    const kept = readSequences(log.list('busy', 10_000));
    expect(kept).toHaveLength(5_000);
    expect([kept[0], kept.at(-1)]).toEqual([10, 5_009]);
    expect(readSequences(log.list('quiet', 10_000))).toEqual([1, 2]);
  });

  it('lists the newest, oldest first, and nothing of a server that it does not know', () => {
    const { log, append } = open();
    append('first', 5);
    expect(readSequences(log.list('first', 2))).toEqual([4, 5]);
    expect(log.list('unknown', 10)).toEqual([]);
  });

  it('tells a batch once, so that what was told does not grow with what comes', () => {
    const { clock, events, append } = open();
    for (let round = 0; round < 50; round += 1) {
      append('first', 4);
      clock.advance(200);
    }
    expect(events.sent.map(({ payload }) => (payload as RequestRecord[]).length)).toEqual(
      Array.from({ length: 50 }, () => 4),
    );
  });

  it('tells no more once it is disposed of', () => {
    const { log, clock, events, append } = open();
    append('first');
    log.dispose();
    clock.advance(10_000);
    expect(events.sent).toEqual([]);
  });
});
