/** A pause on the door's clock. */
import type { Clock } from '../ports.ts';

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
