/** What is said where a list is read more seldom than usual, or not at all, and why. Pure. */
import type { SweepPace } from '#contract/domain/room-facts';
import type { GavelError } from '#contract/result';
import { nameFailure } from './name-failure.ts';

type Pace = { everyMs: number; slowedBy?: SweepPace['slowedBy'] | undefined };

const reasons: Record<NonNullable<SweepPace['slowedBy']>, string> = {
  rate_limited: 'the server asks for fewer calls',
  slow: 'the server answers slowly',
  failing: 'the server fails to answer',
};

/** `list every 20 s: the server asks for fewer calls`; undefined where nothing is in the way. */
export function describeSlowPace(pace: Pace | undefined): string | undefined {
  return pace?.slowedBy && `list ${describeInterval(pace.everyMs)}: ${reasons[pace.slowedBy]}`;
}

/** What is in the way of a list; undefined where nothing is. A refusal comes first, since no slower pace mends it. */
export function describeListTrouble(pace: Pace | undefined, error: GavelError | undefined): string | undefined {
  const failure = error && nameFailure(error.code);
  const failed = error && failure && `list ${failure.toLowerCase()}: ${error.message}`;
  return failure === 'Refused' ? failed : (describeSlowPace(pace) ?? failed);
}

/** `every 4 s`, `every 2 min`. */
export function describeInterval(everyMs: number): string {
  const seconds = Math.round(everyMs / 1_000);
  return seconds < 120 ? `every ${seconds} s` : `every ${Math.round(seconds / 60)} min`;
}
