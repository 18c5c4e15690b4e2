import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createServerClock } from '#main/services/dispatch-watch/server-clock';

test('this computer’s clock is believed as long as nothing speaks against it', () => {
  const clock = createServerClock();
  expect(clock.read(5_000)).toBe(5_000);
  clock.learn(1_000, 5_000, undefined);
  expect(clock.read(5_000)).toBe(5_000);
  expect(clock.isBounded()).toBe(false);
});

test('a server that is ahead is found by any stamp', () => {
  const clock = createServerClock();
  clock.learn(100_000, 5_000, undefined);
  expect(clock.read(6_000)).toBe(101_000);
});

test('a server that is behind is found by a stamp that must be new', () => {
  const clock = createServerClock();
  clock.learn(1_000, 50_000, 49_000);
  expect(clock.read(50_000)).toBe(2_000);
  expect(clock.isBounded()).toBe(true);
});

test('a computer whose clock was set anew is believed by its newest word', () => {
  const clock = createServerClock();
  clock.learn(1_000, 1_000, 900);
  clock.learn(2_000, 10_002_000, 10_001_900);
  expect(Math.abs(clock.read(10_002_000) - 2_000)).toBeLessThanOrEqual(100);
});

test('with new stamps it is never off by more than the time between two looks', () => {
  const look = fc.record({ pauseMs: fc.integer({ min: 1, max: 5_000 }), ageMs: fc.nat() });
  const skew = fc.integer({ min: -600_000, max: 600_000 });
  fc.assert(
    fc.property(skew, fc.array(look, { minLength: 1, maxLength: 10 }), (skewMs, looks) => {
      const clock = createServerClock();
      let localMs = 1_000_000;
      let closestMs = Number.POSITIVE_INFINITY;
      for (const { pauseMs, ageMs } of looks) {
        const stampMs = localMs + pauseMs - (ageMs % pauseMs) + skewMs;
        clock.learn(stampMs, localMs + pauseMs, localMs);
        localMs += pauseMs;
        closestMs = Math.min(closestMs, pauseMs);
      }
      expect(Math.abs(clock.read(localMs) - (localMs + skewMs))).toBeLessThanOrEqual(closestMs);
    }),
  );
});
