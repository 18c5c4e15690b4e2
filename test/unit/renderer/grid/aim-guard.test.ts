import { expect, test } from 'vitest';
import { createAimGuard } from '#renderer/table/grid/aim-guard.ts';

const rowPx = 28;
const firstPx = 100;

function place(...entries: number[]) {
  return { entries: Int32Array.from(entries), firstPx, rowPx };
}

/** The middle of a place, the first one 0. */
function middleOf(index: number): number {
  return firstPx + index * rowPx + rowPx / 2;
}

test('a press is for who stood there 200 ms before, not for who has just come', () => {
  const guard = createAimGuard();
  guard.note(place(7, 8, 9), 0);
  guard.note(place(9, 7, 8), 1_000);
  expect(guard.readAim(middleOf(0), 1_000)).toBe(7);
  expect(guard.readAim(middleOf(0), 1_199)).toBe(7);
  expect(guard.readAim(middleOf(0), 1_200)).toBe(9);
});

test('several moves within the time of an aim are looked through', () => {
  const guard = createAimGuard();
  guard.note(place(1, 2), 0);
  guard.note(place(2, 1), 1_000);
  guard.note(place(1, 2), 1_100);
  guard.note(place(2, 1), 1_150);
  expect(guard.readAim(middleOf(0), 1_190)).toBe(1);
  expect(guard.readAim(middleOf(0), 1_250)).toBe(2);
  expect(guard.readAim(middleOf(0), 1_310)).toBe(1);
});

test('a press that waited behind a busy page is for who stood there before it was made', () => {
  const guard = createAimGuard();
  guard.note(place(1, 2), 0);
  guard.note(place(2, 1), 1_000);
  for (const atMs of [1_300, 1_500, 1_700]) guard.note(place(2, 1), atMs);
  expect(guard.readAim(middleOf(0), 1_100)).toBe(1);
});

test('a scroll moves rows as an order does', () => {
  const guard = createAimGuard();
  guard.note(place(1, 2, 3, 4), 0);
  guard.note({ ...place(1, 2, 3, 4), firstPx: firstPx - 2 * rowPx }, 500);
  expect(guard.readAim(middleOf(0), 550)).toBe(1);
  expect(guard.readAim(middleOf(0), 700)).toBe(3);
});

test('nothing is nobody: below the last, above the first, and before anything was drawn', () => {
  const guard = createAimGuard();
  expect(guard.readAim(middleOf(0), 10)).toBeUndefined();
  guard.note(place(1), 0);
  expect(guard.readAim(middleOf(1), 500)).toBeUndefined();
  expect(guard.readAim(firstPx - 1, 500)).toBeUndefined();
});

test('a grid that has only just come is taken as it first lay', () => {
  const guard = createAimGuard();
  guard.note(place(1, 2), 1_000);
  expect(guard.readAim(middleOf(1), 1_050)).toBe(2);
});

test('what somebody asked for is no surprise: the next press is for who stands there', () => {
  const guard = createAimGuard();
  guard.note(place(1, 2), 0);
  guard.forget();
  guard.note(place(2, 1), 1_000);
  expect(guard.readAim(middleOf(0), 1_010)).toBe(2);
});
