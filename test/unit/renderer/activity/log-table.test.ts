import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogTable, type LogShape } from '#renderer/features/activity/log-table.ts';
import { countMarks } from '#renderer/features/grid-tools/marks-line.tsx';
import { cycleSort } from '#renderer/table/grid/move-focus.ts';
import type { TableView } from '#renderer/table/types.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';
import { filterWords } from '../table/filter-words.ts';

const byNumber = (one: number, other: number): number => one - other;

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
  const { table, view, marks } = log;
  const read = (): number[] => [...view.order()].map((row) => log.rowOf(table.keyOf(row))!.sequence);
  return { log, view, marks, table, settle, read };
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

  it('shows older rows that were asked for also while it is held, which newer ones wait for', () => {
    const { log, view, settle, read } = setUp();
    const list = [5, 6].map((sequence) => ({ sequence, who: 'ada' }));
    log.feed(list, shape, true);
    settle();
    view.freeze('focus');
    const longer = [...list, { sequence: 7, who: 'bo' }];
    log.feed(longer, shape, true);
    settle();
    expect(read()).toEqual([6, 5]);
    log.feed([{ sequence: 4, who: 'ada' }, ...longer], shape, true);
    expect(read()).toEqual([7, 6, 5, 4]);
  });

  it.each([
    ['sorted', ({ setSort }: TableView) => setSort([{ column: 'who', direction: 'ascending' }])],
    ['grouped', ({ setGroup }: TableView) => setGroup({ column: 'who', direction: 'ascending' })],
  ])('holds older rows back that would come in between: %s', (_how, arrange) => {
    const { log, view, settle, read } = setUp();
    const list = ['ada', 'bo'].map((who, index) => ({ sequence: 5 + index, who }));
    log.feed(list, shape, true);
    settle();
    arrange(view);
    expect(read()).toEqual([5, 6]);
    const release = view.freeze('pointer');
    const asked = view.asked();
    log.feed([{ sequence: 4, who: 'ada' }, ...list], shape, true);
    settle();
    expect(read()).toEqual([5, 6]);
    expect(view.pendingMoves()).toBeGreaterThan(0);
    expect(view.asked(), 'nobody asked for another order').toBe(asked);
    release();
    expect(read()).toEqual([5, 4, 6]);
  });

  it('gives the number of a row that it has dropped to no other one soon', () => {
    const { log, table, settle } = setUp();
    const list = [1, 2].map((sequence) => ({ sequence, who: 'ada' }));
    log.feed(list, shape, true);
    settle();
    const dropped = table.findRow('1');
    const shorter = list.slice(1);
    log.feed(shorter, shape, true);
    settle();
    log.feed([...shorter, { sequence: 3, who: 'bo' }], shape, true);
    settle();
    expect(table.findRow('3')).not.toBe(dropped);
    expect(table.keyOf(dropped!)).toBe('1');
  });

  it('keeps what goes in its place while it is held', () => {
    const { log, view, settle, read } = setUp();
    const list = ['ada', 'bo'].map((who, sequence) => ({ sequence, who }));
    log.feed(list, shape, false);
    settle();
    const release = view.freeze('pointer');
    log.feed([list[1]!, { sequence: 2, who: 'cy' }], shape, false);
    settle();
    expect(read()).toEqual([1, 0]);
    expect([...view.order()].map(view.isDeparting)).toEqual([false, true]);
    release();
    expect(read()).toEqual([2, 1]);
  });

  it('keeps marks on their rows and rows in their groups, whatever comes and goes; dropped marks are counted', () => {
    const step = fc.record({
      kind: fc.constantFrom('append', 'drop', 'mark', 'group', 'settle'),
      count: fc.integer({ min: 1, max: 4 }),
      who: fc.constantFrom('ada', 'bo', 'cy'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const { log, view, marks, table, settle } = setUp();
        let list: Line[] = [];
        let next = 1;
        const marked = new Set<number>();
        for (const { kind, count, who } of steps) {
          if (kind === 'append') list = [...list, ...Array.from({ length: count }, () => ({ sequence: next++, who }))];
          else if (kind === 'drop') list = list.slice(count);
          else if (kind === 'group')
            view.setGroup(view.group() ? undefined : { column: 'who', direction: 'ascending' });
          log.feed(list, shape, true);
          if (kind === 'mark') {
            const line = list[list.length - count];
            const row = line && table.findRow(String(line.sequence));
            if (line && row !== undefined) {
              marks.toggle(row);
              if (!marked.delete(line.sequence)) marked.add(line.sequence);
            }
          }
          if (kind !== 'settle') continue;
          settle();
          const there = new Set(list.map(({ sequence }) => sequence));
          expect([...marks.rows()].map((row) => Number(table.keyOf(row)))).toEqual([...marked].toSorted(byNumber));
          expect(countMarks(table, marks.rows(), view.order())).toEqual({
            marked: marked.size,
            notShown: 0,
            gone: [...marked].filter((sequence) => !there.has(sequence)).length,
          });
          for (const entry of view.entries()) {
            const head = entry < 0 ? view.groupHead(entry) : undefined;
            if (head) expect(head.count).toBe(list.filter((line) => line.who === head.value).length);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is sorted by a column and back, the newest first among those that are alike', () => {
    const { log, view, settle, read } = setUp();
    const press = (): void => view.setSort(cycleSort(view.sort(), 'who', false));
    const list = ['bo', 'ada', 'bo', 'ada'].map((who, sequence) => ({ sequence, who }));
    log.feed(list, shape, true);
    settle();
    press();
    expect(read()).toEqual([3, 1, 2, 0]);
    press();
    expect(read()).toEqual([2, 0, 3, 1]);
    expect(view.sort()).toEqual([{ column: 'who', direction: 'descending' }]);
    press();
    expect(read()).toEqual([3, 2, 1, 0]);
    expect(view.sort()).toEqual([]);
  });

  it('is filtered by words, and tells of rows that were replaced', () => {
    const { log, view, settle, read } = setUp();
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
    view.setFilter(filterWords('bo'));
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
    expect(log.rowOf('1')?.who).toBe('bob');
  });
});
