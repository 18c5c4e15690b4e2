/** The control of the soak: a planted growth is found, and a heap that only breathes is not called one. */
import { expect, test } from 'vitest';
import { measureSlope } from '#test/long/support/slope';

const minutes = Array.from({ length: 10 }, (_, index) => index * 60_000);

test('a planted growth of 3 MB a minute is found', () => {
  const samples = minutes.map((atMs, index) => ({ atMs, value: 20e6 + index * 3e6 + (index % 2) * 5e5 }));
  expect(measureSlope(samples)).toBeGreaterThan(2.9e6);
});

test('a heap that goes up and down stays near none', () => {
  const samples = minutes.map((atMs, index) => ({ atMs, value: 20e6 + (index % 2) * 5e5 }));
  expect(Math.abs(measureSlope(samples))).toBeLessThan(1e5);
  expect(measureSlope([])).toBe(0);
});

test('what was there for a moment only, at the end as well, is not taken for growth', () => {
  const samples = minutes.map((atMs, index) => ({ atMs, value: 20e6 + (index === 4 || index === 9 ? 10e6 : 0) }));
  expect(measureSlope(samples)).toBe(0);
});
