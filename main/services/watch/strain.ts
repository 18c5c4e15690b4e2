/** Tells whether a server should be asked less often. */
import type { CallResult } from '../livekit-api/livekit-api.ts';

const slowMs = 2_000;

/** True if the answer was slow, did not come in time, or asked for fewer calls. */
export function isStrained(result: CallResult<unknown>): boolean {
  if (result.call.tookMs > slowMs) return true;
  return !result.ok && (result.error.code === 'rate_limited' || result.error.code === 'timed_out');
}
