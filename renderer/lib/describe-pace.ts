/** What is said where a list is read more seldom than usual, and why. Pure. */
import type { SweepPace } from '#contract/domain/room-facts';

const reasons: Record<NonNullable<SweepPace['slowedBy']>, string> = {
  rate_limited: 'the server asks for fewer calls',
  slow: 'the server answers slowly',
  failing: 'the server fails to answer',
};

/** `the server asks for fewer calls: list every 20 s`; undefined where nothing is in the way. */
export function describeSlowPace(
  pace: { everyMs: number; slowedBy?: SweepPace['slowedBy'] | undefined } | undefined,
): string | undefined {
  return pace?.slowedBy && `${reasons[pace.slowedBy]}: list ${describeInterval(pace.everyMs)}`;
}

/** `every 4 s`, `every 2 min`. */
export function describeInterval(everyMs: number): string {
  const seconds = Math.round(everyMs / 1_000);
  return seconds < 120 ? `every ${seconds} s` : `every ${Math.round(seconds / 60)} min`;
}
