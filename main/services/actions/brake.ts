/**
 * Holds a run of many that does the server no good: waits where the server asks for fewer calls, and ends the run where one
 * after the other fails in the same way. Sends nothing and repeats nothing.
 */
import type { ErrorCode, GavelError } from '#contract/result';
import { explain } from '#contract/verbs/definition';
import type { Clock } from '../ports.ts';
import { wait } from './wait.ts';

/** Failures of the same kind, one after the other, after which the rest would fail, too. */
export const hopelessAfter = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** These are about the server or the way to it, and not about the one target. */
const hopelessCodes: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timed_out',
  'server_failed',
  'unknown_key',
  'wrong_secret',
  'clock_skew',
  'forbidden_by_server',
]);

export interface BrakeDeps {
  clock: Clock;
  /** Until when the server has asked to be left alone; epoch ms. */
  heldUntilMs(): number;
  /** Ends every pause. */
  signal: AbortSignal;
  /** Called once, with the reason to tell. */
  giveUp(reason: GavelError): void;
}

export interface Brake {
  /** How the server answered one of them. */
  note(error: GavelError | undefined): void;
  /** Resolves when the next may go. */
  hold(): Promise<void>;
}

export function createBrake({ clock, heldUntilMs, signal, giveUp }: BrakeDeps): Brake {
  let failing: { code: ErrorCode; count: number } | undefined;
  let pauseMs = 0;
  let pausedUntilMs = 0;
  let hasGivenUp = false;

  function pause(): void {
    const now = clock.now();
    // Those that were under way together are one answer.
    if (now < pausedUntilMs) return;
    pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2));
    pausedUntilMs = now + pauseMs;
  }

  return {
    note(error) {
      if (error?.code === 'rate_limited') return pause();
      pauseMs = 0;
      if (!error || !hopelessCodes.has(error.code)) {
        failing = undefined;
        return;
      }
      failing = { code: error.code, count: failing?.code === error.code ? failing.count + 1 : 1 };
      if (failing.count < hopelessAfter || hasGivenUp) return;
      hasGivenUp = true;
      const message = `Stopped: ${hopelessAfter} in a row failed in the same way, so the rest was not sent. ${error.message}`;
      giveUp(explain(error.code, message, error.detail));
    },

    async hold() {
      const leftMs = Math.min(longestPauseMs, Math.max(pausedUntilMs, heldUntilMs()) - clock.now());
      await wait(clock, leftMs, signal);
    },
  };
}
