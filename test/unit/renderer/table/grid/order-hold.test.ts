import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOrderHold, fillMs } from '#renderer/table/grid/order-hold.ts';

function createStage(rowCount = 1) {
  const held = new Set<symbol>();
  const hold = createOrderHold({
    order: () => new Int32Array(rowCount),
    freeze(reason) {
      const own = Symbol(reason);
      held.add(own);
      return () => void held.delete(own);
    },
  });
  return { hold, isHeld: () => held.size > 0 };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('holds under a pointer that has never moved, once its rows had time to come', () => {
  const { hold, isHeld } = createStage();
  hold.onPointerEnter();
  expect(isHeld(), 'a grid that has just opened below it').toBe(false);
  vi.advanceTimersByTime(fillMs);
  expect(isHeld()).toBe(true);
  hold.onPointerLeave();
  expect(isHeld()).toBe(false);
  hold.onPointerEnter();
  hold.onPointerLeave();
  vi.advanceTimersByTime(fillMs);
  expect(isHeld(), 'it only passed').toBe(false);
});

it('holds under a pointer that rests after the wheel, until it leaves', () => {
  const { hold, isHeld } = createStage();
  hold.onWheel();
  hold.onScroll();
  hold.onScrollEnd();
  expect(isHeld()).toBe(true);
  hold.onPointerLeave();
  expect(isHeld()).toBe(false);
  hold.onScroll();
  hold.onScrollEnd();
  expect(isHeld(), 'control: scrolled with no pointer there').toBe(false);
});

it('holds from press to click, wherever the pointer goes', () => {
  const { hold, isHeld } = createStage();
  hold.onPointerMove();
  hold.onMouseDown();
  hold.onPointerLeave();
  expect(isHeld()).toBe(true);
  hold.onPressEnd();
  expect(isHeld()).toBe(false);
});

it('holds nothing in an empty grid, and nothing once it is gone', () => {
  const empty = createStage(0);
  empty.hold.onWheel();
  expect(empty.isHeld()).toBe(false);
  const { hold, isHeld } = createStage();
  hold.onMouseDown();
  hold.onFocus(false);
  expect(isHeld()).toBe(true);
  hold.releaseAll();
  expect(isHeld()).toBe(false);
});
