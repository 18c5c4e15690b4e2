import { expect, test } from 'vitest';
import { describeSpread, takePercentile } from '#test/bench/statistics';

test('a percentile is a measured value, never one in between', () => {
  const values = [40, 10, 30, 20];
  expect([0, 25, 50, 51, 95, 100].map((percent) => takePercentile(values, percent))).toEqual([10, 10, 20, 30, 40, 40]);
  expect(values, 'the measurements keep their order').toEqual([40, 10, 30, 20]);
});

test('95 of 100 values are not above the 95th percentile', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(describeSpread(values)).toEqual({ count: 100, min: 1, median: 50, p95: 95, max: 100 });
});

test('nothing measured is an error, not a zero', () => {
  expect(() => describeSpread([])).toThrow('nothing was measured');
});
