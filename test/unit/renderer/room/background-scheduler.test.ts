/** Rooms that are not in front: told once a second, and at once when they come forward. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createBackgroundScheduler } from '#renderer/room/background-scheduler.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const frames = createManualScheduler();
  const scheduler = createBackgroundScheduler(frames);
  const told: string[] = [];
  return { frames, scheduler, told, tell: (what: string) => scheduler.schedule(() => void told.push(what)) };
}

it('runs with the frames in front, and with one tick a second behind', () => {
  const { frames, scheduler, told, tell } = setUp();
  tell('in front');
  frames.drawFrame();
  expect(told).toEqual(['in front']);
  scheduler.setSlow(true);
  tell('one');
  vi.advanceTimersByTime(600);
  tell('two');
  frames.drawFrame();
  expect(told).toEqual(['in front']);
  vi.advanceTimersByTime(400);
  expect(told).toEqual(['in front', 'one', 'two']);
});

it('leaves what a tick plans anew to the next one, and passes over what one of its tasks calls off', () => {
  const { scheduler, told, tell } = setUp();
  scheduler.setSlow(true);
  let callOff = (): void => undefined;
  scheduler.schedule(() => {
    callOff();
    tell('again');
  });
  callOff = tell('called off');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['again']);
});

it('runs what waits with the next frame once it is in front, and only once', () => {
  const { frames, scheduler, told, tell } = setUp();
  scheduler.setSlow(true);
  tell('kept');
  const cancel = tell('called off');
  scheduler.setSlow(false);
  cancel();
  frames.drawFrame();
  vi.advanceTimersByTime(5_000);
  frames.drawFrame();
  expect(told).toEqual(['kept']);
});

it('feeds the table behind as in front; only its listeners wait', () => {
  const { frames, scheduler } = setUp();
  const table = createColumnTable({ scheduler });
  const row = table.ensureRow('ada');
  let notices = 0;
  table.subscribeChanges(() => (notices += 1));
  frames.drawFrame();
  expect(notices, 'in front').toBe(1);
  scheduler.setSlow(true);
  for (let change = 0; change < 100; change++) {
    table.write(row, 'name', `Ada ${change}`, change);
    frames.drawFrame();
    vi.advanceTimersByTime(10);
  }
  expect(table.read(row, 'name')).toBe('Ada 99');
  expect(notices, 'one more, a second later').toBe(2);
});
