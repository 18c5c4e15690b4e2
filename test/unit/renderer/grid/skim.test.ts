/** A fast scroll is told from a jump and from reading. */
import { expect, test } from 'vitest';
import { createSkimWatch } from '#renderer/table/grid/skim.ts';

const rowPx = 28;
const frameMs = 1_000 / 60;

function scroll(pxPerSecond: number, frames: number): boolean[] {
  const watch = createSkimWatch(rowPx);
  return Array.from({ length: frames }, (_, frame) =>
    watch.step((pxPerSecond * frame * frameMs) / 1_000, frame * frameMs),
  );
}

test('12,000 px/s is too fast to read, from the second step on', () => {
  expect(scroll(12_000, 6)).toEqual([false, false, true, true, true, true]);
});

test('2,500 px/s can be read', () => {
  expect(scroll(2_500, 60)).not.toContain(true);
});

test('a page at a time is no scroll, however far it goes', () => {
  const watch = createSkimWatch(rowPx);
  expect([0, 1, 2, 3, 4].map((page) => watch.step(page * 600, page * 150))).not.toContain(true);
});

test('one jump between two rests is none either', () => {
  const watch = createSkimWatch(rowPx);
  expect([0, 20_000, 20_000, 20_000].map((topPx, step) => watch.step(topPx, step * frameMs))).not.toContain(true);
});
