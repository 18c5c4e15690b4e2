import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogTable, type LogShape } from '#renderer/features/activity/log-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

interface Line {
  sequence: number;
  who: string;
}

const shape: LogShape<Line> = {
  keyOf: ({ sequence }) => sequence,
  textOf: ({ who }) => who,
  columns: [{ name: 'who', read: ({ who }) => who }, { name: 'drawn' }],
};

function setUp() {
  const scheduler = createManualScheduler();
  const log = createLogTable<Line>({ scheduler });
  const settle = (): void => {
    scheduler.drawFrame();
    vi.advanceTimersByTime(500);
  };
  const read = (): number[] => [...log.order()].map((row) => log.rowOf(row)!.sequence);
  return { log, settle, read };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a log as a table', () => {
  it('is the list turned round, whatever came at its ends and went at its beginning', () => {
    const step = fc.record({
      kind: fc.constantFrom('append', 'drop', 'older', 'settle', 'anew'),
      count: fc.integer({ min: 1, max: 5 }),
      who: fc.constantFrom('ada', 'bo', 'Ada'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), fc.boolean(), (steps, isGrowing) => {
        const { log, settle, read } = setUp();
        let list: Line[] = [];
        let [first, next] = [1_000, 1_001];
        for (const { kind, count, who } of steps) {
          const make = (sequence: number): Line => ({ sequence, who });
          const numbers = Array.from({ length: count }, (_none, index) => index);
          if (kind === 'append') list = [...list, ...numbers.map(() => make(next++))];
          else if (kind === 'drop') list = list.slice(count);
          else if (kind === 'older' && isGrowing) list = [...numbers.map(() => make(first--)).toReversed(), ...list];
          else if (kind === 'anew') list = [];
          log.feed(list, shape, isGrowing);
          if (kind !== 'settle') continue;
          settle();
          expect(read()).toEqual(list.map(({ sequence }) => sequence).toReversed());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows its first rows at once', () => {
    const { log, read } = setUp();
    log.feed([{ sequence: 1, who: 'ada' }], shape, true);
    expect(read()).toEqual([1]);
  });

  it('keeps what goes in its place while it is held', () => {
    const { log, settle, read } = setUp();
    const list = ['ada', 'bo'].map((who, sequence) => ({ sequence, who }));
    log.feed(list, shape, false);
    settle();
    const release = log.freeze('pointer');
    log.feed([list[1]!, { sequence: 2, who: 'cy' }], shape, false);
    settle();
    expect(read()).toEqual([1, 0]);
    expect([...log.order()].map(log.isDeparting)).toEqual([false, true]);
    release();
    expect(read()).toEqual([2, 1]);
  });

  it('is sorted by a column and back, the newest first among those that are alike', () => {
    const { log, settle, read } = setUp();
    const list = ['bo', 'ada', 'bo', 'ada'].map((who, sequence) => ({ sequence, who }));
    log.feed(list, shape, true);
    settle();
    log.press('who');
    expect(read()).toEqual([3, 1, 2, 0]);
    log.press('who');
    expect(read()).toEqual([2, 0, 3, 1]);
    expect(log.sort()).toEqual({ column: 'who', direction: 'descending' });
    log.press('who');
    expect(read()).toEqual([3, 2, 1, 0]);
    expect(log.sort()).toBeUndefined();
  });

  it('is filtered by words, and tells of rows that were replaced', () => {
    const { log, settle, read } = setUp();
    log.feed(
      [
        { sequence: 1, who: 'ada' },
        { sequence: 2, who: 'bo' },
      ],
      shape,
      false,
    );
    settle();
    const told = vi.fn();
    log.subscribe(told);
    log.setWords('BO');
    expect(read()).toEqual([2]);
    told.mockClear();
    log.feed(
      [
        { sequence: 1, who: 'bob' },
        { sequence: 2, who: 'bo' },
      ],
      shape,
      false,
    );
    expect(told).toHaveBeenCalled();
    settle();
    expect(read()).toEqual([2, 1]);
    expect(log.rowOf(log.findRow(1)!)?.who).toBe('bob');
  });
});
