/** Pauses on the door's clock. */
import type { Clock } from '../ports.ts';

/**
 * Gives each of `looksMs` (ms since this began) when its time has come. A clock that is set back meanwhile puts a look
 * off by no more than its gap to the one before.
 */
export async function* paceLooks(
  clock: Clock,
  looksMs: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<number> {
  const beganAtMs = clock.now();
  let lastLookMs = 0;
  for (const lookMs of looksMs) {
    await wait(clock, Math.min(beganAtMs + lookMs - clock.now(), lookMs - lastLookMs), signal);
    lastLookMs = lookMs;
    yield lookMs;
  }
}

/** Resolves after so many ms, or at once when the signal ends it; the caller looks at the signal. */
export function wait(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const callOff = clock.after(delayMs, finish);
    function finish(): void {
      signal.removeEventListener('abort', finish);
      callOff();
      resolve();
    }
    signal.addEventListener('abort', finish, { once: true });
  });
}
