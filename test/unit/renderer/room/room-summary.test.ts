import { Room as WireRoomMessage } from '@livekit/protocol';
import { describe, expect, it, vi } from 'vitest';
import { createEventLog } from '#renderer/room/event-log.ts';
import { createRoomSummary } from '#renderer/room/room-summary.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';
import { makeSummary } from './facts.ts';

function setUp() {
  let nowMs = 10_000;
  const log = createEventLog({ scheduler: createManualScheduler() });
  const onChange = vi.fn();
  const summary = createRoomSummary({ log, now: () => nowMs, onChange });
  const rows = () => log.rows().map(({ type, before, after, source }) => ({ type, before, after, source }));
  return { summary, rows, onChange, setTime: (ms: number) => (nowMs = ms) };
}

function makeRoom(over: Partial<WireRoomMessage> = {}): WireRoomMessage {
  return new WireRoomMessage({ sid: 'RM_1', name: 'town', creationTime: 1n, ...over });
}

describe('the room’s summary', () => {
  it('is learnt from the join answer and changed by events, each change once', () => {
    const { summary, rows } = setUp();
    summary.takeJoined(makeRoom({ metadata: 'a' }));
    expect(summary.current()).toMatchObject({ sid: 'RM_1', metadata: 'a', createdAtMs: 1_000 });
    summary.takeEvent(makeRoom({ metadata: 'b', numParticipants: 2 }));
    summary.takeEvent(makeRoom({ metadata: 'b', activeRecording: true }));
    expect(rows()).toEqual([
      { type: 'room-metadata', before: 'a', after: 'b', source: 'event' },
      { type: 'recording', before: undefined, after: undefined, source: 'event' },
    ]);
  });

  it('is not thrown back by a list that was read before the event', () => {
    const { summary, rows } = setUp();
    summary.takeJoined(makeRoom({ metadata: 'new' }));
    summary.takeSweep(makeSummary({ metadata: 'old', numParticipants: 7 }), 10_500);
    expect(summary.current()).toMatchObject({ metadata: 'new', numParticipants: 7 });
    summary.takeSweep(makeSummary({ metadata: 'later' }), 20_000);
    expect(summary.current()?.metadata).toBe('later');
    expect(rows()).toEqual([{ type: 'room-metadata', before: 'new', after: 'later', source: 'api' }]);
  });

  it('comes from the list alone before a join, and tells only what changed', () => {
    const { summary, rows, onChange } = setUp();
    summary.takeSweep(makeSummary({ metadata: 'x' }), 1);
    summary.takeSweep(makeSummary({ metadata: 'x' }), 2);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(rows()).toEqual([]);
  });
});
