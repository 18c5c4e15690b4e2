import { describe, expect, it, onTestFinished } from 'vitest';
import { createSweeper, type SweepRun, type Sweeper } from '#main/services/watch/sweeper';
import { createFakeClock } from '#test/support/ports';

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function start(intervalMs = 5_000): {
  sweeper: Sweeper;
  runs: SweepRun[];
  clock: ReturnType<typeof createFakeClock>;
  pace: { intervalMs: number; heldUntilMs: number; hintGapMs: number };
  finish(): Promise<void>;
  advance(ms: number): Promise<void>;
} {
  const clock = createFakeClock();
  const runs: SweepRun[] = [];
  const pace = { intervalMs, heldUntilMs: 0, hintGapMs: 0 };
  let end: (() => void) | undefined;
  const sweeper = createSweeper({
    clock,
    readIntervalMs: () => pace.intervalMs,
    readHintGapMs: () => pace.hintGapMs,
    heldUntilMs: () => pace.heldUntilMs,
    sweep(run) {
      runs.push(run);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
  });
  onTestFinished(() => sweeper.dispose());
  return {
    sweeper,
    runs,
    clock,
    pace,
    async finish() {
      end?.();
      await settled();
    },
    async advance(ms) {
      clock.advance(ms);
      await settled();
    },
  };
}

describe('a sweeper', () => {
  it('sweeps in the next turn and then at its interval, one at a time', async () => {
    const { runs, advance, finish } = start();
    expect(runs).toHaveLength(0);
    await advance(0);
    expect(runs).toHaveLength(1);
    await advance(20_000);
    expect(runs).toHaveLength(1);
    await finish();
    expect(runs).toHaveLength(2);
    await finish();
    await advance(4_999);
    expect(runs).toHaveLength(2);
    await advance(1);
    expect(runs).toHaveLength(3);
    expect(runs.map(({ isAsked }) => isAsked)).toEqual([false, false, false]);
  });

  it('serves a look that is asked for in the first turn with the first sweep', async () => {
    const { sweeper, runs, advance, finish } = start();
    let isSeen = false;
    void sweeper.look(true).then(() => (isSeen = true));
    await advance(0);
    expect(runs.map(({ isAsked }) => isAsked)).toEqual([true]);
    await finish();
    expect(isSeen).toBe(true);
  });

  it('makes a fresh look wait for a sweep that began after it, and lets one under way do otherwise', async () => {
    const { sweeper, runs, advance, finish } = start();
    await advance(0);
    const seen: string[] = [];
    void sweeper.look(true).then(() => seen.push('fresh'));
    void sweeper.look(false).then(() => seen.push('any'));
    await finish();
    expect(seen).toEqual(['any']);
    await advance(350);
    expect(runs).toHaveLength(2);
    await finish();
    expect(seen).toEqual(['any', 'fresh']);
  });

  it('sweeps at most three times a second, however often it is hinted', async () => {
    const { sweeper, runs, advance, finish } = start();
    await advance(0);
    await finish();
    for (let ms = 0; ms < 1_000; ms += 10) {
      sweeper.hint();
      await advance(10);
      await finish();
    }
    expect(runs).toHaveLength(3);
  });

  it('follows an interval that changes while it waits', async () => {
    const { sweeper, runs, pace, advance, finish } = start();
    await advance(0);
    await finish();
    pace.intervalMs = 20_000;
    await advance(5_000);
    expect(runs).toHaveLength(1);
    await advance(15_000);
    expect(runs).toHaveLength(2);
    await finish();
    pace.intervalMs = 2_000;
    sweeper.replan();
    await advance(2_000);
    expect(runs).toHaveLength(3);
  });

  it('is held for hints and for itself, never for who waits', async () => {
    const { sweeper, runs, pace, clock, advance, finish } = start();
    await advance(0);
    await finish();
    pace.heldUntilMs = clock.now() + 30_000;
    sweeper.hint();
    await advance(29_000);
    expect(runs).toHaveLength(1);
    void sweeper.look(true);
    await advance(0);
    expect(runs.map(({ isAsked }) => isAsked)).toEqual([false, true]);
    await finish();
    await advance(1_000);
    expect(runs).toHaveLength(2);
    await advance(4_000);
    expect(runs).toHaveLength(3);
  });

  it('ends the sweep under way and lets go of those who wait', async () => {
    const { sweeper, runs, advance, finish } = start();
    await advance(0);
    const look = sweeper.look(true);
    sweeper.dispose();
    await look;
    expect(runs[0]?.signal.aborted).toBe(true);
    await finish();
    await advance(60_000);
    await sweeper.look(true);
    expect(runs).toHaveLength(1);
  });
});

it('keeps its interval when the clock is set back', async () => {
  const { runs, clock, advance, finish } = start();
  await advance(0);
  clock.setBack(600_000);
  await finish();
  await advance(4_999);
  expect(runs).toHaveLength(1);
  await advance(1);
  expect(runs).toHaveLength(2);
});

it('takes its time with hints where a sweep is much work, never longer than its interval and not with what is asked', async () => {
  const { sweeper, runs, advance, finish, pace } = start();
  pace.hintGapMs = 3_000;
  await advance(0);
  await finish();
  sweeper.hint();
  await advance(2_999);
  expect(runs).toHaveLength(1);
  await advance(1);
  expect(runs).toHaveLength(2);
  await finish();
  pace.hintGapMs = 60_000;
  sweeper.hint();
  await advance(4_999);
  expect(runs).toHaveLength(2);
  await advance(1);
  expect(runs).toHaveLength(3);
  await finish();
  sweeper.hint();
  void sweeper.look(true);
  await advance(350);
  expect(runs).toHaveLength(4);
});
