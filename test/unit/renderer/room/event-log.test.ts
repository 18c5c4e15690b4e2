import { describe, expect, it, vi } from 'vitest';
import { createEventLog, cutText } from '#renderer/room/event-log.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

function setUp(maxBytes?: number) {
  const scheduler = createManualScheduler();
  return { scheduler, log: createEventLog({ scheduler, ...(maxBytes === undefined ? {} : { maxBytes }) }) };
}

function row(details: string) {
  return { atMs: 1, type: 'metadata', who: 'ada', details, source: 'event' as const };
}

describe('the event log', () => {
  it('numbers rows and lists them oldest first, as the same array until one comes', () => {
    const { log } = setUp();
    log.add(row('one'));
    log.add(row('two'));
    expect(log.rows().map(({ sequence, details }) => [sequence, details])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(log.rows()).toBe(log.rows());
  });

  it('stays within its bytes and says how many rows went', () => {
    const { log } = setUp(10_000);
    for (let index = 0; index < 5_000; index++) log.add(row(`row ${index}`));
    expect(log.sizeBytes()).toBeLessThanOrEqual(10_000);
    expect(log.total()).toBe(5_000);
    expect(log.rows().length).toBeGreaterThan(30);
    expect(log.dropped()).toBe(5_000 - log.rows().length);
    expect(log.rows().at(-1)?.details).toBe('row 4999');
    expect(log.rows()[0]?.sequence).toBe(log.dropped() + 1);
  });

  it('cuts one huge value instead of dropping everything else for it', () => {
    const { log } = setUp();
    log.add(row('small'));
    log.add({ ...row('large'), before: 'b'.repeat(600_000), after: 'a'.repeat(600_000) });
    const last = log.rows().at(-1);
    expect(log.rows()).toHaveLength(2);
    expect(last?.after?.length).toBeLessThan(40_000);
    expect(last?.after).toContain('600000 characters in all');
    expect(cutText('short')).toBe('short');
  });

  it('tells followers once a frame', () => {
    const { log, scheduler } = setUp();
    const told = vi.fn();
    const stop = log.subscribe(told);
    for (let index = 0; index < 10; index++) log.add(row('x'));
    expect(told).not.toHaveBeenCalled();
    scheduler.drawFrame();
    expect(told).toHaveBeenCalledTimes(1);
    stop();
    log.add(row('y'));
    scheduler.drawFrame();
    expect(told).toHaveBeenCalledTimes(1);
  });
});
